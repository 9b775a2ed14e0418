"""Ownership: checks of this family."""

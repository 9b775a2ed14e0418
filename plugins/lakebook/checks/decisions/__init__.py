"""Decisions: checks of this family."""

"""Catalogue: checks of this family."""

"""Lineage: checks of this family."""

"""Workbooks: checks of this family."""

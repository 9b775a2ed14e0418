"""Products: checks of this family."""

"""Files: checks of this family."""

"""Security and privacy: checks of this family."""

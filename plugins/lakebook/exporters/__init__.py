"""The book for other tools. One format, one file."""

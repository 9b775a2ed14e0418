"""Two versions of a file of the catalogue become one, by meaning: what `lakebook merge-driver` does for Git."""

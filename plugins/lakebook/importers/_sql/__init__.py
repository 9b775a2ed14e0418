"""The SQL room: scripts are split, their tables read by readers of our own, their queries by sqlglot; nothing is run."""

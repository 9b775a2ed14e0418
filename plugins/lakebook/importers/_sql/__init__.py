"""The SQL room: scripts are split, tables read by readers of our own, queries by sqlglot; nothing is run."""

"""Which comes from which, datasets and columns; the only room that knows networkx."""

"""Databases, asked through SQLAlchemy, which only this room knows: their catalogues are read, nothing else is run."""

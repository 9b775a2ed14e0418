"""What can change between two states of a book: one subject, one file.

A module of this room declares its kinds of change as constants and holds a function of its own name,
``(comparison) -> changes``. It is found by its file name.
"""

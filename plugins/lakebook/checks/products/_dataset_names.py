"""What is said of names of datasets that lead nowhere."""

from __future__ import annotations

from lakebook.book import Book
from lakebook.checks._nearest import Nearest
from lakebook.checks._place import schema_path


def fault_of(book: Book, name: str) -> str:
    """What is wrong with *name*, as it stands behind it in a message; empty where it leads to one dataset."""
    found = book.catalogue.resolve(name)
    if found.candidates:
        return f"means several things: {', '.join(found.candidates)}"
    return "" if found.found else "is not a known dataset"


def hint_to_write(book: Book, nearest: Nearest, name: str, domain: str) -> str:
    """What to do where a product of *domain* writes *name*, which nobody knows: most often it is new."""
    near = nearest.meant_to_write(name)
    if name.count(".") < 2:
        return f"did you mean '{near}'?" if near else "write it as system.schema.dataset, or as a directory/"
    add = f"add '{name.split('.', 2)[2]}' to {schema_path(book, name, domain)}"
    return f"did you mean '{near}'? If it is new, {add}" if near else f"{add}, with 'status: draft' until it is there"

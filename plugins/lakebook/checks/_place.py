"""Where a dataset, or a field of it, stands."""

from __future__ import annotations

from lakebook.book import Book
from lakebook.diagnostics import Location
from lakebook.model.dataset import Dataset


def place_of(book: Book, dataset: Dataset, *keys: str | int) -> Location:
    """Place of the dataset, or of the field that *keys* lead to below it."""
    if dataset.sheet:
        return Location(dataset.file, sheet=dataset.sheet, cell=dataset.cell)
    return book.locate(dataset.file, "datasets", dataset.name, *keys, line=dataset.line)

"""Names of what was found, without what nobody sees: a book takes no such keys."""

from __future__ import annotations

from collections.abc import Iterable

from lakebook.importers._harvest import Found
from lakebook.writers.file_names import tidy_name


def tidy(found: Found) -> None:
    """Take control characters and marks of direction out of keys, tags and old names."""
    dataset = found.dataset
    dataset.extra = _keys(dataset.extra)
    dataset.tags = list(_words(dataset.tags))
    dataset.formerly = list(_words(dataset.formerly))
    for column in dataset.columns.values():
        column.extra = _keys(column.extra)
        column.values = _keys(column.values)
        column.tags = _words(column.tags)
        column.formerly = _words(column.formerly)


def _keys(said: dict[str, str]) -> dict[str, str]:
    if all(key.isprintable() and key == key.strip() and key for key in said):
        return said
    found: dict[str, str] = {}
    for key, value in said.items():
        if name := tidy_name(key):
            found.setdefault(name, value)
    return found


def _words(said: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for word in map(tidy_name, said) if word))

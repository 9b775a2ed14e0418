"""Words of the book's lists as people type them: ``Confidential``, ``PK, FK``, the name of a person for their id."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args, get_type_hints

from lakebook.book import Book
from lakebook.importers._layout.cell_words import keys_of
from lakebook.importers._person import person_id
from lakebook.model.dataset import KEYS, TRIGGERS, Dataset
from lakebook.syntax.strict_yaml import Value


class BookWords:
    """Spells the words of cells as the book does; what it does not know stays as it stands there."""

    def __init__(self, book: Book) -> None:
        settings = book.settings
        lists = {
            "kind": settings.kinds,
            "layer": settings.layers,
            "status": get_args(get_type_hints(Dataset)["status"]),
            "classification": settings.classifications,
            "personal": settings.personal,
        }
        self._lists = {field: _by_lower_case(words) for field, words in lists.items()}
        self._triggers = _by_lower_case(TRIGGERS)
        self._catalogue = book.catalogue

    def spelt(self, field: str, value: Value) -> Value:
        """The cell's value with the words that the book has for it."""
        if isinstance(value, list):
            return [self.spelt(field, item) for item in value]
        if isinstance(value, dict):
            trigger = value.get("trigger", "")
            known = self._triggers.get(str(trigger).lower()) if field == "refresh" else None
            return {**value, "trigger": known} if known else value
        if field == "custodian":
            return person_id(self._catalogue, value) or value
        if field == "key":
            return _keys(value)
        return self._lists.get(field, {}).get(value.lower(), value)


def _keys(text: str) -> str:
    if all(word in KEYS for word in text.split()):
        return text
    keys = keys_of(text)
    keys = keys_of(", ".join(text.split())) if keys is None else keys
    return " ".join(keys) or text if keys is not None else text


def _by_lower_case(words: Any) -> Mapping[str, str]:
    return {word.lower(): word for word in words}

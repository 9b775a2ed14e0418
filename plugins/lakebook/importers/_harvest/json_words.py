"""Values of JSON that we have no field for, in words a person can read."""

from __future__ import annotations

from typing import Any

from lakebook.importers._foreign_text import as_text
from lakebook.syntax.foreign_yaml import Foreign


def in_words(value: Any) -> str:
    """Any value of JSON as text: ``true``, ``2.5``, ``key: value; key: value``; empty for null and for nothing."""
    return as_text(_as_foreign(value))


def words_of(value: Any) -> list[str]:
    """The texts of a list, each once; a single text is a list of one."""
    items = value if isinstance(value, list) else [value]
    return list(dict.fromkeys(text for text in map(in_words, items) if text))


def _as_foreign(value: Any) -> Foreign:
    """The same with numbers and truth as text, as YAML has them."""
    if isinstance(value, dict):
        return {str(key): _as_foreign(child) for key, child in value.items()}
    if isinstance(value, list):
        return [_as_foreign(item) for item in value]
    if isinstance(value, bool):
        return "true" if value else "false"
    return None if value is None else str(value)

"""What an importer has no field for, as text a person can read; and names that are fit for a book."""

from __future__ import annotations

from collections.abc import Container

from lakebook.syntax.foreign_yaml import Foreign


def scalar(value: Foreign) -> str:
    """A text without white space around it; empty for a map, a list, or nothing."""
    return value.strip() if isinstance(value, str) else ""


def as_text(value: Foreign) -> str:
    """Any value in words: maps as ``key: value; key: value``, texts with commas, other lists a line an item."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, dict):
        pairs = ((key, _inside(child)) for key, child in value.items())
        return "; ".join(f"{key}: {text}" for key, text in pairs if text)
    if all(isinstance(item, str | None) for item in value):
        return ", ".join(text for text in map(scalar, value) if text)
    return "\n".join(text for text in map(as_text, value) if text)


def _inside(value: Foreign) -> str:
    text = as_text(value)
    if isinstance(value, dict) and text:
        return f"({text})"
    if isinstance(value, list) and not all(isinstance(item, str | None) for item in value):
        return "(" + ") (".join(item for item in map(as_text, value) if item) + ")" if text else ""
    return text


def texts(value: Foreign) -> list[str]:
    """The texts of a list; a single text is a list of one."""
    items = value if isinstance(value, list) else [value]
    return [text for text in map(scalar, items) if text]


def maps(value: Foreign) -> list[dict[str, Foreign]]:
    """The maps of a list; a single map is a list of one."""
    items = value if isinstance(value, list) else [value]
    return [item for item in items if isinstance(item, dict)]


def is_true(value: Foreign) -> bool:
    """Whether a value means yes."""
    return scalar(value).lower() in ("true", "yes", "on", "y", "1")


def free_name(name: str, taken: Container[str]) -> str:
    """*name*, or with ``_2``, ``_3`` and so on where it is taken; *taken* holds names in lower case."""
    number, free = 1, name
    while free.lower() in taken:
        number += 1
        free = f"{name}_{number}"
    return free

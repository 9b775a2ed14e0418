"""One field of a record: the text, list or map of a file -> the value that the model wants.

Every conversion is given the *value*, the *keys* of its record, the *name* of the field, and *troubles* to add to;
it gives back ABSENT where nothing was said, or nothing that can be taken.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from typing import Any

from lakebook.model.reference import Reference
from lakebook.readers._findings import Trouble, Troubles
from lakebook.readers._hints import closest, surely
from lakebook.syntax.strict_yaml import KeyPath

Convert = Callable[[Any, KeyPath, str, Troubles], Any]
ABSENT: Any = object()
NOTHING = frozenset({"", "~", "null", "Null", "NULL"})
_YES = frozenset({"true", "yes", "y", "x", "1", "oui", "ja", "si", "sí", "on"})
_MEANT = {"primary": "pk", "unique": "uk", "foreign": "fk"}
"""What people write who know keys by another name."""
_NO = frozenset({"false", "no", "n", "0", "non", "nein", "nee", "off", "-"})

_KEY_BEHIND = re.compile(r"\b(primary|unique|foreign)[ _-]+key\b", re.IGNORECASE)


def says_nothing(value: Any) -> bool:
    """Whether *value* is a scalar that stands for no value."""
    return type(value) is str and value in NOTHING


def wrong_shape(value: Any, keys: KeyPath, name: str, troubles: Troubles, wanted: str, hint: str) -> Any:
    """Report that the field takes what *wanted* says, and not such a value."""
    shape = "a map" if type(value) is dict else "a list" if type(value) is list else f"'{cut(str(value))}'"
    troubles.append(Trouble("value_malformed", (*keys, name), f"'{name}' takes {wanted}, not {shape}", hint))
    return ABSENT


def cut(text: str) -> str:
    """The start of *text*, short enough for a message."""
    return text if len(text) <= 60 else f"{text[:57]}..."


def text(value: Any, keys: KeyPath, name: str, troubles: Troubles) -> Any:
    """One scalar."""
    if type(value) is str:
        return ABSENT if value in NOTHING else value
    hint = "write it behind the colon, between quotes if it starts with [ or {"
    return wrong_shape(value, keys, name, troubles, "text", hint)


def flag(value: Any, keys: KeyPath, name: str, troubles: Troubles) -> Any:
    """Yes or no."""
    word = value.strip().lower() if type(value) is str else None
    if word in NOTHING:
        return ABSENT
    if word in _YES or word in _NO:
        return word in _YES
    return wrong_shape(value, keys, name, troubles, "yes or no", "write yes or no")


def number(value: Any, keys: KeyPath, name: str, troubles: Troubles) -> Any:
    """A whole number, not negative."""
    if type(value) is str and value.strip().isdecimal():
        return int(value)
    return (
        ABSENT
        if says_nothing(value)
        else wrong_shape(value, keys, name, troubles, "a whole number", "write it with digits alone, such as 12")
    )


def date(value: Any, keys: KeyPath, name: str, troubles: Troubles) -> Any:
    """A day, the ISO way."""
    if says_nothing(value):
        return ABSENT
    try:
        return datetime.date.fromisoformat(value.strip())
    except (AttributeError, ValueError):
        return wrong_shape(value, keys, name, troubles, "a date such as 2026-10-31", "write year-month-day")


def choice(value: Any, keys: KeyPath, name: str, troubles: Troubles, choices: list[str]) -> Any:
    """One of *choices*."""
    if type(value) is not str:
        return wrong_shape(value, keys, name, troubles, f"one of {', '.join(choices)}", "write one of these")
    if value in choices:
        return value
    if value not in NOTHING:
        message = f"'{cut(value)}' is not one of {', '.join(choices)}"
        near = _MEANT.get(re.split(r"[ _-]", value.lower())[0], "") if name == "key" else ""
        near = near or closest(value, choices)
        hint = f"did you mean '{near}'?" if near else "write one of these, or leave it out"
        right = near if near == surely(value, choices) else ""
        troubles.append(Trouble("value_not_allowed", (*keys, name), message, hint, value, right))
    return ABSENT


def several(value: Any, keys: KeyPath, name: str, troubles: Troubles, choices: list[str]) -> Any:
    """Some of *choices*, as a list or parted by blanks or commas."""
    if type(value) is str:
        value = _KEY_BEHIND.sub(r"\1", value).replace(",", " ").split()
    listed = words(value, keys, name, troubles)
    if listed is ABSENT:
        return ABSENT
    taken = [choice(word, keys, name, troubles, choices) for word in listed]
    return [word for word in taken if word is not ABSENT]


def words(value: Any, keys: KeyPath, name: str, troubles: Troubles) -> Any:
    """A scalar or a list of them."""
    if type(value) is str:
        return ABSENT if value in NOTHING else [value]
    if type(value) is list and all(type(item) is str for item in value):
        return [item for item in value if item not in NOTHING]
    return wrong_shape(value, keys, name, troubles, "a name or a list of names", f"write '{name}: [one, two]'")


def text_map(value: Any, keys: KeyPath, name: str, troubles: Troubles) -> Any:
    """A map of texts."""
    if says_nothing(value):
        return ABSENT
    if type(value) is dict and all(type(text) is str for text in value.values()):
        return value
    hint = f"write '{name}:' and lines 'key: text' below it"
    return wrong_shape(value, keys, name, troubles, "a map of 'key: text' lines", hint)


def references(value: Any, keys: KeyPath, name: str, troubles: Troubles) -> Any:
    """A name, a list of names, or a map from name to note."""
    if type(value) is str:
        return ABSENT if value in NOTHING else [Reference(value)]
    if type(value) is dict and all(type(note) is str for note in value.values()):
        return [Reference(target, "" if note in NOTHING else note) for target, note in value.items()]
    if type(value) is list:
        found = [_one_reference(item) for item in value]
        if None not in found:
            return found
    hint = f"write '{name}: [one, two]', or lines 'one: note' below it"
    return wrong_shape(value, keys, name, troubles, "a name, a list of names, or a map from name to note", hint)


def _one_reference(item: Any) -> Reference | None:
    """An item of a list: a name, ``name: note``, or ``{dataset: name, why: note}`` as WIDs write it."""
    if type(item) is str:
        return Reference(item)
    if type(item) is not dict or not all(type(part) is str for part in item.values()):
        return None
    target = next((item[key] for key in ("dataset", "column", "product") if key in item), None)
    if target is not None:
        return Reference(target, next((item[key] for key in ("why", "note") if key in item), ""))
    return Reference(*next(iter(item.items()))) if len(item) == 1 else None

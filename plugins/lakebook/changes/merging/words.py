"""Conflicts of a merge in words: one line each, with what stood there and what both sides made of it."""

from __future__ import annotations

from lakebook.changes.three_way import Conflict
from lakebook.syntax.strict_yaml import Value
from lakebook.writers.yaml_text import flow

_LONGEST = 80


def conflict_line(place: str, conflict: Conflict) -> str:
    """``PLACE FIELD: base ..., ours ..., theirs ...``."""
    field = f"{place} {name_of(conflict)}"
    if conflict.of_record and conflict.theirs is None:
        return f"{field}: changed in ours, deleted in theirs"
    if conflict.of_record and conflict.ours is None:
        return f"{field}: deleted in ours, changed in theirs"
    sides = {"base": conflict.base, "ours": conflict.ours, "theirs": conflict.theirs}
    return f"{field}: {', '.join(f'{name} {_shown(value)}' for name, value in sides.items())}"


def name_of(conflict: Conflict) -> str:
    """Names that lead to the value: ``orders.id.type``."""
    return name_of_keys(conflict.keys)


def name_of_keys(keys: tuple[str, ...]) -> str:
    """Keys as names, without the ``datasets`` and ``columns`` around them."""
    return ".".join(keys[at] for at in range(len(keys)) if not _is_frame(keys, at))


def _is_frame(keys: tuple[str, ...], at: int) -> bool:
    """Whether a key is the ``datasets`` or ``columns`` around names."""
    return keys[0] == "datasets" and len(keys) > 1 and (at == 0 or (at == 2 and len(keys) > 3 and keys[2] == "columns"))


def _shown(value: Value | None) -> str:
    if value is None or value == "":
        return "nothing"
    text = repr(str(value)) if isinstance(value, str) else flow(value)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 3]}..."

"""The order in which people look for names: numbers by their value, accents and capitals aside."""

from __future__ import annotations

import re
import unicodedata

_NUMBER = re.compile(r"([0-9]+)")


def natural(name: str) -> list[tuple[int, str]]:
    """A key to sort by: ``orders_2`` stands before ``orders_10``, ``Élan`` beside ``elan``."""
    if not name.isascii():
        name = "".join(one for one in unicodedata.normalize("NFKD", name) if not unicodedata.combining(one))
    parts = _NUMBER.split(name.casefold())
    return [_number(part) if place % 2 else (0, part) for place, part in enumerate(parts)]


def _number(digits: str) -> tuple[int, str]:
    digits = digits.lstrip("0")
    return len(digits), digits

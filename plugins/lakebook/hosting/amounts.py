"""Amounts as people write them: ``500 MB``, ``200,000``."""

from __future__ import annotations

import re

_AMOUNT = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?\s*([a-z]*)", re.IGNORECASE)
_UNITS = {"": 1, "b": 1, "kb": 10**3, "mb": 10**6, "gb": 10**9, "kib": 2**10, "mib": 2**20, "gib": 2**30}


def read_size(text: object) -> int:
    """Bytes that *text* says; MB is a million, MiB 1,048,576. Raises ValueError with what to type instead."""
    found = _AMOUNT.fullmatch(text.strip()) if isinstance(text, str) else None
    unit = _UNITS.get(found.group(3).lower()) if found else None
    if found is None or unit is None:
        raise ValueError(f"'{text}' is no size; write it as 500 MB or 1 GB")
    return _positive(round(float(found.group(1).replace(",", "") + (found.group(2) or "")) * unit))


def read_count(text: object) -> int:
    """The number that *text* says. Raises ValueError with what to type instead."""
    found = _AMOUNT.fullmatch(text.strip()) if isinstance(text, str) else None
    if found is None or found.group(2) or found.group(3):
        raise ValueError(f"'{text}' is no number of entries; write it as 200,000")
    return _positive(int(found.group(1).replace(",", "")))


def _positive(number: int) -> int:
    if not number:
        raise ValueError("nothing fits into 0; write 'name: none' where the host has no limits")
    return number


def size(number: float) -> str:
    """*number* of bytes with three figures at most below 1,000 of a unit: ``284 MB``, ``5.36 MB``, ``812 B``."""
    for unit, factor in (("GB", 10**9), ("MB", 10**6), ("KB", 10**3)):
        if number >= factor * 0.9995:
            figure = number / factor
            return f"{figure:.{0 if figure >= 99.95 else 1 if figure >= 9.995 else 2}f} {unit}"
    return f"{number:.0f} B"


def rounded_size(number: float) -> str:
    """The same without zeros at the end, for round numbers: ``1 GB``, ``1.5 GB``."""
    figure, _, unit = size(number).partition(" ")
    return f"{figure.rstrip('0').rstrip('.') if '.' in figure else figure} {unit}"

"""Types told by a letter or two: ``A``, ``N`` and ``AN``, ``X(10)`` and ``S9(7)V99 COMP-3``."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lakebook.importers._layout.cell_words import words

_SIZE = re.compile(r"\s*(?:[(\[]?\s*\.{0,2}\d[\d.,; ]*[)\]]?)\s*$")
_DIGITS = r"[SXAZ9VP+*$().,/\d-]*"
_PICTURE = re.compile(rf"(?:PIC\s+)?{_DIGITS}[XA9]{_DIGITS}(?:\s+(?:COMP|BINARY|PACKED|DISPLAY)\S*)?")
_SURE = 3
"""Different codes that are types whatever stands above them."""


def are_type_codes(texts: Sequence[str]) -> bool:
    """Whether all are codes of types, those of texts and those of numbers among them."""
    given = {text.strip() for text in texts if text}
    codes = {_SIZE.sub("", text).lower().replace("/", "") or text for text in given}
    texts_and_numbers = words("codes of texts"), words("codes of numbers")
    if codes <= texts_and_numbers[0] | texts_and_numbers[1] | words("other codes of types"):
        return all(codes & kind for kind in texts_and_numbers)
    return _are_pictures(given)


def _are_pictures(given: set[str]) -> bool:
    """Whether all are what COBOL calls pictures, of texts and of numbers."""
    return all(_PICTURE.fullmatch(text.upper()) for text in given) and all(
        any(letter in text.upper() for text in given) for letter in "X9"
    )


def are_surely_type_codes(texts: Sequence[str]) -> bool:
    """Whether they can be nothing else, whatever stands above them: several, or with a length behind them."""
    given = {text.strip() for text in texts if text}
    has_length = any("(" in text for text in given)
    return all(texts) and are_type_codes(texts) and (has_length or len(given) >= _SURE)

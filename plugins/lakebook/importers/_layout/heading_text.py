"""How headings are compared: their words, without accents, numbers, brackets and punctuation."""

from __future__ import annotations

import re
import unicodedata

_LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l"})
_CAMEL = re.compile(r"(?<=[a-zà-ÿ])(?=[A-ZÀ-Þ])|(?<=[A-Z])(?=[A-Z][a-z])")
_BRACKETS = re.compile(r"\([^()]*\)|\[[^][]*\]|\{[^{}]*\}|<[^<>]*>")
_ANSWERS = re.compile(
    r"(?<=\S)\s+(?:[jyso]\s?/\s?n|yes/no|oui/non|ja/nein|ja/nee|s[iíì]/no|sim/não)\s*\??\s*$", re.IGNORECASE
)
_NOT_LETTERS = re.compile(r"[\W_]+")
_NUMBERED = re.compile(r"^\s*\(?(?:\d{1,3}|[A-Za-z])[.)]\s+")


def words_of(text: str) -> list[str]:
    """Words of a text in lower case without accents and punctuation; ``camelCase`` is two."""
    split = _CAMEL.sub(" ", text).lower().translate(_LETTERS)
    if not split.isascii():
        split = "".join(letter for letter in unicodedata.normalize("NFKD", split) if not unicodedata.combining(letter))
    return _NOT_LETTERS.sub(" ", split).split()


def folded(text: str) -> str:
    """A text as it is compared: its words, run together."""
    return "".join(words_of(text))


def unnumbered(text: str) -> str:
    """A text without the number before it, as in ``1. Fields`` or ``b) Type``."""
    return _NUMBERED.sub("", text)


def without_brackets(heading: str) -> str:
    """A heading without what stands in brackets, as in ``Required (Y/N)``, nor ``Y/N`` behind it."""
    return _ANSWERS.sub("", _BRACKETS.sub(" ", heading))

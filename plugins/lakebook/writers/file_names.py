"""Titles -> names of files, and names that are fit for a book."""

from __future__ import annotations

import re
import unicodedata

_LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th"})


def slug(text: str, longest: int = 60) -> str:
    """Lower case without accents, words joined by hyphens; underscores stay. Empty where no letter or digit is left."""
    lowered = text.lower().translate(_LETTERS)
    plain = unicodedata.normalize("NFKD", lowered).encode("ascii", "ignore").decode()
    joined = re.sub(r"[^a-z0-9_]+", "-", plain).strip("-_")
    if len(joined) <= longest:
        return joined
    cut = joined[: longest + 1].rpartition("-")[0]
    return (cut or joined[:longest]).strip("-_")


def tidy_name(name: str) -> str:
    """A name on one line, without white space at its ends, odd spaces or control characters."""
    spaced = "".join(
        " " if letter.isspace() or unicodedata.category(letter) in ("Cc", "Cf") else letter for letter in name
    )
    return re.sub(r" +", " ", spaced).strip()

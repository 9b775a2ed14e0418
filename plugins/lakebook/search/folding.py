"""Words as the index keeps them. ``src/search/fold.ts`` of the front end does the same, letter for letter."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+")
_SPACED = "".join(one if (one := chr(code)).isalnum() else " " for code in range(128))
_APART = str.maketrans({"ß": "ss", "œ": "oe", "æ": "ae", "ø": "o", "ł": "l"})
_HUMP = re.compile(
    r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])",
)
_ENGLISH = """
a an and are as at be been but by can for from has have if in into is it its may more no not of on one only or so such
than that the their them then there these they this to was were what when where which who will with
"""
STOP_WORDS = frozenset(_ENGLISH.split())
"""Words that lead nowhere; not kept."""


def fold(text: str) -> str:
    """*text* without accents and capitals."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text)
    return "".join(one for one in apart if unicodedata.category(one)[0] != "M").lower().translate(_APART)


def words(text: str) -> list[str]:
    """Folded words of prose, each once: two letters at least, numbers of up to six digits, no stop words."""
    folded = fold(text)
    found = folded.translate(_SPACED).split() if folded.isascii() else _WORD.findall(folded)  # several times as fast
    return list(filter(_is_kept, dict.fromkeys(found)))


@lru_cache(maxsize=65536)
def _is_kept(word: str) -> bool:
    if len(word) < 2 or word in STOP_WORDS:
        return False
    return len(word) <= 6 or not word.isdigit()


def words_of_name(name: str) -> list[str]:
    """Folded words of an identifier: ``customerID_2`` is customer, id, 2."""
    return [fold(part) for whole in _WORD.findall(name) for part in _HUMP.split(whole) if part]


def humanised(name: str) -> str:
    """What a reader would call *name*: ``stock_cover`` is Stock cover. Titles like this are not kept."""
    spaced = " ".join(part for whole in _WORD.findall(name) for part in _HUMP.split(whole) if part)
    return spaced[:1].upper() + spaced[1:].lower()

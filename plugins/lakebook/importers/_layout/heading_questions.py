"""Headings that ask: ``Must it be filled in?``, ``Darf es leer sein?``, ``What goes in here``.

A question is understood by two of its words in any order; what stands below it has to answer it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from lakebook.importers._layout.heading_text import words_of
from lakebook.importers._layout.headings_list import NOTHING, Meaning, listed

_LONGEST = 60
"""Letters of a question."""
_NO_QUESTION = re.compile(r"[\d%]")


@lru_cache(maxsize=4096)
def meaning_of_question(heading: str) -> Meaning:
    """What the heading asks for; to be borne out by its cells."""
    if len(heading) > _LONGEST or _NO_QUESTION.search(heading):
        return NOTHING
    words = words_of(heading)
    if not words or _has(words, "elsewhere", "between"):
        return NOTHING
    is_denied = _has(words, "not")
    if _has(words, "empty") and (is_denied or _has(words, "may")):
        return Meaning(asked={"required" if is_denied else "optional": 0})
    if _has(words, "must") and _has(words, "filled"):
        return Meaning(asked={"required": 0})
    if _has(words, "person"):
        return Meaning(asked={"personal": 0})
    if _has(words, "secret"):
        return Meaning(checked={"classification": 0})
    start = words[1:] if words[0] in listed("between") else words  # o que, ce que, para qué
    return Meaning(checked={"description": 0}) if len(words) > 1 and _has(start[:1], "what") else NOTHING


def _has(words: Sequence[str], kind: str, but: str = "") -> bool:
    return any(word in listed(kind) and not (but and word in listed(but)) for word in words)

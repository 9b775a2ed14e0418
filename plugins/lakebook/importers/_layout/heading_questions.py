"""Headings that ask: ``Must it be filled in?``, ``Darf es leer sein?``, ``What goes in here``.

A question is understood by two of its words in any order, or by the lines of ``questions.yaml``; what stands below it
has to answer it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib import resources

from lakebook.importers._layout.heading_text import folded, without_brackets, words_of
from lakebook.importers._layout.headings_list import NOTHING, Meaning, listed
from lakebook.syntax.strict_yaml import parse

_LONGEST = 60
"""Letters of a question."""
_NO_QUESTION = re.compile(r"[\d%]")
_OF_DATASETS = frozenset({"retention", "refresh", "url", "tags"})


@lru_cache(maxsize=4096)
def meaning_of_question(heading: str) -> Meaning:
    """What the heading asks for; to be borne out by its cells."""
    if len(heading) > _LONGEST or _NO_QUESTION.search(heading):
        return NOTHING
    words = words_of(heading)
    if not words:
        return NOTHING
    return _by_kinds(words) or _by_lines(words_of(without_brackets(heading)))


def _by_kinds(words: Sequence[str]) -> Meaning:
    if _has(words, "elsewhere", "between"):
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


def _by_lines(words: Sequence[str]) -> Meaning:
    """What one line asks for all words of which the heading has; nothing where lines of several fields do."""
    given = {"".join(words[at:end]) for at in range(len(words)) for end in (at + 1, at + 2)}
    fields = {field for field, line in _lines() if all(not given.isdisjoint(word) for word in line)}
    if len(fields) != 1:
        return NOTHING
    ranks = dict.fromkeys(fields, 0)
    return Meaning(datasets=ranks) if fields <= _OF_DATASETS else Meaning(checked=ranks)


@cache
def _lines() -> tuple[tuple[str, tuple[frozenset[str], ...]], ...]:
    """Each field, and one of the words of each of these sets."""
    asked: dict[str, list[str]] = parse((resources.files(__package__) / "questions.yaml").read_bytes()).value  # type: ignore[assignment]
    return tuple(
        (field, tuple(frozenset(map(folded, word.split("|"))) for word in line.split()))
        for field, lines in asked.items()
        for line in lines
    )

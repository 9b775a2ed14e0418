"""What a heading may mean whose words are cut short: ``Klassifiz.``, ``Datenfmt.``, ``Descr. estesa``, ``Defn``.

A word may be the beginning of known words, or a known word without its vowels. All fields that a heading may mean so
stand against each other: what stands below it has to leave one of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import product
from math import prod

from lakebook.importers._layout.heading_parts import meaning_of_parts
from lakebook.importers._layout.heading_text import unnumbered, without_brackets, words_of
from lakebook.importers._layout.headings_list import NOTHING, Meaning, listed, spelt_out, synonyms

_WORD = re.compile(r"([^\W_]+)(\.)?")
_SHORTEST = 3
"""Letters of a word cut short."""
_MOST_WORDS = 4
_MOST_WAYS = 400
"""Ways to write a heading out; one with more says too little."""
_KINDS = ("column", "table", "between", "about", "business", "technical", "manner", "names")
_VOWELS = frozenset("aeiouy")
_KEPT = 0.6
"""The part of a word's consonants that its short form has."""
_UNTOLD = frozenset({"tags", "formerly", "term", "dataset_title", "dataset_description"})
"""Fields that no cells tell from others."""
_HARDLY_TOLD = frozenset({"classification", "unit", "example", "personal", "title", "values"})
"""Fields that many cells speak for: of a heading without a full stop they are not believed."""


@lru_cache(maxsize=4096)
def meaning_cut_short(heading: str) -> Meaning:
    """What the heading means written out; to be borne out by its cells."""
    if len(heading) > 60 or "%" in heading:
        return NOTHING
    words = list(_cut_or_whole(heading))
    ways = [_written_out(word, is_cut) for word, is_cut in words]
    if not 0 < len(ways) <= _MOST_WORDS or not all(ways) or prod(map(len, ways)) > _MOST_WAYS:
        return NOTHING
    checked: set[str] = set()
    datasets: set[str] = set()
    for written in product(*ways):
        found = synonyms().get("".join(written)) or meaning_of_parts(" ".join(written))
        checked |= _surest(found)
        datasets |= set(found.datasets)
    if checked & (_UNTOLD if any(is_cut for _, is_cut in words) else _UNTOLD | _HARDLY_TOLD):
        return NOTHING
    return Meaning(checked=dict.fromkeys(checked, 0), datasets=dict.fromkeys(datasets, 0))


def _surest(found: Meaning) -> set[str]:
    return set(found.sure or found.weak or {**found.checked, **found.asked})


def _cut_or_whole(heading: str) -> Iterator[tuple[str, bool]]:
    """The words of a heading, and whether a full stop behind says that one is cut short."""
    for text, stop in _WORD.findall(unnumbered(without_brackets(heading))):
        *whole, last = words_of(text) or [""]
        yield from ((word, False) for word in whole)
        if last and last not in listed("between"):
            yield last, bool(stop)


@lru_cache(maxsize=4096)
def _written_out(word: str, is_cut: bool) -> tuple[str, ...]:
    """The known words that a word may stand for: itself, where it is one and no full stop follows."""
    alike = _by_letter().get(word[0], ())
    if word in alike and (not is_cut or len(word) < _SHORTEST):
        return (word,)
    if len(word) < _SHORTEST:
        return ()
    begun = tuple(full for full in alike if full.startswith(word))
    return begun or tuple(full for full in alike if _is_contraction(word, full))


def _is_contraction(word: str, full: str) -> bool:
    """Whether *word* has letters of *full* in their order, and most of its consonants."""
    if len(full) <= len(word):
        return False
    at = 0
    for letter in word:
        at = full.find(letter, at) + 1
        if not at:
            return False
    sounds = sum(letter not in _VOWELS for letter in full)
    return sum(letter not in _VOWELS for letter in word) >= sounds * _KEPT


@cache
def _by_letter() -> dict[str, frozenset[str]]:
    """First letter -> the words of all headings."""
    known = {word for spelt in spelt_out() for word in spelt} | {word for kind in _KINDS for word in listed(kind)}
    found: dict[str, set[str]] = {}
    for word in known:
        found.setdefault(word[0], set()).add(word)
    return {letter: frozenset(words) for letter, words in found.items()}

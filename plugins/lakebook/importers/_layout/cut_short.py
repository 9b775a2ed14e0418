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
_LONGEST = 60
"""Letters of a heading."""
_NO_HEADING = re.compile(r"[\d%]")
_SHORTEST = 3
"""Letters of a word cut short."""
_PLAIN = 6
"""Letters from which on the beginning of a word tells it, where no other begins so."""
_PLAIN_CONTRACTION = 8
_ENDINGS = ("s", "n", "e", "en", "es")
"""What parts one from several."""
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
    if len(heading) > _LONGEST or _NO_HEADING.search(heading):
        return NOTHING
    words = list(_cut_or_whole(heading))
    ways = [_written_out(word, is_cut) for word, is_cut in words]
    if not 0 < len(ways) <= _MOST_WORDS or not all(ways) or prod(map(len, ways)) > _MOST_WAYS:
        return NOTHING
    if all(word in ways[at] and len(ways[at]) == 1 for at, (word, _) in enumerate(words)):
        return NOTHING  # nothing is cut short
    checked: set[str] = set()
    datasets: set[str] = set()
    for written in product(*ways):
        found = synonyms().get("".join(written)) or meaning_of_parts(" ".join(written))
        checked |= _surest(found)
        datasets |= set(found.datasets)
    is_plain = len(checked) == 1 and all(_is_plain(*word) for word in words)
    if checked & _UNTOLD or (checked & _HARDLY_TOLD and not is_plain and not any(is_cut for _, is_cut in words)):
        return NOTHING
    ranks = dict.fromkeys(checked, 0)
    about_datasets = dict.fromkeys(datasets, 0)
    return Meaning(weak=ranks, datasets=about_datasets) if is_plain else Meaning(checked=ranks, datasets=about_datasets)


def _is_plain(word: str, is_cut: bool) -> bool:
    """Whether only one word may be meant, of which most is written: it counts as if it were."""
    ways = _written_out(word, is_cut)
    if len(ways) != 1 or ways[0] == word:
        return ways == (word,)
    if is_cut and len(word) >= _PLAIN and ways[0].startswith(word):
        return True
    return len(word) >= _PLAIN_CONTRACTION and _sounds(word) == _sounds(ways[0])


def _sounds(word: str) -> list[str]:
    return [letter for letter in word if letter not in _VOWELS]


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
    alike = _by_letter().get(word[0], frozenset())
    if len(word) < _SHORTEST:
        return (word,) if word in alike else ()
    same = {word, *(word + end for end in _ENDINGS), *(word.removesuffix(end) for end in _ENDINGS)} & alike
    has_vowels = not _VOWELS.isdisjoint(word)
    if word in alike and not is_cut and has_vowels:
        return tuple(sorted(same))
    begun = tuple(full for full in alike if full.startswith(word)) if has_vowels or is_cut else ()
    return begun or tuple(sorted(full for full in alike if full in same or _is_contraction(word, full)))


def _is_contraction(word: str, full: str) -> bool:
    """Whether *word* has letters of *full* in their order, and most of its consonants."""
    if len(full) <= len(word):
        return False
    at = 0
    for letter in word:
        at = full.find(letter, at) + 1
        if not at:
            return False
    return len(_sounds(word)) >= len(_sounds(full)) * _KEPT


@cache
def _by_letter() -> dict[str, frozenset[str]]:
    """First letter -> the words of all headings."""
    known = {word for spelt in spelt_out() for word in spelt} | {word for kind in _KINDS for word in listed(kind)}
    found: dict[str, set[str]] = {}
    for word in known:
        found.setdefault(word[0], set()).add(word)
    return {letter: frozenset(words) for letter, words in found.items()}

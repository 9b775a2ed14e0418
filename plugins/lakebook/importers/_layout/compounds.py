"""Words written together: ``Feldlangbezeichnung``, ``rubrieknaam``, ``columndatatype``."""

from __future__ import annotations

from functools import cache, lru_cache

from lakebook.importers._layout.headings_list import listed, spelt_out

_LINKS = ("", "s", "n", "en", "es", "e", "er", "ungs")
"""Letters between the parts of a compound."""
_SHORTEST = 4
"""Letters of a part."""
_SHORTEST_WHOLE = 8
"""Letters of a word that may be a compound."""
_KINDS = ("column", "table", "about", "business", "technical", "engine", "manner", "targets")


@lru_cache(maxsize=4096)
def compound(word: str) -> tuple[str, ...]:
    """The parts of a compound of which each is a word of the lists; else the word itself."""
    return (word,) if len(word) < _SHORTEST_WHOLE or word in _described() else _split(word) or (word,)


def _split(word: str) -> tuple[str, ...]:
    """The parts, the first as long as can be; empty where some part is no known word.

    A known word is taken apart only where its first part says what is described, or how.
    """
    is_known = word in _parts_known()
    able = _described() if is_known else _parts_known()
    for at in range(len(word) - _SHORTEST + 1, _SHORTEST - 1, -1):
        first = next((one for one in _starts(word[:at]) if one in able), "")
        if first and (rest := _split(word[at:])):
            return (first, *rest)
    return (word,) if is_known else ()


def _starts(first: str) -> list[str]:
    """The first part of a compound without the letters that join it to the second."""
    return [first.removesuffix(link) for link in _LINKS if first.endswith(link)]


@cache
def _described() -> frozenset[str]:
    words = {word for kind in _KINDS for word in listed(kind)}
    return frozenset(word for word in words if len(word) >= _SHORTEST or word in listed("fragments"))


@cache
def _parts_known() -> frozenset[str]:
    """Words that compounds are made of: what is described and how, and headings of one word."""
    alone = {spelt[0] for spelt, what in spelt_out().items() if len(spelt) == 1 and what}
    return _described() | frozenset(word for word in alone if len(word) >= _SHORTEST or word in listed("fragments"))

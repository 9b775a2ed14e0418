"""What a heading may mean by the words it is made of: ``Merkmalsbezeichnung`` is the ``Bezeichnung`` of something.

A word that only says what is described (``concept``, ``Merkmal``, ``rubriek``) is left out; what remains must be one of
the headings that are listed. All that is found so is doubtful: what stands below the heading has to bear it out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from lakebook.importers._layout.heading_text import folded, unnumbered, without_brackets, words_of
from lakebook.importers._layout.headings_list import NOTHING, Meaning, listed, synonyms

_BY_PARTS = frozenset(
    [
        "name",
        "title",
        "description",
        "type",
        "length",
        "precision",
        "scale",
        "required",
        "optional",
        "values",
        "personal",
    ]
)
"""Fields found so: those of which the cells tell. A ``business key`` is no key of the table."""
_LINKS = ("", "s", "n", "en", "es", "e", "er")
"""Letters between the parts of a compound."""
_SHORTEST = 4
"""Letters of the part of a compound that says what is described."""


@lru_cache(maxsize=4096)
def meaning_of_parts(heading: str) -> Meaning:
    """What the heading means without the words that only say what is described; to be borne out by its cells."""
    if len(heading) > 60 or "%" in heading:
        return NOTHING
    words = [part for word in words_of(unnumbered(without_brackets(heading))) for part in _compound(word)]
    said = [word for word in words if word not in _described() and word not in listed("between")]
    if not said and any(word in listed("column") for word in words):  # a data attribute
        return Meaning(checked={"name": 0})
    if not said or len(said) == len(words):
        return NOTHING
    found = synonyms().get("".join(said), NOTHING)
    fields = {field: 0 for group in (found.sure, found.weak, found.checked) for field in group if field in _BY_PARTS}
    return Meaning(checked=fields) if len(found.fields) == len(fields) else NOTHING


def speaks_of_names(heading: str) -> bool:
    """Whether a heading speaks of names, and not of those of something else, as ``Owner Name`` does."""
    words = set(words_of(without_brackets(heading)))
    return bool(words & listed("names")) and not words & listed("elsewhere")


def is_described(heading: str, headings: Sequence[str]) -> bool:
    """Whether another heading gives its title, type or the like: ``Datenpunkt`` beside ``Datenpunktbezeichnung``."""
    word = folded(without_brackets(heading))
    if len(word) < _SHORTEST or set(words_of(heading)) & listed("elsewhere"):
        return False
    others = (folded(without_brackets(other)) for other in headings)
    rests = (other.removeprefix(word) for other in others if other.startswith(word) and other != word)
    return any(synonyms().get(rest.removeprefix(link), NOTHING).fields & _BY_PARTS for rest in rests for link in _LINKS)


def _compound(word: str) -> Iterator[str]:
    """``rubrieknaam`` -> rubriek, naam; ``Pflichtangabe`` -> pflicht, angabe; else the word itself."""
    for at in range(_SHORTEST, len(word) - 2):
        first, rest = word[:at], word[at:]
        if first in _described() and (ends := [rest.removeprefix(link) for link in _LINKS if rest.startswith(link)]):
            known = next((end for end in ends if end in synonyms()), "")
            if known:
                yield from (first, known)
                return
        if rest in listed("about") and (start := next((one for one in _starts(first) if one in synonyms()), "")):
            yield from (start, rest)
            return
    yield word


def _starts(first: str) -> Iterator[str]:
    """The first part of a compound without the letters that join it to the second."""
    return (first.removesuffix(link) for link in _LINKS if first.endswith(link))


@cache
def _described() -> frozenset[str]:
    return listed("column") | listed("about")

"""The synonyms of fields, from lists in seven languages."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib import resources
from itertools import product
from typing import Any

import msgspec

from lakebook.importers._layout.heading_text import folded, words_of
from lakebook.syntax.strict_yaml import parse

_GROUPS = ("sure", "weak", "checked", "datasets", "sheets")


class Meaning(msgspec.Struct, frozen=True):
    """What a heading may mean: field -> rank among the field's synonyms, 0 being the best."""

    sure: dict[str, int] = {}
    weak: dict[str, int] = {}
    """Fields it means where no other heading surely does."""
    checked: dict[str, int] = {}
    """Fields it means where no other heading does, and what stands below it bears that out."""
    asked: dict[str, int] = {}
    """Fields it means where no other heading does, and yes or no stands below it."""
    datasets: dict[str, int] = {}
    """Fields of datasets that it means on a sheet that lists those, or in a block above a table."""
    sheets: dict[str, int] = {}
    """Kinds of sheet of which it is a typical heading, and which list no columns."""

    def __bool__(self) -> bool:
        return bool(self.sure or self.weak or self.checked or self.asked or self.datasets)

    @property
    def fields(self) -> set[str]:
        """All fields of columns that it may mean."""
        return {*self.sure, *self.weak, *self.checked, *self.asked}


NOTHING = Meaning()


@cache
def _files() -> list[dict[str, Any]]:
    folder = resources.files(__package__) / "headings"
    files = sorted((file for file in folder.iterdir() if file.name.endswith(".yaml")), key=lambda file: file.name)
    return [parse(file.read_bytes()).value for file in files]  # type: ignore[misc]


@cache
def listed(kind: str) -> frozenset[str]:
    """The folded words of one kind in all languages: ``column``, ``between``, ``about``."""
    return frozenset(folded(word) for file in _files() for word in file.get(kind, ()))


@cache
def synonyms() -> dict[str, Meaning]:
    """Folded heading -> what it means in any of the languages."""
    found: dict[str, Meaning] = {}
    for spelt, what in spelt_out().items():
        known = found.get("".join(spelt))
        found["".join(spelt)] = _both(known, what) if known else what
    return found


@cache
def spelt_out() -> dict[tuple[str, ...], Meaning]:
    """The words of a heading -> what it means."""
    found: dict[tuple[str, ...], dict[str, dict[str, int]]] = {}
    for file in _files():
        for group in _GROUPS:
            for field, listed in file[group].items():
                written = (form for text in listed for form in _written_out(text, file))
                for rank, form in enumerate(written):
                    ranks = found.setdefault(tuple(words_of(form)), {}).setdefault(group, {})
                    ranks[field] = min(rank, ranks.get(field, rank))
    return {key: Meaning(**groups) for key, groups in found.items()}


def _both(one: Meaning, other: Meaning) -> Meaning:
    """What two spellings that differ only in blanks mean together."""
    joined = {}
    for group in _GROUPS:
        mine, theirs = getattr(one, group), getattr(other, group)
        joined[group] = {
            field: min(ranks[field] for ranks in (mine, theirs) if field in ranks) for field in (*mine, *theirs)
        }
    return Meaning(**joined)


def _written_out(text: str, file: dict[str, Any]) -> Iterable[str]:
    """A synonym once for every word that ``{column}`` and ``{table}`` stand for."""
    names = [name for name in ("column", "table") if f"{{{name}}}" in text]
    for words in product(*(file[name] for name in names)):
        written = text
        for name, word in zip(names, words, strict=True):
            written = written.replace(f"{{{name}}}", word)
        yield written


@cache
def by_letter() -> dict[str, list[str]]:
    """First letter -> folded headings of columns."""
    found: dict[str, list[str]] = {}
    for key, what in synonyms().items():
        if what.fields:
            found.setdefault(key[0], []).append(key)
    return found

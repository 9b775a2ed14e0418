"""What a heading may mean by the words it is made of: ``Merkmalsbezeichnung`` is the ``Bezeichnung`` of something.

Words that only say what is described (``concept``, ``Merkmal``) or how (``detailed``, ``fachlich``) are left out, in
whatever order they stand; what remains must be what remains of a heading that is listed. All that is found so is
doubtful: what stands below the heading has to bear it out.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache, lru_cache

from lakebook.importers._layout.compounds import compound
from lakebook.importers._layout.heading_text import folded, unnumbered, without_brackets, words_of
from lakebook.importers._layout.headings_list import NOTHING, Meaning, listed, spelt_out, synonyms

_DIGIT = re.compile(r"\d")
_LINKS = ("", "s", "n", "en", "es", "e", "er")
"""Letters between the parts of a compound."""
_SHORTEST = 4
"""Letters of the part of a compound that says what is described."""
_TABLE = "{table}"
_NOT_BY_PARTS = frozenset({"tags", "formerly", "term", "custodian"})
"""Fields that no cells can bear out: who is responsible for data is not who is for a system."""
_NOT_FOR_PEOPLE = frozenset({"required", "optional", "key", "pk", "fk", "uk", "length", "precision", "scale"})
"""Fields that in business words are other things: a business key, mandatory on screen."""
_OF_TABLES = frozenset({"dataset_title", "dataset_description", "references_dataset"})
"""Fields that only a word for a table tells: a ``data set``'s note is no note."""
_AS_LISTED = frozenset({"dataset", "optional"})
"""Fields of which no word is left out: any asset is no data asset, ``missing`` not ``missing allowed``."""
_POINTING = frozenset({"references", "references_column", "fk"})
_LEFT_OUT = (("column", "between"), ("about", "prefixes"), ("business", "technical", "engine", "manner"), ())
"""Kinds of words that are left out, one after the other; last of all those that are headings by themselves."""


@lru_cache(maxsize=4096)
def meaning_of_parts(heading: str) -> Meaning:
    """What the heading means by its words; to be borne out by its cells."""
    text = unnumbered(without_brackets(heading))
    if len(heading) > 60 or "%" in heading or _DIGIT.search(text):
        return NOTHING
    words = [part for word in words_of(text) for part in compound(word)]
    if len(words) < 2:
        return NOTHING
    is_column, is_table = (any(word in listed(kind) for word in words) for kind in ("column", "table"))
    for level in range(len(_LEFT_OUT)):
        said = _reduced(words, _left_out(level))
        if not said or said == {_TABLE}:
            is_one = is_column != is_table  # a data attribute, a Fachtabelle
            return _for_people(words, {"name" if is_column else "dataset"}) if is_one else NOTHING
        if found := _by_words(level).get(said):
            if is_column and found.fields and found.fields <= _POINTING:
                return Meaning(checked=dict.fromkeys(found.fields - {"references"} | {"references_column"}, 0))
            return _told(found, words, is_column, level)
        found = _by_words(level).get(said - {_TABLE}, NOTHING) if _TABLE in said else NOTHING
        if found.fields and found.fields <= _POINTING:
            return Meaning(checked={"references_dataset": 0})
    return NOTHING


def _told(found: Meaning, words: Sequence[str], is_column: bool, level: int) -> Meaning:
    """What a heading means of which that remains; of datasets only where nothing but joining words is left out."""
    fields = _surest(found.checked)
    if is_column and fields == {"dataset"} and not set(words) & listed("table"):  # a field of a file
        return Meaning(checked={"name": 0})
    if "name" in fields and not is_column and not _is_about(words):  # a database name, the name of a user
        fields = {"title"} if found.checked.get("title") == 0 else set()
    if not is_column:
        fields -= {"references_column"}
    if set(words) & listed("business"):
        fields -= _NOT_FOR_PEOPLE
    if fields == {"required"}:
        return Meaning(asked={"required": 0}) if found.checked["required"] == 0 else Meaning(checked={"required": 0})
    return _for_people(words, fields, found.datasets if level == 0 else {})  # a date of update is no refresh


def _is_about(words: Sequence[str]) -> bool:
    return bool(set(words) & listed("about")) and not set(words) & listed("engine")


def _surest(ranks: Mapping[str, int]) -> set[str]:
    """The fields; of title and description, which the same cells bear out, the one that is meant more surely."""
    fields = set(ranks)
    if fields == {"title", "description"} and ranks["title"] != ranks["description"]:
        return {min(fields, key=lambda field: ranks[field])}
    return fields


def _for_people(words: Sequence[str], fields: Collection[str], datasets: Mapping[str, int] | None = None) -> Meaning:
    """The fields to be borne out: a name in business words is a title; a word for a kind of table names none."""
    if "name" in fields and set(words) & listed("business"):
        fields = {*fields, "title"} - {"name"}
    if datasets:
        fields = set(fields) - {"dataset"}
    return Meaning(checked=dict.fromkeys(fields, 0), datasets=dict(datasets or {}))


def _reduced(words: Iterable[str], left_out: frozenset[str]) -> frozenset[str]:
    """The words without those that are *left_out*; those for a table are one."""
    return frozenset(_TABLE if word in listed("table") else word for word in words) - left_out


@cache
def _left_out(level: int) -> frozenset[str]:
    kinds = [kind for group in _LEFT_OUT[: level + 1] for kind in group]
    words = frozenset(word for kind in kinds for word in listed(kind)) - listed("table")
    if level == len(_LEFT_OUT) - 1:
        return words
    are_headings = {word for word in words if synonyms().get(word, NOTHING).sure.keys() - {"name"}}
    return words - (are_headings - listed("between"))


@cache
def _by_words(level: int) -> dict[frozenset[str], Meaning]:
    """What remains of listed headings -> what they mean, 0 being surely; those of which more remains count more."""
    found: dict[frozenset[str], tuple[dict[str, int], dict[str, int]]] = {}
    surer = _by_words(level - 1) if level else {}
    left_out = _left_out(level)
    new = left_out - _left_out(level - 1) if level else left_out
    for words, ranks, datasets in _listed_words():
        if level and new.isdisjoint(words):
            continue  # it remains as it was
        said = words - left_out
        if not said or said == {_TABLE} or said in surer:
            continue
        checked, about_datasets = found.setdefault(said, ({}, {}))
        unfit: frozenset[str] = frozenset()
        if _TABLE not in said:
            unfit = _OF_TABLES if said == words - _left_out(0) else _OF_TABLES | _AS_LISTED
        for field in ranks.keys() - unfit:
            checked[field] = min(ranks[field], checked.get(field, ranks[field]))
        about_datasets.update(datasets)
    merged = {said: Meaning(checked=ranks, datasets=datasets) for said, (ranks, datasets) in found.items()}
    return {**{said: what for said, what in merged.items() if what}, **surer}


@cache
def _listed_words() -> list[tuple[frozenset[str], dict[str, int], dict[str, int]]]:
    """The words of each listed heading, field -> how surely it means that, 0 the most, and fields of datasets."""
    found = []
    for spelt, what in spelt_out().items():
        if not what.fields & _NOT_BY_PARTS:
            words = _reduced([part for word in spelt for part in compound(word)], frozenset())
            ranks = {**dict.fromkeys(what.checked, 2), **dict.fromkeys(what.weak, 1), **dict.fromkeys(what.sure, 0)}
            datasets = {field: rank for field, rank in what.datasets.items() if field not in _NOT_BY_PARTS}
            found.append((words, ranks, datasets))
    return found


def speaks_of_names(heading: str) -> bool:
    """Whether a heading speaks of names, and not of those of something else, as ``Owner Name`` does."""
    words = set(words_of(without_brackets(heading)))
    return bool(words & listed("names")) and not words & listed("elsewhere")


@lru_cache(maxsize=4096)
def of_target(heading: str) -> str:
    """A ``Target Column`` without the word for target; empty for a heading that speaks of none."""
    parts = [part for word in words_of(without_brackets(heading)) for part in compound(word)]
    rest = [part for part in parts if part not in listed("targets")]
    return " ".join(rest) if len(rest) < len(parts) else ""


def speaks_of(kind: str, heading: str) -> bool:
    """Whether a word of the heading, or a part of one, is listed as of this kind."""
    return any(part in listed(kind) for word in words_of(heading) for part in (word, *compound(word)))


def is_of_columns(heading: str) -> bool:
    """Whether no word of the heading says that it is about something else than the columns, as ``Source type`` is."""
    return not set(words_of(heading)) & listed("elsewhere")


def is_described(heading: str, headings: Sequence[str]) -> bool:
    """Whether another heading gives its title, type or the like: ``Datenpunkt`` beside ``Datenpunktbezeichnung``."""
    word = folded(without_brackets(heading))
    if len(word) < _SHORTEST or set(words_of(heading)) & listed("elsewhere"):
        return False
    others = (folded(without_brackets(other)) for other in headings)
    rests = (other.removeprefix(word) for other in others if other.startswith(word) and other != word)
    return any(synonyms().get(rest.removeprefix(link), NOTHING).fields & _TOLD for rest in rests for link in _LINKS)


_TOLD = frozenset({"name", "title", "description", "type", "length", "precision", "scale", "required", "optional",
                   "values", "personal"})  # fmt: skip
"""Fields that headings such as ``Datenpunktbezeichnung`` give of what they name."""

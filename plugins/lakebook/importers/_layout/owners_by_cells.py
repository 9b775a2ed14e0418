"""What rows belong to where no heading says it for certain, and the titles that stand beside names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lakebook.importers._layout.borne_out import Below, borne_out, texts_below
from lakebook.importers._layout.cell_words import flag, looks_like_type
from lakebook.importers._layout.heading_parts import speaks_of
from lakebook.importers._layout.headings_list import Meaning
from lakebook.importers._layout.sheet_layout import Table

_OTHERS = 4
"""Headings that must be known, with the blank one, before what stands below an unknown one may tell what it is."""
_LONGEST_NAME = 64
_OF_DATASETS = frozenset({"kind", "layer", "custodian", "retention", "refresh", "classification", "personal", "url"})
_OF_DATASETS_ENOUGH = 2
"""Fields of datasets, beside a description, by which a list is one of them."""


def filled_down(texts: Sequence[str]) -> list[str]:
    """The texts; a blank one is the one above, as below merged cells."""
    found: list[str] = []
    for text in texts:
        found.append(text or (found[-1] if found else ""))
    return found


def no_table_behind(fields: list[str], found: Sequence[Meaning], below: Below) -> None:
    """Take no ``Interface`` right of the names for their tables, unless it parts names that stand twice."""
    if "dataset" not in fields or "name" not in fields:
        return
    at, named = fields.index("dataset"), fields.index("name")
    if at < named or "dataset" not in found[at].checked:
        return
    names = [text.lower() for text in below(named)]
    if not (_stand_twice(names) and _are_tables(below(at), names)):
        fields[at] = ""


def dataset_by_cells(fields: list[str], headings: Sequence[str], below: Below) -> None:
    """Where no heading names the tables, the one column that parts them into tables does.

    Names that stand there twice must be in two tables then; without such, the heading has to be a ``source table``
    left of them in a sheet that speaks of no other source.
    """
    if "dataset" in fields or "name" not in fields or len(set(fields)) < _OTHERS:
        return
    named = fields.index("name")
    names = [text.lower() for text in below(named)]
    is_told = _stand_twice(names)
    able = [
        at
        for at, field in enumerate(fields)
        if not field
        and ((at < named and _is_source_table(headings, at)) or (is_told and not speaks_of("containers", headings[at])))
        and _are_tables(below(at), names)
    ]
    if len(able) == 1:
        fields[able[0]] = "dataset"


def may_part_rows(table: Table) -> Iterator[str]:
    """What to say of headings left of the names that are not understood, though tables may be named below them.

    Taken for one dataset, the rows of several would be mixed up; columns of sections look the same, so it is only said.
    """
    named = table.index("name")
    if table.index("dataset") >= 0 or table.name:
        return
    names = [text.lower() for text in texts_below(table.rows, named)]
    for heading in table.headings:
        texts = texts_below(table.rows, heading.index)
        if heading.index < named and not heading.field and len({*texts} - {""}) > 1 and _are_tables(texts, names):
            hint = f"if so, write '{heading.label}: dataset' and 'dataset_from: heading' in the mapping"
            yield f"{heading.cell}: '{heading.label}' may name the table of each row; {hint}"


def _stand_twice(names: Sequence[str]) -> bool:
    return len({*names} - {""}) < len(names) - names.count("")


def _is_source_table(headings: Sequence[str], at: int) -> bool:
    sources = [heading for heading in headings if speaks_of("sources", heading)]
    return sources == [headings[at]] and speaks_of("table", headings[at])


def _are_tables(texts: Sequence[str], names: Sequence[str]) -> bool:
    """Whether the texts may name the tables of the rows: each in one place, and no name twice in one of them."""
    owners = filled_down(texts)
    pairs = [(owner, name) for owner, name in zip(owners, names, strict=False) if name]
    return (
        bool(borne_out({"dataset": 0}, texts))
        and len(set(pairs)) == len(pairs) >= 2 * len(set(owners))
        and bool(borne_out({"name": 0}, sorted({*owners})))
    )


def listed_by_cells(fields: list[str], headings: Sequence[str], below: Below) -> None:
    """Where no heading of a list of datasets names them, the one column with an identifier of its own a row does."""
    if "dataset" in fields or "description" not in fields or len(_OF_DATASETS & {*fields}) < _OF_DATASETS_ENOUGH:
        return
    able = [
        at
        for at, field in enumerate(fields)
        if not field and not speaks_of("containers", headings[at]) and _are_identifiers_all(below(at))
    ]
    if len(able) == 1:
        fields[able[0]] = "dataset"


def _are_identifiers_all(texts: Sequence[str]) -> bool:
    return len(texts) > 1 and all(texts) and len(set(texts)) == len(texts) and bool(borne_out({"name": 0}, texts))


def titles_beside_names(fields: list[str], headings: Sequence[str], found: Sequence[Meaning], below: Below) -> None:
    """An ``Entity`` beside a ``Table`` is the dataset's title; an ``Attribute`` beside a ``Column`` is the column's."""
    if "dataset" in fields:
        _title_of_dataset(fields, headings, found, below)
    if "name" not in fields or "title" in fields:
        return
    _code_is_name(fields, headings, found, below)
    if not _are_for_people(below(fields.index("name"))):
        able = [
            at
            for at, what in enumerate(found)
            if not fields[at] and {"name", "title"} & what.fields and _are_titles(below(at))
        ]
        if len(able) == 1:
            fields[able[0]] = "title"


def _code_is_name(fields: list[str], headings: Sequence[str], found: Sequence[Meaning], below: Below) -> None:
    """Where words of people stand below ``Attribute`` and identifiers below ``Column``, that is the name."""
    at = fields.index("name")
    if not _is_logical(headings[at]) or not _are_for_people(below(at)):
        return
    able = [
        other
        for other, what in enumerate(found)
        if not fields[other]
        and "name" in what.fields
        and not _is_logical(headings[other])
        and borne_out({"name": 0}, below(other))
        and not _are_for_people(below(other))
    ]
    if len(able) == 1:
        fields[able[0]], fields[at] = "name", "title"


def _title_of_dataset(fields: list[str], headings: Sequence[str], found: Sequence[Meaning], below: Below) -> None:
    owner = fields.index("dataset")
    able = [
        at
        for at, what in enumerate(found)
        if not fields[at] and {"dataset", "dataset_title"} & what.fields and _go_together(below(owner), below(at))
    ]
    if len(able) != 1 or "dataset_title" in fields:
        return
    at = able[0]
    if _is_logical(headings[at]) and not _is_logical(headings[owner]):
        fields[at] = "dataset_title"
    elif _is_logical(headings[owner]) and not _is_logical(headings[at]):
        fields[at], fields[owner] = "dataset", "dataset_title"


def _is_logical(heading: str) -> bool:
    return speaks_of("logical", heading) or speaks_of("business", heading)


def _go_together(owners: Sequence[str], texts: Sequence[str]) -> bool:
    """Whether one text stands beside each owner, and no other owner has it."""
    pairs = set(zip(filled_down(owners), filled_down(texts), strict=False))
    said = {text for _, text in pairs}
    return (
        len(pairs) == len(said) == len({owner for owner, _ in pairs})
        and "" not in said
        and max(map(len, said)) <= _LONGEST_NAME
        and not any(flag(text) is not None or text.isdigit() or looks_like_type(text) for text in said)
    )


def _are_titles(texts: Sequence[str]) -> bool:
    """Whether nearly every row has a name for people, few of them twice."""
    given = [text for text in texts if text]
    return len(given) * 4 >= len(texts) * 3 and len(set(given)) * 3 > len(given) * 2 and _are_for_people(given)


def _are_for_people(texts: Sequence[str]) -> bool:
    """Whether most are names as people write them: of several words, or with a capital and small letters."""
    given = [text for text in texts if text]
    kind = [text for text in given if "_" not in text and (" " in text or (text[0].isupper() and text[1:].islower()))]
    return bool(given) and len(kind) * 4 >= len(given) * 3 and max(map(len, given)) <= _LONGEST_NAME

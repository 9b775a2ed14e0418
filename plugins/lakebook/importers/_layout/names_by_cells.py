"""Names and types of columns that no heading gives for certain, told by what stands below."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from lakebook.importers._layout.borne_out import Below, borne_out
from lakebook.importers._layout.cell_words import looks_like_type
from lakebook.importers._layout.heading_parts import is_described, is_of_columns, speaks_of_names
from lakebook.importers._layout.headings_list import Meaning
from lakebook.importers._layout.owners_by_cells import filled_down
from lakebook.importers._layout.type_codes import are_surely_type_codes, are_type_codes

_OTHERS = 4
"""Headings that must be known, with the blank one, before what stands below an unknown one may tell what it is."""
_ASKED = frozenset({"required", "optional", "pk", "key", "length", "values"})
"""Fields that are given of columns alone, not of tables or terms."""
_LONGEST_NAME = 64
"""Letters of a title that may stand for a name."""


def name_by_cells(fields: list[str], headings: Sequence[str], below: Below) -> None:
    """Where no heading names the columns of a list with types, one that speaks of names and holds identifiers does.

    An ``Asset Name`` or ``Data point name`` may be; a ``Source Table Name`` is not, nor are two that would do.
    """
    are_typed = any(field == "type" and borne_out({"type": 0}, below(at)) for at, field in enumerate(fields))
    is_told = are_typed or ("description" in fields and bool(_ASKED & {*fields}))
    if "name" in fields or not is_told or len(set(fields)) < _OTHERS:
        return
    able = [
        at
        for at, field in enumerate(fields)
        if not field
        and (speaks_of_names(headings[at]) or is_described(headings[at], headings))
        and borne_out({"name": 0}, below(at))
    ]
    if are_typed and not able:
        able = _only_identifiers(fields, headings, below)
    if len(able) == 1:
        fields[able[0]] = "name"


def _only_identifiers(fields: Sequence[str], headings: Sequence[str], below: Below) -> list[int]:
    """The columns whose cells could be the names, one in each row and none twice in a table."""
    owners = filled_down(below(fields.index("dataset"))) if "dataset" in fields else []
    return [
        at
        for at, field in enumerate(fields)
        if not field and is_of_columns(headings[at]) and _are_all_names(below(at), owners)
    ]


def _are_all_names(texts: Sequence[str], owners: Sequence[str]) -> bool:
    pairs = list(zip_longest(owners, texts, fillvalue=""))
    return (
        len(texts) > 1
        and all(texts)
        and len(set(pairs)) == len(pairs)
        and bool(borne_out({"name": 0}, texts))
        and not borne_out({"type": 0}, texts)
    )


def type_by_cells(fields: list[str], headings: Sequence[str], below: Below) -> None:
    """Where no heading gives the types, the one column in which types stand does, whatever it is called."""
    if "type" in fields or "name" not in fields or len(set(fields)) < _OTHERS:
        return
    able = [
        at
        for at, field in enumerate(fields)
        if not field and is_of_columns(headings[at]) and _are_surely_types(below(at), "length" in fields)
    ]
    if len(able) == 1:
        fields[able[0]] = "type"


def _are_surely_types(texts: Sequence[str], beside_length: bool) -> bool:
    """Whether types stand in nearly all rows, and several kinds of them; codes for types do *beside* lengths."""
    types = [text for text in texts if text and looks_like_type(text)]
    is_told = len(set(types)) > (1 if beside_length else 2)
    if len(types) * 10 >= len(texts) * 9 and is_told:
        return True
    return all(texts) and (are_surely_type_codes(texts) or (beside_length and are_type_codes(texts)))


def name_is_identifier(fields: list[str], found: Sequence[Meaning], below: Below) -> None:
    """Where labels stand below ``Element Name`` and identifiers below ``Element ID``, that is the name."""
    if "name" not in fields:
        if sum("title" in what.fields for what in found) == 1:
            _title_is_name(fields, below)
        return
    at = fields.index("name")
    if not borne_out({"title": 0}, below(at)) or borne_out({"name": 0}, below(at)):
        return
    others = [
        index
        for index, what in enumerate(found)
        if not fields[index] and "name" in what.fields and borne_out({"name": 0}, below(index))
    ]
    if len(others) == 1:
        fields[others[0]], fields[at] = "name", "" if "title" in fields else "title"


def _title_is_name(fields: list[str], below: Below) -> None:
    """Where nothing else names the columns of a list with types or lengths, what they are called does."""
    technical = [
        at for at, field in enumerate(fields) if field in ("type", "length") and borne_out({field: 0}, below(at))
    ]
    others = any(not field and borne_out({"name": 0}, below(at)) for at, field in enumerate(fields))
    if technical and "title" in fields and not others:
        called = [text for text in below(fields.index("title")) if text]
        if len(called) > 1 and max(map(len, called)) < _LONGEST_NAME:
            fields[fields.index("title")] = "name"

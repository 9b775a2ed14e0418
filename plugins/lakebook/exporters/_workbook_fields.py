"""Columns of the sheets: which fields, in which order, how wide, and what their headings' comments say."""

from __future__ import annotations

import msgspec

from lakebook.model.dataset import Column, Dataset
from lakebook.model.domain import Term
from lakebook.model.field_texts import field_texts
from lakebook.model.in_cells import MARKS, partings

PLACES = {
    "system": "The system the dataset lives in.",
    "schema": "The schema in that system.",
    "dataset": "The dataset the column belongs to, as sheet Datasets calls it.",
    "domain": "The domain that means this by the word.",
    "name": "Its name. Type a new one over it to rename it: the old one keeps working. Only a term becomes a new one.",
}
"""What the headings of names say; the model has no words for them."""
_PROSE = frozenset({
    "title", "description", "retention", "refresh", "sources", "from", "values", "ignore", "extra", "links",
    "definition", "note", "synonyms", "terms", "references", "formerly",
})  # fmt: skip
_WIDTHS = {
    "system": 15, "schema": 13, "dataset": 24, "domain": 16, "name": 26, "title": 28, "description": 58, "kind": 10,
    "layer": 10, "status": 12, "custodian": 18, "owner": 18, "classification": 15, "personal": 16, "refresh": 24,
    "retention": 24, "terms": 20, "term": 18, "tags": 16, "sources": 44, "from": 36, "values": 30, "successor": 24,
    "path": 30, "url": 30, "type": 17, "key": 9, "required": 11, "references": 28, "example": 18, "unit": 10,
    "definition": 70, "synonyms": 30, "note": 44, "ignore": 34, "extra": 34, "links": 36, "formerly": 20, "product": 20,
}  # fmt: skip
_HOW = {
    "key": "pk, uk or fk; several with a comma between them.",
    "required": "yes, or nothing.",
    "refresh": "The trigger, a bar, and words: batch | every night at 02:00.",
    "values": "One a line (Alt+Enter): code = meaning.",
    "from": "One a line (Alt+Enter): a name, or name: rule.",
    "sources": "One a line (Alt+Enter): a name, or name: note.",
    "links": "One a line (Alt+Enter): title: address.",
}


class SheetKind(msgspec.Struct, frozen=True):
    """A sheet that holds one kind of record."""

    name: str
    kind: type[msgspec.Struct]
    places: tuple[str, ...]
    """What names the records above, from the left."""
    fields: tuple[str, ...]
    """As written in YAML, in the order a custodian cares about."""
    seldom: frozenset[str] = frozenset()
    """Left out where no record of the sheet has them."""

    def attributes(self) -> dict[str, str]:
        """Field -> attribute of the record."""
        written = {field.encode_name: field.name for field in msgspec.structs.fields(self.kind)}
        return {name: written[name] for name in self.fields}


DATASETS = SheetKind(
    "Datasets",
    Dataset,
    ("system", "schema"),
    (
        "name", "title", "description", "kind", "layer", "status", "custodian", "classification", "personal", "refresh",
        "retention", "terms", "tags", "sources", "successor", "path", "url", "product", "links", "formerly", "ignore",
        "extra",
    ),
    frozenset({"url", "product", "links", "formerly", "ignore", "extra"}),
)  # fmt: skip
COLUMNS = SheetKind(
    "Columns",
    Column,
    ("system", "schema", "dataset"),
    (
        "name", "type", "key", "required", "title", "description", "classification", "personal", "term", "values",
        "example", "unit", "references", "from", "tags", "formerly", "ignore", "extra",
    ),
    frozenset({"title", "tags", "formerly", "ignore", "extra"}),
)  # fmt: skip
TERMS = SheetKind("Terms", Term, ("domain",), ("name", "definition", "owner", "synonyms", "note"))


def width(field: str) -> int:
    """Of the field's column, in letters."""
    return _WIDTHS.get(field, 16)


def is_prose(field: str) -> bool:
    """Whether its cells are wrapped."""
    return field in _PROSE


def heading(field: str) -> str:
    """The field's name, as a person reads it; the reader takes it in any case."""
    return field[0].upper() + field[1:]


def about(sheet: SheetKind, field: str) -> str:
    """What the field means, and how several things are written in its cell."""
    text = PLACES.get(field) or field_texts(sheet.kind).get(sheet.attributes().get(field, ""), "")
    how = _HOW.get(field, "")
    if not how and field in MARKS:
        how = "One a line (Alt+Enter): key: text."
    elif not how and (parted := partings(field)):
        how = "Several: with a comma between them." if "," in parted else "Several: one a line (Alt+Enter)."
    return "\n".join(part for part in (text.replace("`", ""), how) if part)

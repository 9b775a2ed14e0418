"""Who says what of a dataset: a field that still says what a source said is that source's, any other one a person's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from lakebook.model.dataset import Column, Dataset
from lakebook.model.observation import Observation
from lakebook.pages._html import esc, esc_name, plural, table

PEOPLE = "people"
_OF_DATASET = ("kind", "title", "description", "custodian", "classification", "layer", "status", "tags", "retention")
_OF_COLUMN = ("type", "key", "required", "references", "title", "description", "values", "personal", "classification")
_DEFAULTS = {kind: kind() for kind in (Dataset, Column)}


def origins(record: Dataset, seen: Observation | None) -> str:
    """HTML of who says what; empty where no importer read the dataset."""
    if seen is None or not seen.seen:
        return ""
    said = {"": _said(record, seen.seen, _OF_DATASET)}
    for column in record.columns.values():
        sources = {
            origin: other for origin, one in seen.seen.items() if (other := _same_column(column, one)) is not None
        }
        said[column.name] = _said(column, sources, _OF_COLUMN)
    rows = (_row(name, fields) for name, fields in said.items() if fields)
    shown = table(("Name", "Who says what"), rows, "lb-origins")
    more = f'<details class="lb-rest"><summary>Field by field</summary>{shown}</details>'
    return f'<div class="lb-said"><p>{_summary(said.values())}</p>{more}</div>'


def _same_column(column: Column, source: Dataset) -> Column | None:
    names = (column.name, *column.formerly)
    return next((source.columns[name] for name in names if name in source.columns), None)


def _said(
    record: Dataset | Column, sources: Mapping[str, Dataset] | Mapping[str, Column], fields: Iterable[str]
) -> dict[str, str]:
    """Field that is given -> the importers whose sources say the same, or people."""
    untouched = _DEFAULTS[type(record)]
    found = {}
    for field in fields:
        value = getattr(record, field)
        if value and value != getattr(untouched, field):
            agreeing = [origin for origin, one in sources.items() if getattr(one, field) == value]
            found[field] = " and ".join(agreeing) or PEOPLE
    return found


def _summary(said: Iterable[dict[str, str]]) -> str:
    """``database says 14 types and 3 keys; people say 12 descriptions.``"""
    counts: dict[str, Counter[str]] = {}
    for fields in said:
        for field, origin in fields.items():
            counts.setdefault(origin, Counter())[field] += 1
    order = sorted(counts, key=lambda origin: (origin == PEOPLE, origin))
    parts = []
    for origin in order:
        many = origin == PEOPLE or " and " in origin
        parts.append(f"<b>{esc(origin)}</b> {'say' if many else 'says'} {_words(counts[origin])}")
    return f"{'; '.join(parts)}."


def _words(counts: Counter[str]) -> str:
    words = [plural(number, *_NOUNS.get(field, (field,))) for field, number in counts.most_common()]
    return f"{', '.join(words[:-1])} and {words[-1]}" if len(words) > 1 else words[0]


_NOUNS: dict[str, tuple[str, ...]] = {
    "required": ("required column",),
    "references": ("reference",),
    "values": ("list of values", "lists of values"),
    "personal": ("mark of personal data", "marks of personal data"),
    "tags": ("list of tags", "lists of tags"),
    "status": ("status", "statuses"),
    "retention": ("retention",),
}


def _row(name: str, fields: dict[str, str]) -> str:
    title = f"<code>{esc_name(name)}</code>" if name else "The dataset"
    by_origin: dict[str, list[str]] = {}
    for field, origin in fields.items():
        by_origin.setdefault(origin, []).append(field)
    said = "; ".join(f"<b>{esc(origin)}</b> {', '.join(listed)}" for origin, listed in by_origin.items())
    return f"<tr><td>{title}</td><td>{said}</td></tr>"

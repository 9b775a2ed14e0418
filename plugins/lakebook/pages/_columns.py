"""The column table of a dataset's page. Two hundred thousand rows a build: plain strings, nothing looked up twice."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TypeAlias

from lakebook.model.dataset import Column, Dataset
from lakebook.pages._addresses import in_fragment
from lakebook.pages._html import badge, esc, esc_name, inline, table
from lakebook.pages._links import Links
from lakebook.pages._listing import listed

Fed: TypeAlias = list[tuple[str, str]] | None
Ways: TypeAlias = tuple[str, str] | None

_MOST = 3
"""Columns fed by one column that are named; the others are counted."""
_MANY = 25
"""Columns that do not fit on a screen, and are filtered and sorted."""


def columns(links: Links, record: Dataset) -> str:
    """Every column with its anchor, type, keys, meaning and where it comes from and goes."""
    fed = links.book.lineage.fed_by_columns(record.id)
    ways = _ways(links, record) if links.book.draws_lineage else None
    rows = [_row(links, record, column, fed.get(column.name), ways) for column in record.columns.values()]
    shown = table(("Column", "Type", "Description"), rows, "lb-columns")
    return listed(shown, len(rows), "columns") if len(rows) >= _MANY else shown


def _row(links: Links, record: Dataset, column: Column, fed: Fed, ways: Ways) -> str:
    unit = f"<small>{esc(column.unit)}</small>" if column.unit else ""
    said = column.description or column.title
    notes = _from_and_to(links, record, column, fed) + _followed(ways, column, fed)
    return (
        f"{_begun(column.name)}{_marks(links, column)}<td><code>{esc_name(column.type)}</code>{unit}"
        f"<td>{inline(said) if said else ''}{notes}"
    )


@lru_cache(maxsize=65536)
def _begun(column: str) -> str:
    """The row of a column of this name, as far as it stands in every dataset that has one.

    Cells and rows have no end tags, which HTML does not need: every dataset has twenty rows.
    """
    name = esc_name(column)
    return f'<tr id="column-{name}"><td><a href="#column-{in_fragment(column)}"><code>{name}</code></a>'


def _marks(links: Links, column: Column) -> str:
    marks = "".join([badge(key.upper(), key) for key in column.key]) if column.key else ""
    if column.required:
        marks += badge("required")
    if column.personal:
        marks += "".join([badge(category, "personal") for category in column.personal])
    if column.classification:
        marks += links.classification(column.classification)
    return marks


def _from_and_to(links: Links, record: Dataset, column: Column, fed: Fed) -> str:
    """Quiet lines below the description."""
    notes = ""
    if column.values or column.example or column.term or column.references or column.formerly:
        notes = "".join(_notes(links, record, column))
    if column.from_:
        notes += _note("from", "From", _made_of(links, record, column))
    return notes + _note("feeds", "Feeds", _fed(links, fed)) if fed else notes


def _ways(links: Links, record: Dataset) -> tuple[str, str]:
    """How links begin to the drawing of the page, where a column is traced both ways, and to all that it feeds.

    Links with a target are left alone by Material's instant navigation, which would tell the drawing nothing.
    """
    traced = f'<a class="lb-trace" target="_self" href="#lineage?trace={in_fragment(record.id)}&amp;column='
    return traced, f' <a class="lb-trace" href="{links.downstream_address(record)}&amp;column='


def _followed(ways: Ways, column: Column, fed: Fed) -> str:
    """The ways on from a column that has lineage."""
    if ways is None or not (fed or column.from_):
        return ""
    name = in_fragment(column.name)
    traced = f'{ways[0]}{name}">Trace</a>'
    return f'{traced}{ways[1]}{name}">Impact</a>' if fed else traced


def _notes(links: Links, record: Dataset, column: Column) -> Iterator[str]:
    if column.values:
        meanings = (
            f"<code>{esc(code)}</code>{f' {inline(meaning)}' if meaning else ''}"
            for code, meaning in column.values.items()
        )
        yield _note("values", "One of", ", ".join(meanings))
    if column.example:
        yield _note("example", "Such as", f"<code>{esc(column.example)}</code>")
    if column.term:
        yield _note("term", "Means", _term(links, record, column.term))
    if column.references:
        yield _note("to", "Points to", _place(links, record, column.references))
    if column.formerly:
        yield _note("formerly", "Formerly", ", ".join(f"<code>{esc(name)}</code>" for name in column.formerly))


def _note(kind: str, label: str, html: str) -> str:
    return f'<small class="lb-{kind}"><b>{label}</b> {html}</small>'


def _term(links: Links, record: Dataset, name: str) -> str:
    found = links.book.catalogue.term(name, record.domain)
    return links.term(*found) if found else esc(name)


def _made_of(links: Links, record: Dataset, column: Column) -> str:
    return ", ".join(
        _place(links, record, reference.target) + (f": {inline(reference.note)}" if reference.note else "")
        for reference in column.from_
    )


def _place(links: Links, record: Dataset, name: str) -> str:
    """A column, or a dataset, by its *name* as *record* says it."""
    found = links.book.catalogue.resolve(name, record)
    if found.dataset is None:
        return esc(name)
    return links.column(found.dataset, found.column) if found.column else links.dataset(found.dataset)


def _fed(links: Links, fed: list[tuple[str, str]]) -> str:
    datasets = links.book.catalogue.datasets
    named = ", ".join(links.column(datasets[key], column) for key, column in fed[:_MOST])
    return f"{named} and {len(fed) - _MOST:,} more" if len(fed) > _MOST else named

"""A table for Excel: one row a product or dataset."""

from __future__ import annotations

import io
from csv import writer

from lakebook.changes.impact import Hit, Impact
from lakebook.changes.words import one_line, surfaces
from lakebook.settings import Repository

_HEADINGS = ("kind", "id", "title", "status", "steps", "columns", "seen in", "contacts", "emails", "channel", "place")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What makes a spreadsheet take text for a formula."""


def csv(impact: Impact, repository: Repository, colour: bool = False) -> str:
    """A table for Excel; several values in one cell are parted by semicolons.

    It begins with a byte order mark, without which Excel takes UTF-8 for something else.
    """
    made = io.StringIO("\ufeff", newline="")
    made.seek(0, io.SEEK_END)
    table = writer(made, lineterminator="\n")
    table.writerow(_HEADINGS)
    for hit in impact.hits:
        table.writerow([_harmless(cell) for cell in _row(hit)])
    return made.getvalue()


def _row(hit: Hit) -> tuple[str, ...]:
    people = [f"{one.name or one.id} ({one.role})" for one in hit.contacts]
    emails = dict.fromkeys(one.email for one in hit.contacts if one.email)
    channel = next((one.channel for one in hit.contacts if one.channel), "")
    places = [f"{name} ({what})" for name, what in surfaces(hit)]
    listed = (hit.columns, places, people, emails)
    columns, seen, names, addresses = ("; ".join(values) for values in listed)
    return (
        hit.kind,
        hit.id,
        hit.title,
        hit.status,
        str(hit.hops),
        columns,
        seen,
        names,
        addresses,
        channel,
        str(hit.location),
    )


def _harmless(cell: str) -> str:
    plain = one_line(cell)
    return f"'{plain}" if plain.startswith(_FORMULA) else plain

"""What an import of a whole system says: what was understood, what was not, and what changes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import click

from lakebook.book import Book
from lakebook.commands._printable import printable
from lakebook.diagnostics import Finding
from lakebook.importers._harvest import Harvest
from lakebook.importers._harvest.harvested import Outcome
from lakebook.importers._merge import counts, in_words, shown
from lakebook.importers._merge import place_of as said_place

_MOST = 20
"""Lines of one kind."""


def tell(harvest: Harvest, outcome: Outcome, book: Book, *, dry_run: bool, accept_gone: bool) -> None:
    """What the source says, what was not understood, and what becomes of it."""
    described = [one for one in harvest.found if one.described]
    columns = sum(len(one.dataset.columns) for one in described)
    kinds = Counter(one.dataset.kind for one in described)
    said = ", ".join(_count(number, kind) for kind, number in sorted(kinds.items())) or "no tables"
    edges = sum(len(one.flows) for one in harvest.found)
    say(f"{harvest.origin}: {said} with {_count(columns, 'column')}; {_count(edges, 'edge')} between tables")
    for line in harvest.told:
        say(f"  {line}" if line else "")
    listed("  note: ", (in_one_line(note) for note in outcome.notes))
    for error in outcome.errors:
        where = f"{error.location}: " if str(error.location) else ""
        say(f"{where}error {error.message}", aside=True)
        if error.hint:
            say(f"hint: {error.hint}", aside=True)
    for line in outcome.told:
        say(f"  {line}")
    for path, merged in outcome.merged.items():
        words = in_words(counts(merged.edits))
        if words:
            say(f"  {'would write' if dry_run else 'into'} {path}: {words}")
    listed(
        "  kept yours: ",
        (f"{said_place(one.keys)}: {shown(one.ours)} (source: {shown(one.theirs)})" for _, one in outcome.kept),
    )
    if outcome.gone:
        done = "deprecated" if accept_gone else "kept as they are; --accept-gone marks them deprecated"
        say(f"  no longer in the source: {_some(outcome.gone)} ({done})")
    if outcome.deleted:
        say(f"  left out, as somebody deleted them from the book: {_some(outcome.deleted)}")
    if outcome.unknown:
        example = _map_for(outcome.unknown, book) or "SPACE=SYSTEM.SCHEMA"
        hint = f"drawn by their names; --map {example} says where they are"
        say(f"  not in the book: {_some(sorted(outcome.unknown))} ({hint})")


def _map_for(unknown: Iterable[str], book: Book) -> str:
    """``raw=shop.raw`` where one schema alone has the name of a space and a table of it; empty for none."""
    there: dict[str, set[str]] = {}
    for dataset in book.catalogue.datasets.values():
        there.setdefault(f"{dataset.schema}.{dataset.name}".lower(), set()).add(f"{dataset.system}.{dataset.schema}")
    for name in sorted(unknown):
        space, _, _ = name.rpartition(".")
        if len(schemas := there.get(name.lower(), set())) == 1:
            return f"{space}={schemas.pop()}"
    return ""


def in_one_line(note: Finding) -> str:
    """A note with its place and hint."""
    where = f"{note.location}: " if str(note.location) else ""
    return f"{where}{note.message}{f' ({note.hint})' if note.hint else ''}"


def listed(head: str, lines: Iterable[str], *, aside: bool = False) -> None:
    """Print lines, the first of many; *aside* to standard error."""
    every = list(lines)
    for line in every[:_MOST]:
        say(f"{head}{line}", aside=aside)
    if len(every) > _MOST:
        say(f"{head}and {len(every) - _MOST:,} more", aside=aside)


def say(line: str, *, aside: bool = False) -> None:
    """Print a line, *aside* to standard error; what a source is called like cannot move the cursor."""
    click.echo(printable(line), err=aside)


def _some(names: list[str]) -> str:
    return ", ".join(names[:5]) + (f" and {len(names) - 5:,} more" if len(names) > 5 else "")


def _count(number: int, word: str) -> str:
    return f"{number:,} {word}{'' if number == 1 else 's'}"

"""``lakebook import dbt``, ``sql``, ...: a whole system is asked, and its tables go into the catalogue."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from lakebook.commands._book import open_book
from lakebook.commands._harvest_options import arguments, ask, place_of
from lakebook.commands._import_report import next_steps, show_diff
from lakebook.diagnostics import Finding
from lakebook.importers._harvest import Harvest, Harvester
from lakebook.importers._harvest.harvested import Outcome, harvested
from lakebook.importers._merge import counts, shown
from lakebook.importers._merge import place_of as said_place
from lakebook.readers._cache import Cache
from lakebook.writers.together import write_together

_MOST = 20
"""Lines of one kind."""


def harvest_command(name: str, plug: Harvester) -> click.Command:
    """The subcommand of one harvester."""

    def run(**given: Any) -> None:
        raise click.exceptions.Exit(_run(click.get_current_context().obj, plug, given))

    options = [
        click.Option(
            ["--accept-gone"],
            is_flag=True,
            help="Deprecate datasets that the source no longer has; delete such columns where nobody added anything.",
        ),
        click.Option(["--dry-run"], is_flag=True, help="Print what would change, and write nothing."),
    ]
    return click.Command(name, callback=run, params=[*arguments(plug), *options], help=plug.__doc__)


def _run(root: Path, plug: Harvester, given: dict[str, Any]) -> int:
    book = open_book(root, cache=Cache(root / ".lakebook", kept=True))
    place, maps = place_of(book, given)
    harvest = ask(plug, given, place)
    outcome = harvested(harvest, place, maps, accept_gone=given["accept_gone"])
    _tell(harvest, outcome, given)
    changed = outcome.changed()
    if given["dry_run"]:
        for path, content in changed.items():
            if path in outcome.merged:
                show_diff(path, outcome.before.get(path), content)
            else:
                click.echo(f"would write {path}")
    elif changed:
        try:
            write_together(root, {root / path: content for path, content in changed.items()})
        except OSError as error:
            where = error.filename or "the files"
            raise click.UsageError(f"cannot write {where}: {error.strerror}; nothing was changed") from error
        for path in changed:
            click.echo(f"wrote {path}")
    if changed:
        next_steps(book, changed, given["dry_run"])
    elif not outcome.errors:
        click.echo("nothing to change")
    return 1 if outcome.errors else 0


def _tell(harvest: Harvest, outcome: Outcome, given: dict[str, Any]) -> None:
    described = [one for one in harvest.found if one.described]
    columns = sum(len(one.dataset.columns) for one in described)
    kinds = Counter(one.dataset.kind for one in described)
    said = ", ".join(_count(number, kind) for kind, number in sorted(kinds.items())) or "no tables"
    edges = sum(len(one.flows) for one in harvest.found)
    click.echo(f"{harvest.origin}: {said} with {_count(columns, 'column')}; {_count(edges, 'edge')} between tables")
    for line in harvest.told:
        click.echo(f"  {line}" if line else "")
    listed("  note: ", (in_one_line(note) for note in outcome.notes))
    for error in outcome.errors:
        where = f"{error.location}: " if str(error.location) else ""
        click.echo(f"{where}error {error.message}", err=True)
        if error.hint:
            click.echo(f"hint: {error.hint}", err=True)
    for path, merged in outcome.merged.items():
        words = ", ".join(f"{number:,} {words}" for words, number in counts(merged.edits).items())
        if words:
            click.echo(f"  {'would write' if given['dry_run'] else 'into'} {path}: {words}")
    listed(
        "  kept yours: ",
        (f"{said_place(one.keys)}: {shown(one.ours)} (source: {shown(one.theirs)})" for _, one in outcome.kept),
    )
    if outcome.gone:
        done = "deprecated" if given["accept_gone"] else "kept as they are; --accept-gone marks them deprecated"
        click.echo(f"  no longer in the source: {_some(outcome.gone)} ({done})")
    if outcome.deleted:
        click.echo(f"  left out, as somebody deleted them from the book: {_some(outcome.deleted)}")
    if outcome.unknown:
        hint = "drawn by their names; --map SPACE=SYSTEM.SCHEMA says where they are"
        click.echo(f"  not in the book: {_some(sorted(outcome.unknown))} ({hint})")


def in_one_line(note: Finding) -> str:
    """A note with its place and hint."""
    where = f"{note.location}: " if str(note.location) else ""
    return f"{where}{note.message}{f' ({note.hint})' if note.hint else ''}"


def listed(head: str, lines: Iterable[str], *, aside: bool = False) -> None:
    """Print lines, the first of many; *aside* to standard error."""
    every = list(lines)
    for line in every[:_MOST]:
        click.echo(f"{head}{line}", err=aside)
    if len(every) > _MOST:
        click.echo(f"{head}and {len(every) - _MOST:,} more", err=aside)


def _some(names: list[str]) -> str:
    return ", ".join(names[:5]) + (f" and {len(names) - 5:,} more" if len(names) > 5 else "")


def _count(number: int, word: str) -> str:
    return f"{number:,} {word}{'' if number == 1 else 's'}"

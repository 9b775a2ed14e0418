"""``lakebook import dbt``, ``sql``, ...: a whole system is asked, and its tables go into the catalogue."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from lakebook.commands._book import open_book
from lakebook.commands._harvest_options import arguments, ask, place_of
from lakebook.commands._harvest_report import listed, tell
from lakebook.commands._import_report import next_steps, show_diff
from lakebook.importers._harvest import Harvester
from lakebook.importers._harvest.harvested import harvested
from lakebook.readers._cache import Cache
from lakebook.writers.together import write_together


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
    harvest = ask(root, plug, given, place)
    outcome = harvested(harvest, place, maps, accept_gone=given["accept_gone"])
    tell(harvest, outcome, book, dry_run=given["dry_run"], accept_gone=given["accept_gone"])
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
        listed("wrote ", changed)
    if changed:
        next_steps(book, changed, given["dry_run"])
    elif not outcome.errors:
        click.echo("nothing to change")
    return 1 if outcome.errors else 0

"""``lakebook drift``: is the book still true to the systems it describes?"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click
import msgspec

from lakebook.book import Book
from lakebook.checks import OF_SOURCES
from lakebook.checks._baseline import Baseline
from lakebook.checks._run import all_checks, is_silent, run_checks
from lakebook.commands._book import open_book
from lakebook.commands._drift_fix import draft
from lakebook.commands._harvest_options import arguments, ask, place_of
from lakebook.commands._harvest_report import in_one_line, listed, say
from lakebook.commands._plugs import subcommands
from lakebook.commands._reports import Report, known_formats, wanted_reports, write_reports
from lakebook.diagnostics import Diagnostic
from lakebook.importers import Place
from lakebook.importers._harvest import Harvest, Harvester, is_harvester
from lakebook.importers._harvest.drift import Drift, drift_from, spaces_not_compared
from lakebook.readers._cache import Cache
from lakebook.reporters.terminal import terminal

ROOM = "lakebook.importers"


@click.group(cls=subcommands(ROOM, lambda name, plug: _command(name, plug), is_harvester), invoke_without_command=True)
@click.pass_context
def drift(context: click.Context) -> None:
    """Compare the book with a system that it describes; without SOURCE, list what can be asked.

    Exit code 0 where they agree, 1 where an error is found or the source cannot be asked.
    """
    if context.invoked_subcommand is None:
        for name in drift.list_commands(context):
            command = drift.get_command(context, name)
            click.echo(f"{name:16} {command.get_short_help_str(120) if command else ''}")


def _command(name: str, plug: Harvester) -> click.Command:
    """The subcommand of one harvester."""

    def run(**given: Any) -> None:
        raise click.exceptions.Exit(_run(click.get_current_context().obj, plug, given))

    formats = f"Also write a report; may be repeated. NAME is one of {', '.join(known_formats())}."
    options = [
        click.Option(["--fix"], is_flag=True, help="Draft tables and columns that the book lacks, and nothing else."),
        click.Option(["--format", "formats"], metavar="NAME[=FILE]", multiple=True, help=formats),
        click.Option(["--quiet", "-q"], is_flag=True, help="Print errors only."),
        click.Option(["--no-excerpts"], is_flag=True, help="Leave out the lines of the files."),
    ]
    return click.Command(name, callback=run, params=[*arguments(plug), *options], help=plug.__doc__)


def _run(root: Path, plug: Harvester, given: dict[str, Any]) -> int:
    reports = wanted_reports(given["formats"], f"{click.get_current_context().command_path} -h")
    cache = Cache(root / ".lakebook", kept=True)
    book = open_book(root, cache=cache)
    place, maps = place_of(book, given)
    harvest = ask(root, plug, given, place)
    found = drift_from(harvest, place, maps)
    if found.errors:
        _tell_errors(harvest, found)
        return 1
    printed = Report("terminal") in reports
    if given["fix"] and draft(root, harvest, _heard(book, found), place, maps, aside=not printed):
        book = open_book(root, cache=cache)
        found = drift_from(harvest, Place(book, place.domain, place.system, place.schema), maps)
    diagnostics = _diagnostics(book, found)
    write_reports(reports, diagnostics, book)
    if printed:
        _print(book, diagnostics, given)
    _tell(harvest, found)
    return 1 if any(diagnostic.fails for diagnostic in diagnostics) else 0


def _diagnostics(book: Book, found: Drift) -> list[Diagnostic]:
    book.drift = tuple(found.findings)
    checks = [check for check in all_checks().values() if check.code.startswith(OF_SOURCES)]
    return run_checks(book, checks, baseline=Baseline())


def _heard(book: Book, found: Drift) -> Drift:
    """Without the tables and columns that are missing, but of which nobody wants to hear."""
    checks = all_checks()
    silent = {(one.subject, one.field) for one in found.findings if is_silent(book, checks[one.check], one)}
    missing = {identity: one for identity, one in found.missing.items() if (identity, "") not in silent}
    lacking = {
        identity: [name for name in names if (identity, f"columns.{name}") not in silent]
        for identity, names in found.lacking.items()
    }
    return msgspec.structs.replace(
        found, missing=missing, lacking={one: names for one, names in lacking.items() if names}
    )


def _print(book: Book, diagnostics: list[Diagnostic], given: dict[str, Any]) -> None:
    if given["quiet"]:
        diagnostics = [diagnostic for diagnostic in diagnostics if diagnostic.fails]
    if diagnostics or not given["quiet"]:
        excerpts = not given["no_excerpts"]
        click.echo(terminal(diagnostics, book, colour=sys.stdout.isatty(), excerpts=excerpts), nl=False)


def _tell_errors(harvest: Harvest, found: Drift) -> None:
    """Why nothing is compared, and what the source says of itself."""
    for error in found.errors:
        where = f"{error.location}: " if str(error.location) else ""
        say(f"{where}error {error.message}", aside=True)
        if error.hint:
            say(f"hint: {error.hint}", aside=True)
    listed("note: ", [in_one_line(note) for note in harvest.notes], aside=True)


def _tell(harvest: Harvest, found: Drift) -> None:
    """What was asked, and what was not compared; beside the reports."""
    first, *more = [line for line in harvest.told if line] or [harvest.origin]
    listed("", [f"compared with {first}", *(f"  {line}" for line in more)], aside=True)
    listed("note: ", [in_one_line(note) for note in harvest.notes], aside=True)
    if found.not_compared:
        say(f"note: {spaces_not_compared(found.not_compared)}", aside=True)
    if found.deleted:
        names = ", ".join(found.deleted[:5]) + (f" and {len(found.deleted) - 5:,} more" if found.deleted[5:] else "")
        say(f"note: not asked for, as somebody deleted them from the book: {names}", aside=True)

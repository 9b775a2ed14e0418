"""``lakebook check``: is everything in the book right?"""

from __future__ import annotations

import datetime
import sys
from pathlib import Path
from typing import Any

import click

from lakebook.book import Book
from lakebook.checks._run import run_checks
from lakebook.commands._book import TODAY, open_book, progress
from lakebook.commands._fix import ROUNDS, fix
from lakebook.commands._known import Choice, baseline_options, choice, chosen_baseline, update_baseline
from lakebook.commands._reports import Report, known_formats, wanted_reports, write_reports
from lakebook.diagnostics import Diagnostic
from lakebook.reporters.terminal import terminal


@click.command()
@TODAY
@click.option("--no-excerpts", is_flag=True, help="Leave out the lines of the files.")
@click.option("--quiet", "-q", is_flag=True, help="Print errors only.")
@click.option("--fix", "mend", is_flag=True, help="Repair what has one safe repair, and report the rest.")
@click.option(
    "--format",
    "formats",
    metavar="NAME[=FILE]",
    multiple=True,
    help=f"Also write a report; may be repeated. NAME is one of {', '.join(known_formats())}.",
)
@baseline_options
@click.pass_obj
def check(
    root: Path,
    /,
    today: datetime.datetime | None,
    no_excerpts: bool,
    quiet: bool,
    mend: bool,
    formats: tuple[str, ...],
    **about_baseline: Any,
) -> None:
    """Check the whole book.

    Prints each finding with its place and what to type. Exit code 0 when there is no error, 1 when
    there is one, 2 when the command is used wrongly, 3 when Lakebook itself fails.
    """
    reports = wanted_reports(formats)
    printed = Report("terminal") in reports
    chosen = choice(**about_baseline)
    book, diagnostics = _checked(root, today, chosen)
    for _ in range(ROUNDS if mend else 0):
        fixed = fix(root, diagnostics)
        for diagnostic in fixed:
            said = f"fixed: {diagnostic.location}: {diagnostic.code} {diagnostic.message}"
            click.echo(said, err=not printed)
        if not fixed:
            break
        book, diagnostics = _checked(root, today, chosen)
    if chosen.update:
        diagnostics, said = update_baseline(root, book, diagnostics, chosen)
        click.echo(said, err=True)
    write_reports(reports, diagnostics, book)
    if printed:
        _print(diagnostics, book, errors_only=quiet, excerpts=not no_excerpts)
    raise click.exceptions.Exit(1 if any(diagnostic.fails for diagnostic in diagnostics) else 0)


def _print(diagnostics: list[Diagnostic], book: Book, *, errors_only: bool, excerpts: bool) -> None:
    if errors_only:
        diagnostics = [diagnostic for diagnostic in diagnostics if diagnostic.fails]
    if diagnostics or not errors_only:
        click.echo(terminal(diagnostics, book, colour=sys.stdout.isatty(), excerpts=excerpts), nl=False)


def _checked(root: Path, today: datetime.datetime | None, chosen: Choice) -> tuple[Book, list[Diagnostic]]:
    book = open_book(root, today)
    baseline = chosen_baseline(book, root, chosen)
    with progress("Checking") as tell:
        return book, run_checks(book, progress=tell, baseline=baseline)

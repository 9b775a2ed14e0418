"""``lakebook check``: is everything in the book right?"""

from __future__ import annotations

import datetime
import sys
from pathlib import Path

import click

from lakebook.book import Book
from lakebook.checks._run import run_checks
from lakebook.commands._book import TODAY, open_book, progress
from lakebook.commands._fix import ROUNDS, fix
from lakebook.diagnostics import Diagnostic, Severity
from lakebook.reporters.terminal import terminal


@click.command()
@TODAY
@click.option("--no-excerpts", is_flag=True, help="Leave out the lines of the files.")
@click.option("--quiet", "-q", is_flag=True, help="Print errors only.")
@click.option("--fix", "mend", is_flag=True, help="Repair what has one safe repair, and report the rest.")
@click.pass_obj
def check(root: Path, today: datetime.datetime | None, no_excerpts: bool, quiet: bool, mend: bool) -> None:
    """Check the whole book.

    Prints each finding with its place and what to type. Exit code 0 when there is no error, 1 when
    there is one, 2 when the command is used wrongly, 3 when Lakebook itself fails.
    """
    book, diagnostics = _checked(root, today)
    for _ in range(ROUNDS if mend else 0):
        fixed = fix(root, diagnostics)
        for diagnostic in fixed:
            click.echo(f"fixed: {diagnostic.location}: {diagnostic.code} {diagnostic.message}")
        if not fixed:
            break
        book, diagnostics = _checked(root, today)
    failed = any(diagnostic.severity is Severity.error for diagnostic in diagnostics)
    if quiet:
        diagnostics = [diagnostic for diagnostic in diagnostics if diagnostic.severity is Severity.error]
    if diagnostics or not quiet:
        click.echo(terminal(diagnostics, book, colour=sys.stdout.isatty(), excerpts=not no_excerpts), nl=False)
    raise click.exceptions.Exit(1 if failed else 0)


def _checked(root: Path, today: datetime.datetime | None) -> tuple[Book, list[Diagnostic]]:
    book = open_book(root, today)
    with progress("Checking") as tell:
        return book, run_checks(book, progress=tell)

"""``lakebook check``: is everything in the book right?"""

from __future__ import annotations

import datetime
import sys
from pathlib import Path

import click

from lakebook.checks._run import run_checks
from lakebook.commands._book import TODAY, open_book, progress
from lakebook.diagnostics import Severity
from lakebook.reporters.terminal import terminal


@click.command()
@TODAY
@click.option("--no-excerpts", is_flag=True, help="Leave out the lines of the files.")
@click.option("--quiet", "-q", is_flag=True, help="Print errors only.")
@click.pass_obj
def check(root: Path, today: datetime.datetime | None, no_excerpts: bool, quiet: bool) -> None:
    """Check the whole book.

    Prints each finding with its place and what to type. Exit code 0 when there is no error, 1 when
    there is one, 2 when the command is used wrongly, 3 when Lakebook itself fails.
    """
    book = open_book(root, today)
    with progress("Checking") as tell:
        diagnostics = run_checks(book, progress=tell)
    failed = any(diagnostic.severity is Severity.error for diagnostic in diagnostics)
    if quiet:
        diagnostics = [diagnostic for diagnostic in diagnostics if diagnostic.severity is Severity.error]
    if diagnostics or not quiet:
        click.echo(terminal(diagnostics, book, colour=sys.stdout.isatty(), excerpts=not no_excerpts), nl=False)
    raise click.exceptions.Exit(1 if failed else 0)

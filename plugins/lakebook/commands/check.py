"""``lakebook check``: is everything in the book right?"""

from __future__ import annotations

import datetime
import sys
from pathlib import Path
from typing import Any

import click
import msgspec

from lakebook.book import Book, read_book
from lakebook.checks._gate import run_gate
from lakebook.checks._run import run_checks
from lakebook.commands._book import TODAY, open_book, progress
from lakebook.commands._fix import ROUNDS, fix
from lakebook.commands._known import Choice, baseline_options, choice, chosen_baseline, update_baseline
from lakebook.commands._reports import Report, known_formats, wanted_reports, write_reports
from lakebook.diagnostics import Diagnostic
from lakebook.reporters.terminal import terminal
from lakebook.sources.git_commit import GitCommit, GitError


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
@click.option("--policy-from", "target", metavar="REF",
              help="Judge by the rules of this branch or commit, too, and report what is changed of them.")  # fmt: skip
@click.option("--accept-policy", is_flag=True, help="With --policy-from: changes of the rules have been looked at.")
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
    target: str | None,
    accept_policy: bool,
    **about_baseline: Any,
) -> None:
    """Check the whole book.

    Prints each finding with its place and what to type. Exit code 0 when there is no error, 1 when
    there is one, 2 when the command is used wrongly, 3 when Lakebook itself fails.
    """
    reports = wanted_reports(formats)
    printed = Report("terminal") in reports
    chosen = choice(**about_baseline)
    if accept_policy and not target:
        raise click.UsageError("--accept-policy goes with --policy-from")
    if target is not None and not target.strip():
        raise click.UsageError("--policy-from names no branch; type such as 'origin/main'")
    if target and chosen.update:
        raise click.UsageError("--policy-from and --update-baseline exclude each other")
    gate = Gate(target, accept_policy) if target else None
    book, diagnostics = _checked(root, today, chosen, gate)
    for _ in range(ROUNDS if mend else 0):
        fixed = fix(root, diagnostics)
        for diagnostic in fixed:
            said = f"fixed: {diagnostic.location}: {diagnostic.code} {diagnostic.message}"
            click.echo(said, err=not printed)
        if not fixed:
            break
        book, diagnostics = _checked(root, today, chosen, gate)
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


class Gate(msgspec.Struct, frozen=True):
    """By whose rules a request is judged, too."""

    target: str
    """A branch or a commit."""
    accept: bool
    """Whether its changes of the rules have been looked at."""


def _checked(
    root: Path, today: datetime.datetime | None, chosen: Choice, gate: Gate | None
) -> tuple[Book, list[Diagnostic]]:
    book = open_book(root, today, remembered=gate is None)  # what is remembered may have come with the request
    baseline = chosen_baseline(book, root, chosen)
    target = _target(root, gate.target, book.today) if gate else None
    with progress("Checking") as tell:
        if gate is None or target is None:
            return book, run_checks(book, progress=tell, baseline=baseline)
        return book, run_gate(target, book, f"'{gate.target}'", baseline=baseline, accept=gate.accept, progress=tell)


def _target(root: Path, reference: str, today: datetime.date) -> Book:
    try:
        with progress("Reading the rules") as tell:
            return read_book(GitCommit(root, reference), today=today, progress=tell)
    except GitError as error:
        raise click.UsageError(f"{error}; {error.hint}" if error.hint else str(error)) from error

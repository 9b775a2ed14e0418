"""What ``lakebook check --format`` asks for: reports, each to a file or to standard output."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path

import click
import msgspec

from lakebook import discovery
from lakebook.book import Book
from lakebook.commands._unknown import unknown
from lakebook.diagnostics import Diagnostic
from lakebook.writers.atomic import write_atomically

ROOM = "lakebook.reporters"
_SUMMARY = "GITHUB_STEP_SUMMARY"
"""Variable of GitHub Actions: the file that a step adds Markdown to."""


class Report(msgspec.Struct, frozen=True):
    """One report that is wanted."""

    name: str
    """Of its reporter."""
    path: Path | None = None
    """Where it goes; None is standard output."""


def known_formats() -> list[str]:
    """Names of the reporters, as people type them."""
    return [name.replace("_", "-") for name in discovery.names(ROOM)]


def wanted_reports(formats: Iterable[str], lists: str = "lakebook check -h") -> list[Report]:
    """What people typed, ``NAME`` or ``NAME=FILE``, as reports; the terminal's own is added unless another is printed.

    The command *lists* prints all names.

    Raises:
        click.UsageError: there is no such reporter, or two would go to one place.
    """
    reports = [_report(given, lists) for given in formats]
    if all(report.path is not None for report in reports):
        reports.append(Report("terminal"))
    seen: dict[Path | None, Report] = {}
    for report in reports:
        place = report.path.resolve() if report.path is not None else None
        if other := seen.get(place):
            where = f"to {report.path}" if report.path is not None else "to standard output"
            raise click.UsageError(
                f"{_typed(other)} and {_typed(report)} cannot both go {where}; give one a file: {_typed(report)}=FILE"
            )
        seen[place] = report
    return reports


def _report(given: str, lists: str) -> Report:
    form, equals, file = given.partition("=")
    name = form.replace("-", "_")
    if name not in discovery.names(ROOM):
        raise unknown("format", form, known_formats(), lists)
    if equals and not file:
        raise click.UsageError(f"no file in '--format {given}'; type '--format {form}=FILE', or '--format {form}'")
    return Report(name, Path(file) if file not in ("", "-") else None)


def _typed(report: Report) -> str:
    return report.name.replace("_", "-")


def write_reports(reports: Iterable[Report], diagnostics: list[Diagnostic], book: Book) -> None:
    """Write the reports, those for files first; that of the terminal on standard output is left to the command.

    Raises:
        click.UsageError: a file cannot be written.
    """
    for report in sorted(reports, key=lambda report: report.path is None):
        if report == Report("terminal"):
            continue
        content = discovery.load(ROOM, report.name)(diagnostics, book).encode("utf-8", "replace")
        if report.path is None:
            sys.stdout.buffer.write(content)
            sys.stdout.buffer.flush()
        else:
            _write(report.path, content)
        if report.name == "github":
            _add_to_summary(diagnostics, book)


def _write(path: Path, content: bytes) -> None:
    try:
        write_atomically(path, content)
    except OSError as error:
        raise click.UsageError(f"cannot write {path}: {error.strerror}") from error


def _add_to_summary(diagnostics: list[Diagnostic], book: Book) -> None:
    """Add the Markdown report to the summary of the job, where GitHub Actions says which file that is."""
    if not (file := os.environ.get(_SUMMARY)):
        return
    content = discovery.load(ROOM, "markdown")(diagnostics, book).encode("utf-8", "replace")
    try:
        with open(file, "ab") as summary:
            summary.write(content)
    except OSError as error:
        raise click.UsageError(f"cannot write {file}, the {_SUMMARY}: {error.strerror}") from error

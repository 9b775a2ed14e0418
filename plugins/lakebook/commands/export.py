"""``lakebook export``: the book for other tools."""

from __future__ import annotations

import datetime
import sys
from pathlib import Path, PurePosixPath
from typing import Any

import click

from lakebook import discovery
from lakebook.book import Book
from lakebook.checks._run import run_checks
from lakebook.commands._book import TODAY, open_book, progress
from lakebook.commands._plugs import subcommands
from lakebook.exporters import Exporter, ExportError, Files, Noted
from lakebook.sources.open_files import opened_by
from lakebook.writers.atomic import write_atomically

ROOM = "lakebook.exporters"
_STANDARD_OUTPUT = Path("-")
_HELP = "File, or folder for several files; - prints."


@click.group(cls=subcommands(ROOM, lambda name, plug: _command(name, plug)), invoke_without_command=True)
@click.pass_context
def export(context: click.Context) -> None:
    """Write the book for another tool; without FORMAT, list the formats.

    What has a fixed place in the repository is written there; anything else is printed, unless -o says where.
    """
    if context.invoked_subcommand is None:
        for name, plug in discovery.load_all(ROOM).items():
            click.echo(f"{name.replace('_', '-'):16} {(plug.__doc__ or '').strip().partition(chr(10))[0]}")


def _command(name: str, exporter: Exporter) -> click.Command:
    """The subcommand of one exporter."""
    own: list[click.Parameter] = [*getattr(exporter, "options", ())]

    def run(output: Path | None, today: datetime.datetime | None, **given: Any) -> None:
        root: Path = click.get_current_context().obj
        place = getattr(exporter, "place", "") if output is None else ""
        target = root / place if place else None if output == _STANDARD_OUTPUT else output
        _refuse_other_ending(target, getattr(exporter, "ending", ""))
        if target is not None and (program := opened_by(target)):
            raise click.UsageError(f"{target} is open in {program}; close it there, or write to another file")
        book = open_book(root, today)
        if getattr(exporter, "wants_findings", False):
            given["findings"] = _findings(book)
        _write(_made(exporter, book, given), target, told=output is None)
        if place:
            click.echo(f"wrote {place}")

    params = [
        *own,
        click.Option(["-o", "--output"], type=click.Path(path_type=Path), help=_HELP),
    ]
    return TODAY(click.Command(name, callback=run, params=params, help=exporter.__doc__))


def _refuse_other_ending(target: Path | None, ending: str) -> None:
    """By its name programs take a file for what it is not, and do not open it."""
    if target is not None and ending and target.suffix.lower() not in ("", ending) and not target.is_char_device():
        raise click.UsageError(f"the file is a {ending}, whatever it is called; type -o {target.with_suffix(ending)}")


def _findings(book: Book) -> list[Any]:
    with progress("Checking") as tell:
        return list(run_checks(book, progress=tell))


def _made(exporter: Exporter, book: Book, given: dict[str, Any]) -> Files:
    """What the exporter makes; what is to be said of it is printed on standard error."""
    try:
        made = exporter(book, **given)
    except ExportError as error:
        raise click.UsageError(f"{error}; {error.hint}" if error.hint else str(error)) from error
    if not isinstance(made, Noted):
        return made
    for note in made.notes:
        click.echo(f"note: {note}", err=True)
    return made.files


def _write(made: Files, output: Path | None, *, told: bool) -> None:
    if isinstance(made, str | bytes):
        content = made.encode() if isinstance(made, str) else made
        if output is not None:
            _write_file(output, content)
        elif isinstance(made, bytes) and told and sys.stdout.isatty():
            raise click.UsageError("this format is not text; say where with -o FILE")
        else:
            sys.stdout.buffer.write(content)
        return
    if output is None:
        raise click.UsageError("this format makes several files; say where with -o FOLDER")
    for path, part in made.items():
        inside = PurePosixPath(path)
        if inside.is_absolute() or ".." in inside.parts:
            raise ValueError(f"an exporter named a file outside its folder: {path}")
        _write_file(output / inside, part.encode() if isinstance(part, str) else part)


def _write_file(path: Path, content: bytes) -> None:
    try:
        write_atomically(path, content)
    except OSError as error:
        raise click.UsageError(f"cannot write {path}: {error.strerror}") from error

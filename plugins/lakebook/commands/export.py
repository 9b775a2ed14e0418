"""``lakebook export``: the book for other tools."""

from __future__ import annotations

import datetime
import sys
from pathlib import Path, PurePosixPath

import click

from lakebook import discovery
from lakebook.commands._book import TODAY, open_book
from lakebook.commands._unknown import unknown
from lakebook.exporters import Export
from lakebook.writers.atomic import write_atomically

ROOM = "lakebook.exporters"
_STANDARD_OUTPUT = Path("-")


@click.command()
@click.argument("form", metavar="FORMAT", required=False)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="File, or folder for several files; - prints.")
@TODAY
@click.pass_obj
def export(root: Path, form: str | None, output: Path | None, today: datetime.datetime | None) -> None:
    """Write the book as FORMAT for another tool; without FORMAT, list the formats.

    What has a fixed place in the repository is written there; anything else is printed, unless -o says where.
    """
    if form is None:
        for name, plug in discovery.load_all(ROOM).items():
            click.echo(f"{name.replace('_', '-'):16} {(plug.__doc__ or '').strip().partition(chr(10))[0]}")
        return
    name = form.replace("-", "_")
    if name not in discovery.names(ROOM):
        raise unknown("format", form, [known.replace("_", "-") for known in discovery.names(ROOM)], "lakebook export")
    exporter = discovery.load(ROOM, name)
    made = exporter(open_book(root, today))
    place = getattr(exporter, "place", "")
    if output is None and place:
        _write(made, root / place)
        click.echo(f"wrote {place}")
    else:
        _write(made, None if output == _STANDARD_OUTPUT else output)


def _write(made: Export, output: Path | None) -> None:
    if isinstance(made, str | bytes):
        content = made.encode() if isinstance(made, str) else made
        if output is None:
            sys.stdout.buffer.write(content)
        else:
            _write_file(output, content)
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

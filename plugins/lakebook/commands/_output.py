"""Where commands that make one text put it."""

from __future__ import annotations

from pathlib import Path

import click

from lakebook.writers.atomic import write_atomically

OUTPUT = click.option("-o", "--output", type=click.Path(path_type=Path), help="The file to write; printed when absent.")


def put_out(text: str, output: Path | None) -> None:
    """Print *text*, or write it to the file *output* in UTF-8.

    Raises:
        click.UsageError: the file cannot be written.
    """
    if output is None:
        click.echo(text, nl=False)
        return
    try:
        write_atomically(output, text.encode("utf-8", "replace"))
    except OSError as error:
        raise click.UsageError(f"cannot write {output}: {error.strerror or error}") from error

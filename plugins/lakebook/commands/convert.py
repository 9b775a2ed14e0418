"""``lakebook convert``: a schema's YAML file becomes a workbook, or a workbook YAML."""

from __future__ import annotations

import contextlib
from pathlib import Path

import click

from lakebook.commands._book import open_book
from lakebook.commands._conversion import ConversionError, converted, counted
from lakebook.diagnostics import Finding
from lakebook.sources.open_files import opened_by
from lakebook.writers.atomic import write_atomically

_MOST_FINDINGS = 20


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--drop-comments", is_flag=True, help="Leave behind comments, and what else has no place there.")
@click.pass_obj
def convert(root: Path, file: Path, drop_comments: bool) -> None:
    """Turn FILE, a schema of the book, from YAML into a workbook, or back; the old form is removed.

    Nothing is lost: where the other form cannot hold something, it says what, and the file stays as it is.
    """
    book = open_book(root)
    path = _path_in(root, file)
    if program := opened_by(file):
        raise click.UsageError(f"{path} is open in {program}; save and close it first")
    try:
        made = converted(book, path, drop_comments=drop_comments)
    except ConversionError as error:
        _show(error.findings)
        raise click.UsageError(f"{error}; {error.hint}") from error
    try:
        _exchange(file, root / made.path, made.content)
    except OSError as error:
        raise click.UsageError(f"cannot write {made.path}: {error.strerror}; {path} is as it was") from error
    columns = sum(len(dataset.columns) for dataset in made.datasets)
    click.echo(f"wrote {made.path}: {counted(len(made.datasets), 'dataset')}, {counted(columns, 'column')}")
    click.echo(f"removed {path}{f', and with it {made.left}' if made.left else ''}")


def _path_in(root: Path, file: Path) -> str:
    try:
        return file.resolve().relative_to(root.resolve()).as_posix()
    except ValueError:
        raise click.UsageError(f"{file} does not lie in the book at {root}") from None


def _show(findings: list[Finding]) -> None:
    for finding in findings[:_MOST_FINDINGS]:
        click.echo(f"{finding.location}: {finding.message}{f' ({finding.hint})' if finding.hint else ''}", err=True)
    if len(findings) > _MOST_FINDINGS:
        click.echo(f"and {len(findings) - _MOST_FINDINGS:,} more", err=True)


def _exchange(old: Path, new: Path, content: bytes) -> None:
    """Write the new file and remove the old one; where that fails, the new one goes again. Raises OSError."""
    write_atomically(new, content)
    try:
        old.unlink()
    except OSError:
        with contextlib.suppress(OSError):
            new.unlink()
        raise

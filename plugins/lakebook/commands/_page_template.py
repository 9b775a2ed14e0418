"""Pages that ``lakebook new`` writes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click

from lakebook.syntax.strict_yaml import Value
from lakebook.writers.atomic import write_atomically
from lakebook.writers.page_template import page_from


def render(template: str, keys: Mapping[str, Value], **words: str) -> bytes:
    """The page of a template with these keys in its front matter (see ``page_from``).

    Raises:
        click.UsageError: a text cannot be written in YAML.
    """
    try:
        return page_from(template, keys, **words)
    except ValueError as error:
        raise click.UsageError(str(error)) from None


def write_new(root: Path, path: str, content: bytes) -> None:
    """Write a page that is not there yet.

    Raises:
        click.UsageError: it is there, or cannot be written.
    """
    target = root / path
    if target.exists() or target.is_symlink():
        raise click.UsageError(f"{path} is there already; nothing was written")
    try:
        write_atomically(target, content)
    except OSError as error:
        raise click.UsageError(f"cannot write {path}: {error.strerror}") from error
    click.echo(f"wrote {path}")

"""Pages that ``lakebook new`` writes: front matter from values, text from a template of this package."""

from __future__ import annotations

import importlib.resources
from collections.abc import Mapping
from pathlib import Path

import click

from lakebook.syntax.strict_yaml import Value
from lakebook.writers.atomic import write_atomically
from lakebook.writers.yaml_text import entry


def render(template: str, keys: Mapping[str, Value], **words: str) -> bytes:
    """The page of ``_templates/<template>.md`` with these keys in its front matter; it may add comments there.

    Raises:
        click.UsageError: a text cannot be written in YAML.
    """
    import jinja2  # imported on use: no other command needs it

    source = importlib.resources.files("lakebook.commands").joinpath("_templates", f"{template}.md")
    rules = jinja2.Environment(trim_blocks=True, keep_trailing_newline=True, undefined=jinja2.StrictUndefined)
    try:
        entries = {key: entry(key, value) for key, value in keys.items()}
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    return rules.from_string(source.read_text(encoding="utf-8")).render(entries=entries, **words).encode()


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

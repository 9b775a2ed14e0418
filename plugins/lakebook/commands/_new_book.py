"""``lakebook new book``: an empty book, ready for the first import, with the settings of its site."""

from __future__ import annotations

import importlib.resources
from pathlib import Path

import click

from lakebook.checks._baseline import write_baseline
from lakebook.commands._book import is_book
from lakebook.writers.file_names import tidy_name
from lakebook.writers.quoting import quote
from lakebook.writers.together import write_together

_FILES = {
    "lakebook.yaml": "lakebook.yaml",
    "mkdocs.yml": "mkdocs.yml",
    "docs/index.md": "index.md",
    ".gitlab-ci.yml": "gitlab-ci.yml",
    ".gitignore": "gitignore",
}
"""File of the book -> its template."""
_BASELINE = "baseline.json"
"""As the template of the settings names it."""


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--title", default="", help="What the site is called; the folder's name when absent.")
def book(folder: Path, title: str) -> None:
    """Begin a book in FOLDER: settings, the home page, and a pipeline that checks and publishes.

    Nothing that is there is written over.
    """
    if is_book(folder):
        raise click.UsageError(f"{folder} is a book already")
    if there := [path for path in _FILES if (folder / path).exists()]:
        raise click.UsageError(f"{folder / there[0]} is there already; nothing was written")
    title = tidy_name(title or folder.resolve().name)
    contents = {folder / path: _render(template, title) for path, template in _FILES.items()}
    contents[folder / _BASELINE] = write_baseline([])
    try:
        for file in contents:
            file.parent.mkdir(parents=True, exist_ok=True)
        write_together(folder, contents)
    except OSError as error:
        raise click.UsageError(f"cannot write {error.filename or folder}: {error.strerror}") from error
    for path in (*_FILES, _BASELINE):
        click.echo(f"wrote {folder / path}")
    click.echo(f"next: lakebook -C {folder} import FORMAT")


def _render(template: str, title: str) -> bytes:
    import jinja2  # imported on use: no other command needs it

    source = importlib.resources.files("lakebook.commands").joinpath("_templates", "book", template)
    rules = jinja2.Environment(keep_trailing_newline=True, undefined=jinja2.StrictUndefined)
    return rules.from_string(source.read_text(encoding="utf-8")).render(title=quote(title), heading=title).encode()

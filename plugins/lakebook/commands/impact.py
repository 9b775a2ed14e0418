"""``lakebook impact``: what comes from a dataset or a column, and who is to be told?"""

from __future__ import annotations

import datetime
import sys
from pathlib import Path

import click

from lakebook import discovery
from lakebook.book import Book
from lakebook.changes.impact import impact_of
from lakebook.checks._nearest import Nearest
from lakebook.commands._book import TODAY, open_book
from lakebook.commands._output import OUTPUT, put_out
from lakebook.model.resolution import Resolution

ROOM = "lakebook.changes.impact_formats"


@click.command()
@click.argument("dataset", metavar="DATASET[.COLUMN]")
@click.option("--upstream", is_flag=True, help="Show what it comes from, not what comes from it.")
@click.option("--format", "form", type=click.Choice(sorted(discovery.names(ROOM))), default="terminal",
              help="How to print it.")  # fmt: skip
@OUTPUT
@TODAY
@click.pass_obj
def impact(
    root: Path, dataset: str, upstream: bool, form: str, output: Path | None, today: datetime.datetime | None
) -> None:
    """Show all that comes from DATASET or one of its columns: products, where they are seen, and whom to tell."""
    book = open_book(root, today)
    meant = _meant(book, dataset)
    assert meant.dataset is not None
    found = impact_of(book, meant.dataset, meant.column, upstream=upstream)
    colour = output is None and sys.stdout.isatty()
    put_out(discovery.load(ROOM, form)(found, book.settings.repository, colour), output)


def _meant(book: Book, name: str) -> Resolution:
    """What *name* leads to; a bare name is enough where one dataset only is called so.

    Raises:
        click.UsageError: it leads to nothing, or to several.
    """
    meant = book.catalogue.resolve(name)
    alike = [one for one in book.catalogue.datasets.values() if one.name == name] if meant.dataset is None else []
    if len(alike) == 1:
        return Resolution(alike[0])
    if several := meant.candidates or tuple(one.id for one in alike):
        listed = ", ".join(f"'{one}'" for one in several[:6]) + (", ..." if len(several) > 6 else "")
        raise click.UsageError(f"'{name}' may be several; write one of {listed}")
    if meant.dataset is None:
        near = Nearest(book).meant(name)
        hint = f"did you mean '{near}'?" if near else "write system.schema.dataset, or system.schema.dataset.column"
        raise click.UsageError(f"no dataset or column '{name}'; {hint}")
    return meant

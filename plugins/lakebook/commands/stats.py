"""``lakebook stats``: how much is in the book."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import click

from lakebook.book import Book
from lakebook.checks._run import run_checks
from lakebook.commands._book import TODAY, open_book


@click.command()
@TODAY
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to print it.")
@click.pass_obj
def stats(root: Path, today: datetime.datetime | None, form: str) -> None:
    """Count what is in the book."""
    counts = count(open_book(root, today))
    if form == "json":
        click.echo(json.dumps(counts, indent=2))
        return
    for name, number in counts.items():
        click.echo(f"{name.replace('_', ' '):20} {number:>9,}")


def count(book: Book) -> dict[str, int]:
    """What is in a book, by name."""
    catalogue = book.catalogue
    columns = [column for dataset in catalogue.datasets.values() for column in dataset.columns.values()]
    return {
        "domains": len(catalogue.domains),
        "systems": len(catalogue.systems),
        "datasets": len(catalogue.datasets),
        "columns": len(columns),
        "described_columns": sum(1 for column in columns if column.description),
        "dataset_edges": book.lineage.edge_count,
        "column_edges": len(book.lineage.column_edges),
        "people": len(catalogue.people),
        "teams": len(catalogue.teams),
        "products": len(book.products),
        "decisions": len(book.decisions),
        "findings": len(run_checks(book)),
    }

"""``lakebook new adr``: an architecture decision record."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from pathlib import Path

import click

from lakebook.book import Book
from lakebook.commands import _names
from lakebook.commands._ask import ask, on_terminal, warn_unknown
from lakebook.commands._book import TODAY, open_book
from lakebook.commands._page_template import render, write_new
from lakebook.model.decision import STATUSES, Decision
from lakebook.readers._decision_names import read_path
from lakebook.syntax import Unreadable
from lakebook.syntax.strict_yaml import Value
from lakebook.writers.atomic import write_atomically
from lakebook.writers.file_names import slug, tidy_name
from lakebook.writers.front_matter_splice import put_in_front_matter
from lakebook.writers.quoting import Plain
from lakebook.writers.splice import SpliceError
from lakebook.writers.together import place_inside

_NUMBER_IN_ID = re.compile(r"adr[-_ ]?0*(\d{1,5})", re.IGNORECASE)


@click.command()
@click.argument("title", default="")
@click.option("--status", type=click.Choice(STATUSES), default="proposed", show_default=True, help="Where it stands.")
@click.option("--deciders", multiple=True, metavar="PERSON", help="Who decides; may be repeated.")
@click.option("--datasets", multiple=True, metavar="DATASET", help="A dataset it covers; may be repeated.")
@click.option("--products", multiple=True, metavar="ID", help="A product it covers; may be repeated.")
@click.option(
    "--supersedes", multiple=True, metavar="ADR", help="A decision it replaces: id, number or file; may be repeated."
)
@TODAY
@click.pass_obj
def adr(
    root: Path,
    title: str,
    status: str,
    deciders: tuple[str, ...],
    datasets: tuple[str, ...],
    products: tuple[str, ...],
    supersedes: tuple[str, ...],
    today: datetime.datetime | None,
) -> None:
    """Write a new decision, TITLE, under the next free number of the log.

    With --supersedes and --status accepted the old decision is marked too, where it has front matter.
    """
    book = open_book(root, today)
    title = tidy_name(title or (ask("What was decided, in a few words") if on_terminal() else ""))
    if not title:
        raise click.UsageError('give a title: lakebook new adr "Store events as Iceberg"')
    old = [_find(book, name) for name in supersedes]
    warn_unknown("datasets", datasets, _names.datasets(book))
    warn_unknown("products", products, _names.products(book))
    number = next_number(book)
    keys: dict[str, Value] = {
        "id": f"adr-{number:04}",
        "title": title,
        "status": status,
        "date": Plain(book.today.isoformat()),
        "decision-makers": list(deciders),
        "supersedes": [decision.id for decision in old],
        "datasets": list(datasets),
        "products": list(products),
    }
    keys = {key: value for key, value in keys.items() if value != []}
    write_new(root, f"{book.settings.folders.decisions}/{_file_name(number, title)}", render("adr", keys, title=title))
    for decision in old:
        _answer(root, book, decision, f"adr-{number:04}", status)
    click.echo("next: write below the headings, then 'lakebook check'")


def next_number(book: Book) -> int:
    """One more than the highest number in the log: of file names, front matter and titles."""
    folder = book.settings.folders.decisions
    paths = (path.removeprefix(f"{folder}/") for path in book.source.paths(folder) if path.lower().endswith(".md"))
    numbers = {read_path(path).number for path in paths}
    numbers |= {decision.number for decision in book.decisions}
    numbers |= set(_numbers_in_ids(book.decisions))
    return max((number for number in numbers if number is not None), default=0) + 1


def _numbers_in_ids(decisions: Iterable[Decision]) -> Iterable[int]:
    for decision in decisions:
        if match := _NUMBER_IN_ID.fullmatch(decision.id):
            yield int(match.group(1))


def _file_name(number: int, title: str) -> str:
    return f"{number:04}-{slug(title).replace('_', '-') or 'decision'}.md"


def _find(book: Book, name: str) -> Decision:
    found = book.decisions.find(name, f"{book.settings.folders.decisions}/new.md")
    if found is None:
        raise click.UsageError(f"--supersedes: no decision '{name}' in {book.settings.folders.decisions}/")
    return found


def _answer(root: Path, book: Book, old: Decision, successor: str, status: str) -> None:
    """Let the old decision name its successor; where that cannot be written, say what to write."""
    words: dict[str, Value] = {"status": "superseded", "superseded_by": successor}
    said = f"'status: superseded' and 'superseded_by: {successor}'"
    if status != "accepted":
        click.echo(f"next: once it is accepted, write {said} in {old.path}")
        return
    try:
        if old.dialect not in ("", "front-matter") or old.related("superseded_by"):
            raise SpliceError("it keeps its status in the text")
        changed = put_in_front_matter(book.source.read(old.path), words)
        write_atomically(place_inside(root / old.path, root), changed)
    except (SpliceError, Unreadable, OSError) as error:
        click.echo(f"next: say in {old.path} that {successor} supersedes it ({error})")
        return
    click.echo(f"wrote {old.path}: {said}")

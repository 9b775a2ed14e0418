"""What commands share: the book at hand, and progress on a terminal."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from lakebook.book import Book, read_book
from lakebook.readers._cache import Cache
from lakebook.sources.working_tree import MARKER, WorkingTree
from lakebook.writers.together import finish_unfinished

TODAY = click.option(
    "--today",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Date to stand for today, such as 2026-11-24; else SOURCE_DATE_EPOCH, else the clock.",
)


def open_book(
    root: Path, today: datetime.datetime | None = None, *, remembered: bool = True, cache: Cache | None = None
) -> Book:
    """The book whose root is *root*; not *remembered*: every file is read anew, whatever lies in ``.lakebook/``.

    A *cache* that is kept makes a second book of the same records, without their memory once more.

    Raises:
        click.UsageError: there is no book.
    """
    if not is_book(root):
        raise click.UsageError(f"no book here: neither {MARKER} nor a folder catalogue/ at or above {root}")
    if remembered and (finished := finish_unfinished(root)):
        click.echo(f"an import that was interrupted is now finished: wrote {', '.join(finished)}", err=True)
    with progress("Reading") as tell:
        day = today.date() if today else None
        known = cache or Cache(root / ".lakebook" if remembered else None)
        return read_book(WorkingTree(root), today=day, cache=known, progress=tell)


def is_book(root: Path) -> bool:
    """Whether a book lies in the folder."""
    return (root / MARKER).is_file() or (root / "catalogue").is_dir()


@contextmanager
def progress(title: str) -> Iterator[Callable[[int, int], Any]]:
    """A bar on standard error while something long goes on; nothing where that is not a terminal."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda done, total: None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    bar = Progress(*columns, console=console, transient=True)
    try:
        with bar:
            task = bar.add_task(title, total=None)
            yield lambda done, total: bar.update(task, completed=done, total=total)
    finally:  # after a Ctrl-C while it starts or ends, the cursor would stay hidden
        bar.stop()
        console.show_cursor(True)

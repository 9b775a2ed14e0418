"""What an importer of schemas and exports says of files that a test writes."""

from __future__ import annotations

import importlib
import json
import re
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from lakebook.book import read_book
from lakebook.cli import lakebook
from lakebook.importers import Place
from lakebook.importers._harvest import Found, Harvest
from lakebook.model.dataset import Column
from lakebook.sources.in_memory import InMemory

BOOK = {"lakebook.yaml": "title: Small\n"}


def write(folder: Path, files: dict[str, Any]) -> Path:
    """Files below *folder*: texts and bytes as they are, all else as JSON."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        text = content if isinstance(content, str | bytes) else json.dumps(content, indent=1)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


def ask(importer: str, *given: Path, **options: Any) -> Harvest:
    """What the importer of that name makes of files and folders."""
    plug = getattr(importlib.import_module(f"lakebook.importers.{importer}"), importer)
    harvest = plug(list(given), Place(read_book(InMemory(BOOK)), "sales", "crm"), **options)
    assert isinstance(harvest, Harvest)
    return harvest


def only(harvest: Harvest) -> Found:
    """The one dataset that was found."""
    assert harvest.errors == []
    (found,) = harvest.found
    return found


def short(found: Found) -> list[str]:
    """A line a column: ``address.street: string required | Where they live.``"""
    return [f"{name}: {_line(column)}" for name, column in found.dataset.columns.items()]


def _line(column: Column) -> str:
    words = [column.type, *column.key, *(["required"] if column.required else [])]
    return " ".join(word for word in words if word) + (f" | {column.description}" if column.description else "")


def notes(harvest: Harvest) -> list[str]:
    """``orders.avsc:3 what is odd``, a line each."""
    return [f"{_place(str(note.location))} {note.message}" for note in harvest.notes]


def errors(harvest: Harvest) -> list[str]:
    """The same of errors."""
    return [f"{_place(str(error.location))} {error.message}" for error in harvest.errors]


def flows(harvest: Harvest) -> set[str]:
    """``raw.orders -> orders``, and ``raw.orders.id -> orders.key`` where columns are known."""
    found = set()
    for one in harvest.found:
        for source, flow in one.flows.items():
            found.add(f"{_said(source)} -> {one.address.name}")
            for column, origins in flow.columns.items():
                found.update(f"{_said(source)}.{origin} -> {one.address.name}.{column}" for origin in origins)
    return found


def _said(address: Any) -> str:
    return f"{address.space}.{address.name}" if address.space else str(address.name)


def _place(place: str) -> str:
    return re.sub(r"^.*/", "", place)


def run(book: Path, *arguments: str) -> Result:
    """``lakebook`` in a book of its own."""
    write(book, BOOK)
    return CliRunner().invoke(lakebook, ["-C", str(book), *arguments], catch_exceptions=False)


def files_of(book: Path) -> dict[str, bytes]:
    """What stands in the catalogue."""
    return {str(path.relative_to(book)): path.read_bytes() for path in sorted((book / "catalogue").rglob("*.yaml"))}


def import_twice(book: Path, *arguments: str) -> str:
    """Import into a new book, and again: the second time must change nothing. Gives back what the first one says."""
    command = ("import", *arguments, "--domain", "sales", "--system", "crm")
    first = run(book, *command)
    assert first.exit_code == 0, first.output
    before = files_of(book)
    again = run(book, *command)
    assert "nothing to change" in again.output and again.exit_code == 0, again.output
    assert files_of(book) == before
    checked = run(book, "check", "--format", "terminal")
    assert not re.search(r"\bFIL\d", checked.output), checked.output
    return first.output

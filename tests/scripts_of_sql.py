"""Harvests of small scripts: what the tests of the SQL importer share."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from lakebook.book import read_book
from lakebook.importers import Place
from lakebook.importers._harvest import Address, Found, Harvest
from lakebook.importers.sql import sql
from lakebook.sources.in_memory import InMemory

Lineage = dict[str, dict[str, dict[str, tuple[str, ...]]]]
"""Table -> table it is made of -> its column -> columns of the other one."""
EMPTY = Place(read_book(InMemory({})), "sales", "crm")


def harvest(tmp_path: Path, *scripts: str, **options: Any) -> Harvest:
    """What scripts say, written to files that are read in this order."""
    for number, script in enumerate(scripts):
        (tmp_path / f"{number}.sql").write_text(script, encoding="utf-8")
    return sql([tmp_path], EMPTY, **options)


def tables(found: Harvest) -> dict[str, Found]:
    """By dotted name; there is none twice."""
    listed = [(".".join(filter(None, one.address)), one) for one in found.found]
    assert len(listed) == len(dict(listed))
    return dict(listed)


def columns(one: Found) -> list[str]:
    """``name type keys required | description`` of each column, as the shorthand has it."""
    lines = []
    for column in one.dataset.columns.values():
        words = [column.name + ":", column.type, *column.key, "required" if column.required else ""]
        text = f"| {column.description}" if column.description else ""
        lines.append(" ".join(filter(None, [*words, text])))
    return lines


def flows(one: Found) -> dict[str, dict[str, tuple[str, ...]]]:
    """Dotted name of a source -> column -> columns of the source."""
    return {dotted(address): dict(flow.columns) for address, flow in one.flows.items()}


def filled(found: Harvest) -> Lineage:
    """Tables that are made of others -> of which, and which columns of which, all by their last names."""
    listed = {name.rpartition(".")[2]: flows(one) for name, one in tables(found).items() if flows(one)}
    return {name: {source.rpartition(".")[2]: made for source, made in one.items()} for name, one in listed.items()}


def dotted(address: Address) -> str:
    return ".".join(filter(None, address))


def notes(found: Harvest) -> list[str]:
    """``file:line message`` of each note."""
    return [f"{note.location.path.rpartition('/')[2]}:{note.location.line} {note.message}" for note in found.notes]

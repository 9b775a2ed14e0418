"""What ``lakebook import`` says: how files were understood, what changes, and what is asked."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from typing import Any

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from lakebook.book import Book
from lakebook.changes.three_way import Choice, Conflict
from lakebook.commands._typed import typed
from lakebook.diagnostics import Finding, Location
from lakebook.importers import Imported
from lakebook.importers._merge import counts, in_words, place_of, shown, without_former_names
from lakebook.importers._plan import Step
from lakebook.model.dataset import Column, Dataset
from lakebook.writers.edits import Edit
from lakebook.writers.record_trees import kind_at, written_column

_WIDEST = 120


def tell(step: Step, dry_run: bool) -> None:
    """What became of one file."""
    for error in step.errors:
        _error(error)
    if step.imported is None:
        return
    datasets = step.imported.datasets
    if datasets:
        columns = [column for dataset in datasets for column in dataset.columns.values()]
        keyed = sum("pk" in column.key for column in columns)
        counted = f"{_count(len(datasets), 'dataset')}, {_count(len(columns), 'column')}"
        click.echo(f"{step.path}: {counted}, {keyed:,} of them in primary keys")
        if not step.errors and step.schema:
            click.echo(f"  schema '{step.schema}': {step.schema_from}")
    elif not step.imported.asks:
        click.echo(f"{step.path}: no datasets")
    elif not step.errors:
        click.echo(f"{step.path}: {', '.join(step.imported.told)}")
    for line in step.imported.told if datasets else ():
        click.echo(f"  {line}" if line else "")
    _tell_kept(step.imported, dry_run)
    for note in step.imported.notes:
        click.echo(f"  note: {note.location}: {note.message}{f' ({note.hint})' if note.hint else ''}")
    for name, said in step.imported.facts.items():
        click.echo(f"  not written, {name}: {said}")
    if step.gone:
        named = ", ".join(step.gone[:5]) + (f" and {len(step.gone) - 5} more" if len(step.gone) > 5 else "")
        click.echo(f"  gone from the source, and kept in the book: {named} (--accept-deletes deletes them)")
    if dry_run or not step.conflicts():
        _tell_changes(step, dry_run)


def _tell_kept(imported: Imported, dry_run: bool) -> None:
    """The mapping beside the sheet; a dry run writes none, nor one that waits to be completed."""
    for path in imported.saves:
        if imported.datasets:
            kept = "would be kept" if dry_run else "is kept"
            click.echo(f"  this mapping {kept} in {path}: what is corrected there counts from the next import on")
        elif dry_run:
            click.echo(f"hint: a dry run does not write {path}: leave --dry-run out to have it", err=True)


def _tell_changes(step: Step, dry_run: bool) -> None:
    asks = step.imported is not None and step.imported.asks
    for path, merged in step.merged.items():
        if merged.edits or not asks:
            click.echo(f"  {'would write' if dry_run else 'into'} {path}: {_counted(merged.edits)}")
        if asks and dry_run:
            _table(merged.edits)
        for kept in merged.kept:
            word = "kept the book's" if asks else "kept yours"
            click.echo(f"  {word}: {place_of(kept.keys)}: {_sides(kept)}")
        for taken in merged.taken:
            click.echo(f"  took the sheet's: {place_of(taken.keys)}: {shown(taken.theirs)} (book: {shown(taken.ours)})")


def _sides(conflict: Conflict) -> str:
    return f"{shown(conflict.ours)} (imported: {shown(conflict.theirs)})"


def _counted(edits: list[Edit]) -> str:
    return in_words(counts(edits)) or "nothing new"


def _table(edits: Iterable[Edit]) -> None:
    """Each change on a line: where, what stands there, and what would."""
    table = Table(box=None, padding=(0, 2, 0, 2), pad_edge=True, header_style="dim")
    rows = [_row(edit) for edit in without_former_names(edits)]
    console = Console(highlight=False)
    console.width = min(console.width, _WIDEST) if console.is_terminal else _WIDEST
    longest = [max((len(cell) for cell in column), default=0) for column in zip(*rows, strict=True)]
    where = min(longest[0], console.width // 3) if rows else 0
    for title, width in zip(("where", "book", "sheet"), (where, *longest[1:]), strict=False):
        most = width if title == "where" else max(min(width, (console.width - where - 12) // 2), len(title))
        table.add_column(title, overflow="ellipsis", no_wrap=True, width=most)
    for row in rows:
        table.add_row(*map(Text, row))
    with console.capture() as capture:
        console.print(table)
    for line in capture.get().splitlines():
        click.echo(line.rstrip())


def _row(edit: Edit) -> tuple[str, str, str]:
    where = place_of(edit.keys)
    if edit.rename:
        return where, str(edit.before), f"called {edit.rename}"
    if kind_at(edit.keys) is None:
        return (
            where,
            "" if edit.before is None else shown(edit.before),
            "cleared" if edit.value is None else shown(edit.value),
        )
    if edit.value is None:
        return where, "", "deleted"
    return where, "", f"new: {_new(edit)}"


def _new(edit: Edit) -> str:
    """A new record in a few words: a column as YAML has it on one line, a dataset by the number of its columns."""
    tree: Any = edit.value
    if kind_at(edit.keys) is Dataset:
        title = f"{tree['title']}, " if tree.get("title") else ""
        return f"{title}{_count(len(tree.get('columns', {})), 'column')}"
    if kind_at(edit.keys) is Column:
        line = written_column(edit.keys[-1], tree)
        return line if isinstance(line, str) else shown(tree)[1:-1]
    return str(tree.get("definition", ""))


def tell_conflicts(steps: list[Step], number: int) -> None:
    """List what a person has to decide, cell by cell, and say how."""
    for step in steps:
        for path, conflict in step.conflicts():
            click.echo(f"{step.cell(path, conflict)}: conflict in {place_of(conflict.keys)}", err=True)
            for line in _three(conflict):
                click.echo(line, err=True)
    if number:
        click.echo(f"{_count(number, 'conflict')}: nothing was written", err=True)
        if any(not conflict.taken for step in steps for _, conflict in step.conflicts()):
            click.echo("hint: decide with --take sheet or --take book; on a terminal each is asked", err=True)
    else:
        click.echo("nothing was written", err=True)


def _three(conflict: Conflict) -> list[str]:
    if conflict.of_record:
        who = "the book" if conflict.ours is None else "the sheet"
        return [f"    {who} deleted it, the other changed it"]
    if conflict.taken:
        return [f"    the book has another '{conflict.theirs}': give it another name in the sheet"]
    base = [("base", conflict.base)] if conflict.base_known else []
    sides = (*base, ("book", conflict.ours), ("sheet", conflict.theirs))
    return [f"    {side + ':':7}{shown(value)}" for side, value in sides]


def ask_about(place: Location, conflict: Conflict) -> Choice:
    """Ask a person on the terminal; leaving it open stops the import."""
    click.echo(f"\n{place}: conflict in {place_of(conflict.keys)}", err=True)
    for line in _three(conflict):
        click.echo(line, err=True)
    while (answer := typed("take (s)heet, (b)ook, or (l)eave it: ", err=True).lower()) not in _ANSWERS:
        click.echo("type s, b or l", err=True)
    return _ANSWERS[answer]


_ANSWERS: dict[str, Choice] = {"s": "theirs", "sheet": "theirs", "b": "ours", "book": "ours", "l": "", "leave": ""}


def _error(error: Finding) -> None:
    click.echo(f"{error.location}: error {error.message}", err=True)
    if error.hint:
        click.echo(f"hint: {error.hint}", err=True)


def _count(number: int, word: str) -> str:
    return f"{number:,} {word}{'' if number == 1 else 's'}"


def show_diff(path: str, before: bytes | None, after: bytes) -> None:
    """The lines that would change in a file."""
    old = (before or b"").decode().splitlines(keepends=True)
    new = after.decode().splitlines(keepends=True)
    diff = list(difflib.unified_diff(old, new, path if before is not None else "/dev/null", path))
    plus = sum(line.startswith("+") for line in diff[2:])
    minus = sum(line.startswith("-") for line in diff[2:])
    click.echo("".join(line if line.endswith("\n") else f"{line}\n" for line in diff), nl=False)
    click.echo(f"{path}: {_count(plus, 'line')} more, {_count(minus, 'line')} less; nothing was written")


def next_steps(book: Book, changed: Iterable[str], dry_run: bool) -> None:
    """Say which of the files above the schemas are not there, and what to type next."""
    folder = book.settings.folders.catalogue
    missing: dict[str, str] = {}
    for domain, *rest in sorted(
        {tuple(path.removeprefix(f"{folder}/").split("/")[:2]) for path in changed if path.startswith(f"{folder}/")}
    ):
        known = book.catalogue.domains.get(domain)
        if known is None or not known.path:
            missing[f"{folder}/{domain}/domain.yaml"] = "'title:' and 'custodian:'"
        system = rest[0] if rest and not rest[0].endswith((".yaml", ".yml")) else ""
        there = book.catalogue.systems.get(system)
        if system and (there is None or not there.path):
            missing[f"{folder}/{domain}/{system}/system.yaml"] = "'title:' and 'classification:'"
    for path, fields in missing.items():
        click.echo(f"next: add {path} with {fields}")
    click.echo("nothing was written: leave --dry-run out to write it" if dry_run else "next: lakebook check")

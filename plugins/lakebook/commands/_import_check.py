"""What the checks say of what came in, by the cell it came from: drop-downs do not stop pasting."""

from __future__ import annotations

from collections.abc import Collection, Iterable

import click

from lakebook.book import Book, read_book
from lakebook.checks._run import check_datasets
from lakebook.diagnostics import Diagnostic, Location, Severity
from lakebook.importers._plan import Plan, Step
from lakebook.model.dataset import Dataset
from lakebook.readers._cache import Cache
from lakebook.sources.overlay import Overlay
from lakebook.writers.record_trees import kind_at

_MOST = 20
_MOST_DATASETS = 1_000
"""Where more were changed, nobody reads findings one by one, and a second book would fill the memory."""


def tell_findings(book: Book, plan: Plan, steps: Collection[Step], cache: Cache) -> None:
    """Print, cell by cell, what the checks find in the datasets that came in and did not find before."""
    if sum(len(_changed(step)) for step in steps) > _MOST_DATASETS:
        return
    after = read_book(Overlay(book.source, plan.after), today=book.today, cache=cache)
    found = [one for step in steps for one in _new(book, after, step)]
    for place, diagnostic in found[:_MOST]:
        click.echo(f"{place}: {diagnostic.severity} {diagnostic.code} {diagnostic.message}", err=True)
        if diagnostic.hint:
            click.echo(f"hint: {diagnostic.hint}", err=True)
    if len(found) > _MOST:
        click.echo(f"and {len(found) - _MOST:,} more: see lakebook check", err=True)


def _new(before: Book, after: Book, step: Step) -> Iterable[tuple[Location, Diagnostic]]:
    known = {_same(one) for one in check_datasets(before, list(_touched(before, step)))}
    for one in check_datasets(after, list(_touched(after, step))):
        if one.severity is not Severity.info and _same(one) not in known:
            yield step.place(*_keys(after.catalogue.datasets[one.subject], one.field)), one


def _same(diagnostic: Diagnostic) -> tuple[str, str, str, str]:
    return diagnostic.code, diagnostic.subject, diagnostic.field, diagnostic.message


def _touched(book: Book, step: Step) -> Iterable[Dataset]:
    """The datasets that the step changes, as the book has them."""
    names = _changed(step)
    return (dataset for dataset in book.catalogue.datasets.values() if (dataset.file, dataset.name) in names)


def _changed(step: Step) -> set[tuple[str, str]]:
    """File and name of each dataset that the step changes, before and after."""
    return {
        (path, name)
        for path, merged in step.merged.items()
        for edit in merged.edits
        if edit.keys[0] == "datasets" and len(edit.keys) > 1
        for name in (edit.keys[1], edit.rename if kind_at(edit.keys) is Dataset else edit.keys[1])
    }


def _keys(dataset: Dataset, field: str) -> tuple[str, tuple[str, ...]]:
    """File and keys of a field such as ``columns.email.classification``; a column's name may hold dots."""
    keys: tuple[str, ...] = (field.partition(".")[0],) if field else ()
    if field.startswith("columns."):
        rest = field.removeprefix("columns.")
        column = max((name for name in dataset.columns if f"{rest}.".startswith(f"{name}.")), key=len, default="")
        below = rest[len(column) + 1 :]
        keys = ("columns", column, below.partition(".")[0]) if below else ("columns", column)
    return dataset.file, ("datasets", dataset.name, *keys)

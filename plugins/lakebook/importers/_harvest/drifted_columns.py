"""Where the columns of one dataset and of its table in the source have parted."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from lakebook.book import Book
from lakebook.changes.sql_types import alike
from lakebook.diagnostics import Finding
from lakebook.importers._harvest import Found
from lakebook.importers._harvest.other_sources import OtherSources
from lakebook.importers._harvest.owned import today
from lakebook.importers._harvest.places import Places
from lakebook.importers._harvest.renamed import renamed_columns
from lakebook.model.dataset import Column, Dataset
from lakebook.readers._values import says_nothing

_KEYS = {"pk": "primary key", "uk": "unique"}


class DriftedColumns:
    """Compares the columns of a dataset with what the source says."""

    def __init__(self, book: Book, places: Places, dataset: Dataset, found: Found, origin: str) -> None:
        self._book, self._places, self._dataset, self._found = book, places, dataset, found
        self._theirs = found.dataset.columns
        self._names = today({name: {"formerly": list(one.formerly)} for name, one in dataset.columns.items()})
        seen = book.observations.get(dataset.id)
        self._others = OtherSources(seen, origin)
        self._said_before = {name for one in (seen.seen.values() if seen is not None else ()) for name in one.columns}
        self.deleted = [name for name in self._theirs if name in self._said_before and name not in self._names]
        """Columns of the source that somebody deleted from the book."""
        self.missing = [name for name in self._theirs if self._is_missing(name)]
        """Columns of the source that the book lacks; none that somebody deleted there."""
        known = {self._names[name] for name in self._theirs if name in self._names}
        columns = dataset.columns.items() if self._theirs else ()
        self._gone = {name: one for name, one in columns if name not in known and not self._others.brought(one)}
        """Columns of the book that the source lacks."""
        new = {name: self._theirs[name] for name in self.missing}
        self._renamed = renamed_columns(self._gone, new, [*known])

    def _is_missing(self, name: str) -> bool:
        return bool(self._theirs) and name not in self._names and name not in self._said_before

    def findings(self, source: str, where: str) -> Iterator[Finding]:
        """What differs; *source* is what messages call it, *where* is where it says so."""
        for name in self.missing:
            yield self._not_in_book(self._theirs[name], source, where)
        for name, column in self._gone.items():
            message = f"column '{name}' of '{self._dataset.id}' is not in the {source}{where}"
            hint = "delete it, correct its name, or give its name in the source in formerly:"
            if new := self._renamed.get(name):
                hint = f"if it is '{new}' now, rename it, and write formerly: [{name}]; else delete it"
            yield self._finding("column_not_in_source", column, "", message, hint)
        for name, theirs in self._theirs.items():
            ours = self._dataset.columns.get(self._names.get(name, ""))
            if ours is not None:
                yield from self._differences(ours, theirs, source, where)

    def _not_in_book(self, theirs: Column, source: str, where: str) -> Finding:
        said = f", which has it as {theirs.type}" if theirs.type else ""
        message = f"'{self._dataset.id}' lacks the column '{theirs.name}' of the {source}{said}{where}"
        hint = "type the command again with --fix to add it, or import again"
        if old := next((old for old, new in self._renamed.items() if new == theirs.name), ""):
            hint = f"if it was '{old}', rename that one, and write formerly: [{old}]; else {hint}"
        place = self._book.place_of(self._dataset, "columns")
        subject, field = self._dataset.id, f"columns.{theirs.name}"
        return Finding(place, message, hint, subject, field, check="column_not_in_book")

    def _differences(self, ours: Column, theirs: Column, source: str, where: str) -> Iterator[Finding]:
        of = f"'{ours.name}' of '{self._dataset.id}'"
        others = partial(self._others.say, ours=ours, name=theirs.name)
        if ours.type and theirs.type and not alike(ours.type, theirs.type) and not others("type", now=theirs.type):
            message = f"type of {of} is {ours.type}, but {theirs.type} in the {source}{where}"
            yield self._finding("column_type_differs", ours, "type", message, f"write {theirs.type}, or import again")
        for key in self._differing_keys(ours, theirs) if not others("key", now=theirs.key) else ():
            mine = key in ours.key
            has, lacks = ("book", source) if mine else (source, "book")
            message = f"{of} is {_KEYS[key]} in the {has}, but not in the {lacks}{where}"
            hint = f"take '{key}' out of its key" if mine else f"add '{key}' to its key, or import again"
            yield self._finding("column_key_differs", ours, "key", message, hint)
        book, there = (one.required or "pk" in one.key for one in (ours, theirs))
        if there and not book:
            message = f"{of} may be empty in the book, but not in the {source}{where}"
            yield self._finding("column_required_differs", ours, "required", message, "add 'required', or import again")
        if book and not there and self._found.complete and "pk" not in ours.key and not others("required", now=False):
            message = f"{of} is required in the book, but may be empty in the {source}{where}"
            yield self._finding("column_required_differs", ours, "required", message, "take 'required' out")
        target = self._other_target(ours, theirs)
        if target and not others("references", now=target):
            message = f"{of} points to {target} in the {source}{where}"
            hint = f"write references: {target}, or import again"
            yield self._finding("column_reference_differs", ours, "references", message, hint)
        if differing_text(ours.description, theirs.description) and not others("description", now=theirs.description):
            words = " ".join(theirs.description.split())
            message = f"the {source} describes {of} in other words{where}: {words[:80]!r}"
            hint = "take these words, or silence it"
            yield self._finding("comment_differs", ours, "description", message, hint)

    def _differing_keys(self, ours: Column, theirs: Column) -> list[str]:
        """Keys that one side has: of the book's alone only those that the source would know."""
        sides = [key for key in _KEYS if (key in theirs.key) != (key in ours.key)]
        return [key for key in sides if self._found.complete or key in theirs.key]

    def _other_target(self, ours: Column, theirs: Column) -> str:
        """What the column points to in the source, where the book says something else; empty where it does not."""
        reference = self._found.references.get(theirs.name)
        identity = self._places.identity(reference[0]) if reference else ""
        target = self._book.catalogue.datasets.get(identity)
        if reference is None or target is None:
            return ""
        column = today({name: {"formerly": list(one.formerly)} for name, one in target.columns.items()}).get(
            reference[1]
        )
        said = self._book.catalogue.resolve(ours.references, self._dataset) if ours.references else None
        same = said is not None and said.dataset is target and said.column in (column, "")
        near = f"{self._dataset.system}.{self._dataset.schema}."
        return "" if column is None or same else f"{target.id.removeprefix(near)}.{column}"

    def _finding(self, check: str, column: Column, field: str, message: str, hint: str) -> Finding:
        keys = ("columns", column.name, field) if field else ("columns", column.name)
        place = self._book.place_of(self._dataset, *keys)
        return Finding(place, message, hint, self._dataset.id, ".".join(keys), check=check)


def differing_text(ours: str, theirs: str) -> bool:
    """Whether the source says something, and something else than the book; spaces do not count."""
    return not says_nothing(theirs.strip()) and ours.split() != theirs.split()

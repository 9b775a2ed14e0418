"""Sorted rows of datasets and columns -> what comes in for each file: the trees of then, and of now."""

from __future__ import annotations

import posixpath
from itertools import pairwise
from typing import Any

from lakebook.book import Book
from lakebook.diagnostics import Finding
from lakebook.importers import Part
from lakebook.importers._fit import unfit_schema
from lakebook.importers._returned.made_from import Base
from lakebook.importers._returned.rows import RowsByKeys
from lakebook.importers._returned.sorted_rows import ColumnRow, DatasetRows, Sorted
from lakebook.model.dataset import Column, Dataset
from lakebook.readers._hints import did_you_mean
from lakebook.syntax.workbook_state import parts_of
from lakebook.writers.record_trees import Tree, record_tree


def dataset_parts(
    book: Book, base: Base, rows: Sorted, errors: list[Finding], cells: RowsByKeys, *, accept_deletes: bool
) -> list[Part]:
    """Parts for the files of schemas; *cells* is told where each record that was touched stands."""
    work = _Datasets(book, base, rows, errors, cells, accept_deletes)
    before: DatasetRows | None = None
    for entry in rows.datasets.values():
        if entry.row is not None or entry.touched or entry.gone:
            if before is not None and before.base is not None and entry.base is None and not entry.lost:
                work.add(before)  # a new one stands behind it
            work.add(entry)
        before = entry
    for mark in rows.gone_datasets if accept_deletes else ():
        work.delete(mark)
    return list(work.parts.values())


class _Datasets:
    def __init__(
        self, book: Book, base: Base, rows: Sorted, errors: list[Finding], cells: RowsByKeys, accept_deletes: bool
    ) -> None:
        self.parts: dict[tuple[str, bool], Part] = {}
        self._book = book
        self._base = base
        self._rows = rows
        self._errors = errors
        self._cells = cells
        self._accept_deletes = accept_deletes

    def add(self, entry: DatasetRows) -> None:
        """A dataset of which some row was touched."""
        file = self._file(entry)
        if not file:
            return
        part = self._part(file, lost=entry.lost)
        was = "" if entry.base is None else self._name_now(entry.mark, file, entry.base.name)
        renamed = entry.base is not None and entry.identity[-1] != entry.base.name
        name = entry.identity[-1] if renamed or not was else was
        before = record_tree(entry.base) if entry.base is not None else {}
        tree = self._tree(entry, before, file, name)
        if renamed and entry.base is not None:
            _rename(tree, entry.base.name)
        elif entry.lost and (then := parts_of(entry.mark)[0][-1]) != name:
            _rename(tree, then)
        part.theirs.setdefault("datasets", {})[name] = tree  # type: ignore[call-overload, index]
        if entry.base is not None and part.base is not None:
            part.base.setdefault("datasets", {})[was] = before  # type: ignore[call-overload, index]

    def delete(self, mark: str) -> None:
        """A dataset without a row."""
        then = self._base.datasets[mark]
        file = self._file(DatasetRows(mark, then))
        part = self._part(file, lost=False)
        assert part.base is not None
        part.theirs.setdefault("datasets", {})
        name = self._name_now(mark, file, then.name)
        part.base.setdefault("datasets", {})[name] = record_tree(then)  # type: ignore[call-overload, index]

    def _part(self, file: str, *, lost: bool) -> Part:
        return self.parts.setdefault((file, lost), Part(path=file, theirs={}, base=None if lost else {}))

    def _name_now(self, mark: str, file: str, name: str) -> str:
        """The dataset's name in the base; where it moved to another file since, its name there."""
        if self._base.files.get(mark) == file:
            return name
        now = self._now(mark)
        return now.name if now is not None else name

    def _now(self, mark: str) -> Dataset | None:
        return self._book.catalogue.resolve(".".join(parts_of(mark)[0])).dataset

    def _file(self, entry: DatasetRows) -> str:
        """The file that describes the dataset now, or would."""
        if entry.base is None and not entry.lost:
            return self._new_file(entry)
        now = self._now(entry.mark)
        if now is not None:
            return now.file
        name = parts_of(entry.mark)[0][-1]
        elsewhere = [one for one in self._book.catalogue.datasets.values() if one.name == name]
        if entry.row is not None and len(elsewhere) == 1:
            self._refuse(entry, "name", f"'{name}' is {elsewhere[0].id} in the book now", "export a new workbook")
            return ""
        return self._base.files.get(entry.mark) or self._new_file(entry)

    def _new_file(self, entry: DatasetRows) -> str:
        system, schema, _ = entry.identity
        catalogue = self._book.catalogue
        siblings = [one for one in catalogue.datasets.values() if (one.system, one.schema) == (system, schema)]
        if siblings:
            return siblings[0].file
        known = catalogue.systems.get(system)
        if known is None or not known.domain:
            self._refuse(entry, "system", f"unknown system '{system}'", did_you_mean(system, list(catalogue.systems)))
        elif reason := unfit_schema(
            schema, {one.schema for one in catalogue.datasets.values() if one.system == system}
        ):
            self._refuse(entry, "schema", f"schema name '{schema}' {reason}", "")
        else:
            folder = self._book.settings.folders.catalogue
            return posixpath.join(folder, known.domain, system, f"{schema}.yaml")
        return ""

    def _refuse(self, entry: DatasetRows, field: str, message: str, hint: str) -> None:
        if entry.row is not None:
            place = self._rows.sheets[Dataset].cell(entry.row.row, field)
            self._errors.append(Finding(place, message, hint or f"write the {field} as other rows have it"))

    def _tree(self, entry: DatasetRows, before: Tree, file: str, name: str) -> Tree:
        fields = {field: value for field, value in before.items() if field != "columns"}
        keys = (file, "datasets", name)
        if entry.row is not None:
            sheet = self._rows.sheets[Dataset]
            fields = sheet.tree(entry.row, before or None, self._errors)
            for one in {keys, (file, "datasets", entry.base.name if entry.base else name)}:
                self._cells[one] = (sheet, entry.row.row)
            if fields == {field: value for field, value in before.items() if field != "columns"} and not _is_renamed(
                entry
            ):
                self._rows.count("unchanged", instead="changed")
        columns = self._columns(entry, before, keys)
        return {**fields, "columns": columns} if columns else fields

    def _columns(self, entry: DatasetRows, before: Tree, keys: tuple[str, ...]) -> Tree:
        then: Any = before.get("columns", {})
        if Column not in self._rows.sheets:
            return dict(then)
        made: Tree = {}
        for column in _in_order(entry, list(then), keep=not self._accept_deletes):
            if column.row is None:
                if column.was in then:
                    made[column.name] = then[column.was]
                continue
            sheet = self._rows.sheets[Column]
            was = then.get(column.was)
            tree = sheet.tree(column.row, was, self._errors)
            if not column.was:
                _without_former_of_others(tree, then)
            elif column.was != column.name:
                _rename(tree, column.was)
            if tree == was and column.was == column.name:
                self._rows.count("unchanged", instead="changed")
            made[column.name] = tree
            for name in {column.name, column.was or column.name}:
                self._cells[(*keys, "columns", name)] = (sheet, column.row.row)
        return made


def _is_renamed(entry: DatasetRows) -> bool:
    return entry.base is None or entry.identity[-1] != entry.base.name


def _without_former_of_others(tree: Tree, others: Tree) -> None:
    """Take out of a new column the old names that a row it was copied from has."""
    taken = {name for other in others.values() if isinstance(other, dict) for name in other.get("formerly", [])}
    former = tree.pop("formerly", [])
    if kept := [name for name in former if name not in taken]:
        tree["formerly"] = kept


def _rename(tree: Tree, old: str) -> None:
    former = tree.get("formerly")
    names = former if isinstance(former, list) else []
    if old not in names:
        tree["formerly"] = [*names, old]


def _in_order(entry: DatasetRows, then: list[str], *, keep: bool) -> list[ColumnRow]:
    """Columns as the sheet has them; in the order of the book where somebody sorted it, what is new at the end.

    Where *keep* is set, columns without a row are there as they were.
    """
    there = [column for column in entry.columns if column.was in then]
    listed = [column.was for column in there]
    missing = [ColumnRow(name, name, None) for name in then if name not in set(listed)] if keep else []
    place = {name: at for at, name in enumerate(then)}
    is_sorted = all(place[one] < place[two] for one, two in pairwise(listed))
    if is_sorted and not missing:
        return list(entry.columns)
    if is_sorted:
        columns = list(entry.columns)
        for column in missing:
            after = [at for at, one in enumerate(columns) if one.was in place and place[one.was] < place[column.was]]
            columns.insert(after[-1] + 1 if after else 0, column)
        return columns
    known = sorted([*there, *missing], key=lambda column: place[column.was])
    return [*known, *(column for column in entry.columns if column.was not in place)]

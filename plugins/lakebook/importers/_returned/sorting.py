"""Which record each row of a returned workbook is: by its hidden ``_id``, else by its name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lakebook.diagnostics import Finding
from lakebook.importers._returned.made_from import Base
from lakebook.importers._returned.rows import ReturnedRow, ReturnedSheet
from lakebook.importers._returned.sorted_rows import NEW, ColumnRow, DatasetRows, Sorted
from lakebook.model.dataset import Column, Dataset
from lakebook.model.domain import Term
from lakebook.readers._hints import did_you_mean
from lakebook.syntax.workbook_state import State, parts_of, row_id


def sort_rows(sheets: dict[type, ReturnedSheet], base: Base, state: State, errors: list[Finding]) -> Sorted:
    """Sort the rows of all sheets; what cannot be taken is added to *errors*, and the rest has no meaning then."""
    path = next((sheet.table.path for sheet in sheets.values()), "")
    found = Sorted(path, sheets)
    exported = set(state.datasets) or set(base.datasets)
    lost = {mark for mark in state.datasets if mark not in base.datasets} if base.lost else set()
    if Dataset in sheets:
        _datasets(found, sheets[Dataset], base, lost, errors)
        found.gone_datasets = [mark for mark in base.datasets if mark in exported and mark not in found.datasets]
    if Column in sheets:
        _columns(found, sheets[Column], base, exported | lost, errors)
    if Term in sheets:
        _terms(found, sheets[Term], base, errors)
    found.gone += [name for mark in found.gone_datasets if (name := parts_of(mark)[0][-1])]
    found.gone += [f"{rows.identity[-1]}.{name}" for rows in found.datasets.values() for name in rows.gone]
    found.gone += [parts_of(mark)[0][-1] for mark in found.gone_terms]
    return found


def _claimed(sheet: ReturnedSheet, rows: list[ReturnedRow], known: Any, errors: list[Finding]) -> Iterator[ReturnedRow]:
    """The rows, each with an ``_id`` that is its own: empty for a new row, also where a row was copied."""
    seen: dict[str, ReturnedRow] = {}
    rightful = {row.own for row in rows if row.id == row.own}
    carried = {row.id for row in rows if row.id}
    moved: list[ReturnedRow] = []
    for row in rows:
        if not row.name:
            hint = f"write its name in {sheet.table.cell(row.row, 'name')}, or delete the row"
            errors.append(Finding(sheet.cell(row.row, "name"), "a row without a name", hint))
            continue
        if row.own in seen:
            if row.id not in ("", row.own) and row.id in known:
                moved.append(row)
            elif not any(seen[row.own] is one for one in moved):
                errors.append(_twice(sheet, row, seen[row.own]))
            continue
        seen[row.own] = row
        if row.id != row.own:
            if row.id and row.own in known and row.id in known:
                moved.append(row)
            elif row.id in rightful or row.id not in known:
                row.id = row.own if row.own in known and row.own not in carried else ""
            else:
                rightful.add(row.id)
        yield row
    if moved:
        errors.append(_moved(sheet, moved))


def _twice(sheet: ReturnedSheet, row: ReturnedRow, first: ReturnedRow) -> Finding:
    message = f"'{row.name}' is there twice (first in {sheet.table.cell(first.row, 'name')})"
    return Finding(sheet.cell(row.row, "name"), message, "delete one of the two rows")


def _moved(sheet: ReturnedSheet, moved: list[ReturnedRow]) -> Finding:
    first = moved[0]
    was, now = (
        ".".join(part for part in (*parts_of(mark)[0][2:], parts_of(mark)[1]) if part) for mark in (first.id, first.own)
    )
    number = f"{len(moved)} rows carry" if len(moved) > 1 else "a row carries"
    message = f"{number} the hidden _id of another row: this one was '{was}' and is called '{now}'"
    hint = (
        "sort whole rows, not one column alone; a name that another row had is given in a second import; "
        "or clear the column _id: rows are known by their names then"
    )
    return Finding(sheet.cell(first.row, "name"), message, hint)


class _Columns:
    """Whether an ``_id`` is that of a column of the base."""

    def __init__(self, base: Base, lost: set[str], carried: set[str]) -> None:
        self._base = base
        self._lost = lost
        self._carried = carried
        """All that stands in the sheet: of what is lost, nobody knows more."""

    def __contains__(self, mark: str) -> bool:
        owner, _, _ = mark.partition("#")
        dataset = self._base.datasets.get(owner)
        if dataset is None:
            return owner in self._lost and mark in self._carried
        return parts_of(mark)[1] in dataset.columns


def _datasets(found: Sorted, sheet: ReturnedSheet, base: Base, lost: set[str], errors: list[Finding]) -> None:
    known = {*base.datasets, *lost}
    for row in _claimed(sheet, list(sheet.rows()), known, errors):
        exists = row.id in known
        mark = row.id if exists else f"{NEW}{row.own}"
        if exists and row.parents != parts_of(mark)[0][:2]:
            message = f"'{row.name}' would move to {'.'.join(row.parents)}: a workbook cannot move a dataset"
            hint = (
                f"write {' and '.join(parts_of(mark)[0][:2])} again; move the dataset in the book, in a merge request"
            )
            errors.append(Finding(sheet.cell(row.row, "schema"), message, hint))
            continue
        changed = row.changed or row.id != row.own or not exists
        found.count("new" if not exists else "changed" if changed else "unchanged")
        found.datasets[mark] = DatasetRows(
            mark, base.datasets.get(mark), mark in lost, row if changed else None, True, [], False, []
        )


def _columns(found: Sorted, sheet: ReturnedSheet, base: Base, exported: set[str], errors: list[Finding]) -> None:
    lists_datasets = Dataset in found.sheets
    names = {row_id(rows.identity): mark for mark, rows in found.datasets.items()}
    claimed: dict[str, set[str]] = {}
    listed = list(sheet.rows())
    lost = {mark for mark in exported if mark not in base.datasets}
    known = _Columns(base, lost, {row.id for row in listed} if lost else set())
    ownerless: dict[str, list[ReturnedRow]] = {}
    for row in _claimed(sheet, listed, known, errors):
        own = row_id(row.parents)
        owner, _, _ = row.id.partition("#")
        stays = owner in found.datasets and row.parents == parts_of(owner)[0]  # it was not moved, whatever is called so
        mark = owner if stays else names.get(own, own)
        rows = found.datasets.get(mark)
        if rows is None and not lists_datasets and mark in exported:
            rows = found.datasets[mark] = DatasetRows(mark, base.datasets.get(mark), mark not in base.datasets)
        if rows is None:
            ownerless.setdefault(own, []).append(row)
            continue
        was = parts_of(row.id)[1] if owner == mark else ""
        changed = row.changed or not was or was != row.name
        found.count("new" if not was else "changed" if changed else "unchanged")
        rows.touched |= changed
        rows.columns.append(ColumnRow(row.name, was, row if changed else None))
        claimed.setdefault(mark, set()).add(was)
    datasets = [entry.identity for entry in found.datasets.values()]
    errors += [_no_dataset(sheet, several, mark in exported, datasets) for mark, several in ownerless.items()]
    for mark, rows in found.datasets.items():
        if rows.base is not None:
            there = claimed.get(mark, set())
            rows.gone = [name for name in rows.base.columns if name not in there]


def _no_dataset(
    sheet: ReturnedSheet, rows: list[ReturnedRow], is_gone: bool, datasets: list[tuple[str, str, str]]
) -> Finding:
    """One finding for all columns of a dataset that is not listed."""
    row, name = rows[0], rows[0].parents[-1]
    place = sheet.cell(row.row, "dataset")
    if not name:
        hint = f"write its dataset in {sheet.table.cell(row.row, 'dataset')}, or delete the row"
        return Finding(place, f"column '{row.name}' has no dataset", hint)
    if "" in row.parents:
        return _no_schema(sheet, row, datasets)
    here = f", but {len(rows)} of its columns are here" if len(rows) > 1 else ""
    message = f"dataset '{'.'.join(row.parents)}' is not on the sheet Datasets{here}"
    if is_gone:
        return Finding(place, message, "delete these rows, too, or put its row on the sheet Datasets back")
    elsewhere = [".".join(one) for one in datasets if one[-1] == name]
    names = [one[-1] for one in datasets]
    hint = (
        did_you_mean(".".join(row.parents), elsewhere)
        or did_you_mean(name, names)
        or "add a row for it there, with the same system and schema"
    )
    return Finding(place, message, hint)


def _no_schema(sheet: ReturnedSheet, row: ReturnedRow, datasets: list[tuple[str, str, str]]) -> Finding:
    """A row that names its dataset, and not the system or schema beside it."""
    blank = [field for field, said in zip(("system", "schema"), row.parents, strict=False) if not said]
    cells = [sheet.table.cell(row.row, field) for field in blank]
    meant = [one for one in datasets if one[-1] == row.parents[-1]]
    said = (
        [dict(zip(("system", "schema"), meant[0], strict=False))[field] for field in blank] if len(meant) == 1 else []
    )
    hint = " and ".join(f"'{text}' in {cell}" for text, cell in zip(said, cells, strict=True)) if said else ""
    message = f"dataset '{row.parents[-1]}' stands without its {' and '.join(blank)}"
    return Finding(sheet.cell(row.row, blank[0]), message, f"write {hint or 'it in ' + ' and '.join(cells)}")


def _terms(found: Sorted, sheet: ReturnedSheet, base: Base, errors: list[Finding]) -> None:
    seen = set()
    for row in _claimed(sheet, list(sheet.rows()), base.terms, errors):
        if row.id and row.id != row.own:
            found.renamed_terms.append(row)  # a term has no 'formerly': another name is another term
            row.id = ""
        seen.add(row.own)
        found.count("new" if row.own not in base.terms else "changed" if row.changed else "unchanged")
        if row.changed or row.own not in base.terms:
            found.terms.append(row)
    found.gone_terms = [mark for mark in base.terms if mark not in seen]

"""A schema kept as a workbook: ``catalogue/<domain>/<system>/<schema>.xlsx``, read where it lies.

Sheets ``Datasets`` and ``Columns``; either may be missing, but where ``Datasets`` lists some, it lists all.
The first row that is not blank holds the headings, wherever the table starts: field names as in YAML
(``Columns`` also has ``dataset``), in any case, with blanks or underscores as one likes. In one cell

- items of a list are separated by a new line or ``;`` (in ``personal``, ``tags``, ``key``, ``terms`` by a comma too);
- an item of ``sources`` and ``from`` is a name, or ``name: note``, split at the first colon before a blank;
- an item of ``values`` is ``code = meaning``, of ``ignore`` and ``extra`` ``key: text``, of ``links`` ``title: url``.

A sheet ``Read me`` and hidden sheets are not read.
"""

from __future__ import annotations

import posixpath

from lakebook.diagnostics import Finding, Location, Severity
from lakebook.model.dataset import Column, Dataset
from lakebook.readers import Records, reader
from lakebook.readers._findings import Trouble, Troubles, from_syntax
from lakebook.readers._hints import closest
from lakebook.readers._sheet_table import Table, field_names, fold
from lakebook.readers._typed import read_struct
from lakebook.settings import Settings
from lakebook.syntax import Unreadable
from lakebook.syntax.workbook import Row, Sheet, Workbook, read_workbook

_SHEETS = {"datasets": "Datasets", "columns": "Columns"}


def _claims(path: str, settings: Settings) -> bool:
    folder = f"{settings.folders.catalogue}/"
    return path.startswith(folder) and path[len(folder) :].count("/") == 2 and path.lower().endswith(".xlsx")


@reader(_claims)
def excel_workbook(path: str, content: bytes, settings: Settings) -> Records:
    """Datasets and columns of one schema's workbook."""
    records = Records()
    try:
        workbook = read_workbook(content)
    except Unreadable as error:
        records.findings.append(from_syntax(path, error.trouble))
        return records
    sheets = _known_sheets(path, workbook, records.findings)
    for sheet in sheets.values():
        records.findings += [from_syntax(path, trouble) for trouble in sheet.troubles]
    domain, system, name = path[len(settings.folders.catalogue) + 1 :].split("/")
    reading = _Reading(path, {"domain": domain, "system": system, "schema": posixpath.splitext(name)[0]})
    if "datasets" in sheets:
        reading.read_datasets(Table(path, sheets["datasets"], field_names(Dataset)))
    if "columns" in sheets:
        reading.read_columns(Table(path, sheets["columns"], ["dataset", *field_names(Column)]))
    records.datasets += reading.datasets.values()
    records.findings += reading.findings
    return records


def _known_sheets(path: str, workbook: Workbook, findings: list[Finding]) -> dict[str, Sheet]:
    """The sheets ``datasets`` and ``columns``; others that people see are reported."""
    found: dict[str, Sheet] = {}
    others: list[Sheet] = []
    for sheet in workbook.sheets:
        name = fold(sheet.name)
        if not sheet.visible or name == "readme" or (not sheet.rows and name not in _SHEETS):
            continue
        if name in _SHEETS and name not in found:
            found[name] = sheet
        else:
            others.append(sheet)
    missing = [title for name, title in _SHEETS.items() if name not in found]
    hidden = [sheet for sheet in workbook.sheets if not sheet.visible and _SHEETS.get(fold(sheet.name)) in missing]
    findings += [_hidden(path, sheet) for sheet in hidden if found and sheet.rows]
    unknown = [_not_read(path, sheet, missing) for sheet in others]
    findings += unknown
    if not found and all(finding.severity is None for finding in unknown):
        hint = "name the sheet that lists datasets Datasets, and the one that lists columns Columns; unhide them"
        message = "the workbook has neither a sheet Datasets nor a sheet Columns"
        findings.append(Finding(Location(path), message, hint, check="workbook_unreadable"))
    return found


def _hidden(path: str, sheet: Sheet) -> Finding:
    message = f"sheet '{sheet.name}' is hidden, so none of its rows is read"
    hint = "unhide it: right-click on any tab, Unhide"
    return Finding(Location(path, sheet=sheet.name), message, hint, check="workbook_sheet_hidden")


def _not_read(path: str, sheet: Sheet, missing: list[str]) -> Finding:
    """A finding about a sheet of another name; an error where it is close to one that the workbook lacks."""
    meant = closest(fold(sheet.name), missing, cutoff=0.75)
    hint = f"call it {meant}" if meant else "call it Datasets, Columns or Read me, or hide it"
    severity = Severity.error if meant else None
    message = f"sheet '{sheet.name}' is not read"
    return Finding(Location(path, sheet=sheet.name), message, hint, check="workbook_sheet_unknown", severity=severity)


class _Reading:
    """Datasets of one workbook while it is read."""

    def __init__(self, path: str, place: dict[str, str]) -> None:
        self.path = path
        self.place = place
        self.datasets: dict[str, Dataset] = {}
        self.findings: list[Finding] = []

    def read_datasets(self, table: Table) -> None:
        """Rows of the sheet ``Datasets``."""
        self.findings += table.findings
        for row in table.rows():
            name = table.name(row)
            if not name:
                self._nameless(table, row, "name", "a dataset without a name")
            elif name in self.datasets:
                self._twice(table, row, name, self._id(name), "", self.datasets[name].cell)
            else:
                troubles: Troubles = []
                fields = table.fields(row, ("name",), troubles)
                where = {"file": self.path, "sheet": table.sheet.name, "cell": table.cell(row, "name")}
                self.datasets[name] = read_struct(
                    Dataset, fields, (row.number,), troubles, name=name, **where, **self.place
                )
                self._report(table, row, troubles, self._id(name))

    def read_columns(self, table: Table) -> None:
        """Rows of the sheet ``Columns``; a dataset that only they name is made, so that nothing follows from it."""
        self.findings += table.findings
        listed = set(self.datasets)
        cells: dict[tuple[str, str], str] = {}
        for row in table.rows():
            owner, name = table.name(row, "dataset"), table.name(row)
            if not owner:
                message = f"column '{name}' has no dataset" if name else "a row without a dataset and a name"
                self._nameless(table, row, "dataset", message)
                continue
            dataset = self._dataset(owner, table, row)
            if not name:
                self._nameless(table, row, "name", "a column without a name", dataset.id)
            elif name in dataset.columns:
                self._twice(table, row, name, dataset.id, f"columns.{name}", cells[owner, name])
            else:
                troubles: Troubles = []
                fields = table.fields(row, ("dataset", "name"), troubles)
                dataset.columns[name] = read_struct(Column, fields, (row.number,), troubles, name=name)
                cells[owner, name] = table.cell(row, "name")
                self._report(table, row, troubles, dataset.id, f"columns.{name}.")
        if listed:
            self._unlisted(table, listed)

    def _unlisted(self, table: Table, listed: set[str]) -> None:
        """Report the datasets that the sheet ``Datasets`` does not list though it lists others."""
        for name, dataset in self.datasets.items():
            if name not in listed:
                near = closest(name, sorted(listed))
                hint = f"did you mean '{near}'?" if near else f"add a row '{name}' to sheet Datasets"
                columns = f"{len(dataset.columns)} column{'' if len(dataset.columns) == 1 else 's'}"
                message = f"dataset '{name}' of {columns} is not in sheet Datasets"
                place = table.location(dataset.cell)
                self.findings.append(Finding(place, message, hint, dataset.id, check="workbook_dataset_unknown"))

    def _dataset(self, name: str, table: Table, row: Row) -> Dataset:
        if name not in self.datasets:
            dataset = Dataset(name=name, file=self.path, sheet=table.sheet.name, cell=table.cell(row, "dataset"))
            dataset.domain, dataset.system, dataset.schema = self.place.values()
            self.datasets[name] = dataset
        return self.datasets[name]

    def _id(self, name: str) -> str:
        return f"{self.place['system']}.{self.place['schema']}.{name}"

    def _nameless(self, table: Table, row: Row, field: str, message: str, subject: str = "") -> None:
        if not table.is_error(row, field):
            hint = f"write its {field} in {table.cell(row, field)}, or clear the row"
            place = table.location(table.cell(row, field))
            self.findings.append(Finding(place, message, hint, subject, check="name_missing"))

    def _twice(self, table: Table, row: Row, name: str, subject: str, field: str, first: str) -> None:
        message = f"'{name}' is given twice in this sheet" + (f" (first in {first})" if first else "")
        place = table.location(table.cell(row, "name"))
        hint = "delete one of the two rows; the second is not read"
        self.findings.append(Finding(place, message, hint, subject, field, "key_duplicated"))

    def _report(self, table: Table, row: Row, troubles: Troubles, subject: str, prefix: str = "") -> None:
        for trouble in troubles:
            field = str(trouble.keys[1]) if len(trouble.keys) > 1 else "name"
            place = table.location(table.cell(row, field))
            self.findings.append(
                Finding(place, trouble.message, _for_cells(trouble), subject, prefix + field, trouble.check)
            )


def _for_cells(trouble: Trouble) -> str:
    """The hint in words that fit a cell."""
    if trouble.check == "value_malformed" and "yes or no" in trouble.message:
        return "type yes or no, or leave the cell blank"
    return trouble.hint

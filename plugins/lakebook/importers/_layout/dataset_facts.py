"""What sheets of datasets, and blocks above tables, say about datasets."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_args, get_type_hints

from lakebook.book import Book
from lakebook.importers._layout.cell_words import flag, is_blank
from lakebook.importers._layout.column_row import items
from lakebook.importers._layout.layouts import Layouts
from lakebook.importers._layout.records import Records, labels_of
from lakebook.importers._layout.remarks import Remarks
from lakebook.importers._layout.sheet_layout import SheetLayout, Table
from lakebook.importers._person import person_id
from lakebook.model.dataset import TRIGGERS, Dataset, Refresh
from lakebook.syntax.cell_items import bare
from lakebook.writers.file_names import tidy_name

_STATUSES = get_args(get_type_hints(Dataset)["status"])
_TEXTS = ("title", "description", "location", "url", "retention")


def read_dataset_facts(layouts: Layouts, records: Records, book: Book, remarks: Remarks) -> None:
    """Give the datasets what is said about them; one that only such a sheet names is made."""
    facts = _Facts(records, book, remarks)
    for layout in layouts.sheets:
        for table in layout.tables:
            if layout.kind == "datasets":
                facts.read_rows(layout, table)
            else:
                facts.read_block(layout, table)


class _Facts:
    def __init__(self, records: Records, book: Book, remarks: Remarks) -> None:
        self._records, self._book, self._remarks = records, book, remarks

    def read_rows(self, layout: SheetLayout, table: Table) -> None:
        """A sheet that lists datasets, one a row."""
        at, sheet = table.index("dataset"), layout.sheet.name
        seen: set[str] = set()
        for row in table.rows:
            name = tidy_name(row.cells[at]) if -1 < at < len(row.cells) else ""
            if not name or is_blank(name) or name.lower() in seen:
                first = next(index for index, text in enumerate(row.cells) if text)
                reason = f"'{name}' is given twice" if name.lower() in seen else "no table name"
                self._remarks.unplaced(sheet, row.reference(at if name else first), reason)
                continue
            seen.add(name.lower())
            dataset = self._records.datasets.get(name.lower())
            if dataset is None:
                dataset = self._records.datasets[name.lower()] = Dataset(name=name)
            self._records.cells.put_row((dataset.name,), sheet, table, row.number)
            self._headed(dataset).update(labels_of(table))
            for heading in table.headings:
                text = row.cells[heading.index] if heading.index < len(row.cells) else ""
                if heading.field not in ("dataset", "ignore") and not is_blank(text):
                    self._give(dataset, heading.field, heading.label, text, sheet, row.reference(heading.index))

    def read_block(self, layout: SheetLayout, table: Table) -> None:
        """A block above the headings."""
        dataset = self._records.datasets.get(tidy_name(table.name).lower())
        for field, (text, cell) in table.about.items() if dataset else ():
            assert dataset is not None
            known, label = ("", field.removeprefix("extra:")) if field.startswith("extra:") else (field, field)
            self._headed(dataset)[label] = known
            if text:
                self._give(dataset, known, label, text, layout.sheet.name, cell)
                what = f"the dataset's {field}" if known else f"'{label}' (kept in extra)"
                self._remarks.say(layout.sheet.name, cell, f"stands above the headings: {what}")
        if layout.dataset_from == "heading":
            for owner, field, text, cell in _beside(table):
                if dataset := self._records.datasets.get(tidy_name(owner).lower()):
                    self._give(dataset, field, field, text, layout.sheet.name, cell)

    def _headed(self, dataset: Dataset) -> dict[str, str]:
        return self._records.headed.datasets.setdefault(dataset.name.lower(), {})

    def _give(self, dataset: Dataset, field: str, label: str, text: str, sheet: str, cell: str) -> None:
        name = {"path": "location"}.get(field, field)
        if name in _TEXTS:
            if not getattr(dataset, name):
                setattr(dataset, name, text)
        elif name in ("tags", "formerly"):
            setattr(dataset, name, items(text))
        elif not name or not self._understood(dataset, name, text):
            dataset.extra.setdefault(label, text)
            if name:
                said = " ".join(text.split())[:40]
                self._remarks.say(sheet, cell, f"'{said}' is not understood as {field} (kept in extra)")
            self._records.cells.put((dataset.name, "extra", label), sheet, cell)
            return
        self._records.cells.put((dataset.name, field), sheet, cell)

    def _understood(self, dataset: Dataset, field: str, text: str) -> bool:
        value = self._value(field, text)
        if value is not None:
            setattr(dataset, field, value)
        return value is not None

    def _value(self, field: str, text: str) -> Any:
        settings, catalogue = self._book.settings, self._book.catalogue
        if field == "custodian":
            return person_id(catalogue, text) or None
        if field == "refresh":
            return _refresh(text)
        if field == "personal":
            truth = flag(text)
            return None if truth else [] if truth is False else items(text)
        if field == "terms":
            return items(text)
        known = {
            "kind": settings.kinds,
            "layer": settings.layers,
            "classification": settings.classifications,
            "status": _STATUSES,
        }
        return next((word for word in known.get(field, ()) if word.lower() == text.lower()), None)


def _refresh(text: str) -> Refresh:
    """``event | when saved``, as our own cells say it, else a trigger or words."""
    said = Refresh.from_text(text)
    trigger, when = said.get("trigger", ""), bare(said.get("when", ""))
    return Refresh(trigger=trigger, when=when) if trigger in ("", *TRIGGERS) else Refresh(when=text)  # type: ignore[arg-type]


def _beside(table: Table) -> Iterator[tuple[str, str, str, str]]:
    """Titles and descriptions of datasets that stand in the rows of their columns: dataset, field, text, cell."""
    at = table.index("dataset")
    wanted = [(table.index(f"dataset_{field}"), field) for field in ("title", "description")]
    seen: set[tuple[str, str]] = set()
    owner = ""
    for row in table.rows if any(index >= 0 for index, _ in wanted) else ():
        owner = (row.cells[at] if at < len(row.cells) else "") or owner
        for index, field in wanted:
            text = row.cells[index] if -1 < index < len(row.cells) else ""
            if owner and not is_blank(text) and (owner, field) not in seen:
                seen.add((owner, field))
                yield owner, field, text, row.reference(index)

"""What needs the whole file or the book: references, positions in keys, and words of the book's own lists."""

from __future__ import annotations

from lakebook.importers import Place
from lakebook.importers._layout.cell_words import words
from lakebook.importers._layout.column_row import Yes
from lakebook.importers._layout.heading_text import folded
from lakebook.importers._layout.layouts import Layouts
from lakebook.importers._layout.records import Records
from lakebook.importers._layout.remarks import Remarks
from lakebook.model.dataset import Column, Dataset

_SOME = ("personal", "other")
"""What stands for personal data of no category said: the first that the book's list knows."""

LEVELS = ("public", "internal", "confidential", "restricted")
"""Levels of confidentiality whose words in other languages are known."""


def finish(records: Records, layouts: Layouts, place: Place, remarks: Remarks) -> None:
    """Settle what single rows could not."""
    labels = _labels(layouts)
    columns = {name: {key.lower(): key for key in dataset.columns} for name, dataset in records.datasets.items()}
    settled = _Finish(records, labels, columns, place, remarks)
    for dataset in records.datasets.values():
        _forget_positions(dataset, labels)
        for column in dataset.columns.values():
            if column.references or column.classification or column.personal or column.term:
                settled.column(dataset, column)


def _labels(layouts: Layouts) -> dict[str, str]:
    """Field -> label of the heading that says it."""
    found: dict[str, str] = {}
    for layout in layouts.sheets:
        for table in layout.tables:
            for heading in table.headings:
                found.setdefault(heading.field, heading.label)
    return found


def _forget_positions(dataset: Dataset, labels: dict[str, str]) -> None:
    """Forget positions in the primary key that only repeat the order of the columns."""
    for field in ("key", "pk", "fk", "uk"):
        label = labels.get(field, "")
        keyed = [
            column for column in dataset.columns.values() if label in column.extra and column.extra[label].isdigit()
        ]
        if [column.extra[label] for column in keyed] in ([str(at + 1) for at in range(len(keyed))], ["1"] * len(keyed)):
            for column in keyed:
                del column.extra[label]


class _Finish:
    def __init__(
        self,
        records: Records,
        labels: dict[str, str],
        columns: dict[str, dict[str, str]],
        place: Place,
        remarks: Remarks,
    ) -> None:
        self._records, self._labels, self._columns = records, labels, columns
        self._place, self._remarks = place, remarks
        settings = place.book.settings
        self._classifications = {word.lower(): word for word in settings.classifications}
        self._categories = {word.lower(): word for word in settings.personal}

    def column(self, dataset: Dataset, column: Column) -> None:
        """Settle one column."""
        if column.references:
            self._reference(dataset, column)
        if column.classification:
            said = column.classification
            column.classification = self._classifications.get(said.lower(), "") or self._level(said)
            if not column.classification:
                self._keep(dataset, column, "classification", said, "is not a classification of this book")
        if column.personal:
            self._personal(dataset, column)
        if column.term and self._place.book.catalogue.term(column.term, self._place.domain) is None:
            self._keep(dataset, column, "term", column.term, f"is not a term of '{self._place.domain}'")
            column.term = ""

    def _level(self, said: str) -> str:
        """The book's own word for a level said in another language; empty where it has no such level."""
        able = [word for word in LEVELS if folded(said) in words(word) and word in self._classifications]
        return self._classifications[able[0]] if len(able) == 1 else ""

    def _reference(self, dataset: Dataset, column: Column) -> None:
        """Spell the reference as what it points to is spelt; keep in ``extra:`` what leads nowhere."""
        said = column.references
        column.references = self._found(said, dataset)
        if not column.references:
            self._keep(dataset, column, "references", said, "points to what is neither in the file nor in the book")

    def _found(self, said: str, near: Dataset) -> str:
        parts = said.split(".")
        for at in range(len(parts)):  # a schema or database before the table's name is passed over
            for end in range(len(parts), at, -1):
                table = self._records.datasets.get(".".join(parts[at:end]).lower())
                rest = ".".join(parts[end:])
                if table is not None and not rest:
                    return table.name
                if table is not None and (name := self._spelt(table, rest)):
                    return f"{table.name}.{name}"
        if len(parts) == 1 and (name := self._spelt(near, said)):
            return f"{near.name}.{name}"
        place = Dataset(name=near.name, domain=self._place.domain, system=self._place.system, schema=self._place.schema)
        return said if self._place.book.catalogue.resolve(said, place).found else ""

    def _spelt(self, dataset: Dataset, name: str) -> str:
        """The column's name as it stands there, else one in other letters; empty where there is none."""
        return name if name in dataset.columns else self._columns[dataset.name.lower()].get(name.lower(), "")

    def _personal(self, dataset: Dataset, column: Column) -> None:
        said = column.personal
        if isinstance(said[0], Yes):
            word, said = (
                said[0],
                next(((word,) for word in _SOME if word in self._categories or not self._categories), ()),
            )
            if not said:
                self._keep(dataset, column, "personal", str(word), "names no category of personal data")
        elif self._categories:
            unknown = [word for word in said if word.lower() not in self._categories]
            said = tuple(self._categories[word.lower()] for word in said if word.lower() in self._categories)
            if unknown:
                self._keep(
                    dataset, column, "personal", ", ".join(unknown), "is no category of personal data of this book"
                )
        column.personal = said

    def _keep(self, dataset: Dataset, column: Column, field: str, said: str, why: str) -> None:
        labels = (
            self._labels.get(name)
            for name in (field, "references_dataset", "fk")
            if field == "references" or name == field
        )
        label = next((label for label in labels if label), field)
        column.extra = {**column.extra, label: said}
        place = self._records.cells.get((dataset.name, "columns", column.name, field))
        if place is not None:
            self._remarks.say(place.sheet, place.cell, f"'{said[:60]}' {why} (kept in extra)")

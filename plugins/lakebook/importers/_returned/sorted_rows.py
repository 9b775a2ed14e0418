"""The rows of a returned workbook, each with the record that it is."""

from __future__ import annotations

import msgspec

from lakebook.importers._returned.rows import ReturnedRow, ReturnedSheet
from lakebook.model.dataset import Dataset
from lakebook.syntax.workbook_state import parts_of

NEW = "+"
"""Before the mark of a new dataset: it may have a name that another one had."""


class ColumnRow(msgspec.Struct, gc=False):
    """A column as the sheet has it."""

    name: str
    was: str
    """Its name in the base; empty where it is new."""
    row: ReturnedRow | None
    """None where nothing of it was touched."""


class DatasetRows(msgspec.Struct):
    """A dataset with its rows on both sheets."""

    mark: str
    """``_id``: what it was; of a new one what it would be."""
    base: Dataset | None
    lost: bool = False
    """Whether it was exported, but nobody knows any more as what."""
    row: ReturnedRow | None = None
    """On the sheet Datasets, where it was touched."""
    listed: bool = False
    """Whether the sheet Datasets has it."""
    columns: list[ColumnRow] = []
    touched: bool = False
    """Whether any of its columns was touched."""
    gone: list[str] = []
    """Columns of the base without a row."""

    @property
    def identity(self) -> tuple[str, str, str]:
        """System, schema and name, as they are now."""
        if self.row is not None:
            return (*self.row.parents, self.row.name)  # type: ignore[return-value]
        if self.base is not None:
            return self.base.system, self.base.schema, self.base.name
        return parts_of(self.mark.removeprefix(NEW))[0]  # type: ignore[return-value]


class Sorted(msgspec.Struct):
    """All rows, sorted."""

    path: str
    sheets: dict[type, ReturnedSheet]
    datasets: dict[str, DatasetRows] = {}
    terms: list[ReturnedRow] = []
    renamed_terms: list[ReturnedRow] = []
    gone: list[str] = []
    """Names of what has no row any more."""
    gone_datasets: list[str] = []
    """``_id`` of those that are datasets."""
    gone_terms: list[str] = []
    counts: dict[str, int] = {}

    def summary(self) -> str:
        """How many rows were touched, in words."""
        total = sum(self.counts.values())
        said = [f"{self.counts[word]:,} {word}" for word in ("changed", "new") if self.counts.get(word)]
        return f"{total:,} row{'' if total == 1 else 's'} read: {', '.join(said) or 'none changed'}"

    def count(self, word: str, instead: str = "") -> None:
        """One more row that is ``unchanged``, ``changed`` or ``new``, *instead* of something else."""
        self.counts[word] = self.counts.get(word, 0) + 1
        if instead:
            self.counts[instead] -= 1

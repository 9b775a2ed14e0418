"""A schema's datasets as the workbook that lies in the book in the place of its YAML file."""

from __future__ import annotations

from collections.abc import Sequence

from lakebook.book import Book
from lakebook.exporters import ExportError
from lakebook.exporters._workbook_choices import choices
from lakebook.exporters._workbook_fields import COLUMNS, DATASETS, SheetKind
from lakebook.exporters._workbook_read_me import read_me_in_book
from lakebook.exporters._workbook_scope import Scope
from lakebook.exporters._workbook_tables import Record, TableMaker
from lakebook.model.dataset import Dataset
from lakebook.writers.workbook import workbook_bytes
from lakebook.writers.workbook_shape import WorkbookShape

_MOST_NAMED = 10
_DAY = "1980-01-01"
"""In the file's properties: it is not made anew each day."""
_DATASETS = SheetKind(DATASETS.name, DATASETS.kind, (), DATASETS.fields, DATASETS.seldom)
_COLUMNS = SheetKind(COLUMNS.name, COLUMNS.kind, ("dataset",), COLUMNS.fields, COLUMNS.seldom)


def schema_workbook(book: Book, datasets: Sequence[Dataset]) -> bytes:
    """Sheets Datasets and Columns, as ``readers/excel_workbook`` reads them; the drop-downs are those of *book*.

    Raises:
        ExportError: a workbook would lose something; says which fields.
    """
    known = book.catalogue.domains
    domains = [known[key] for key in dict.fromkeys(dataset.domain for dataset in datasets) if key in known]
    drop_downs = choices(book, Scope("", "", list(datasets), domains))
    unshown: list[str] = []
    rows = [Record((), dataset, dataset.name, []) for dataset in datasets]
    columns = [
        Record((dataset.name,), column, name, []) for dataset in datasets for name, column in dataset.columns.items()
    ]
    tables = [
        TableMaker(_DATASETS, drop_downs, unshown).plain(rows),
        TableMaker(_COLUMNS, drop_downs, unshown).plain(columns),
    ]
    title = f"{datasets[0].system}.{datasets[0].schema}".strip(".") if datasets else ""
    shape = WorkbookShape(title=title, sheets=[read_me_in_book(title), *tables], opened=1)
    content = workbook_bytes(shape, _DAY)
    if unshown:
        more = f" and {len(unshown) - _MOST_NAMED} more" if len(unshown) > _MOST_NAMED else ""
        raise ExportError(f"a workbook cannot hold {'; '.join(unshown[:_MOST_NAMED])}{more}", "keep the YAML file")
    return content

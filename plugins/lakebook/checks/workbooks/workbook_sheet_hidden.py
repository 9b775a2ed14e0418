"""The sheet Datasets or Columns of a workbook is hidden, so it is not read.

Hidden sheets are for lists and notes. Whoever hides one of these two, to keep it from being changed, takes all its rows out
of the book.

## Fails

```csv title="catalogue/sales/crm/orders.xlsx"
# Sheet: Datasets
name,description
order,One row per order
# Sheet: Columns (hidden)
dataset,name,type
order,id,bigint
```

```output
catalogue/sales/crm/orders.xlsx!Columns: error XLS006 sheet 'Columns' is hidden, so none of its rows is read
hint: unhide it: right-click on any tab, Unhide
```

## Passes

```csv title="catalogue/sales/crm/orders.xlsx"
# Sheet: Datasets
name,description
order,One row per order
# Sheet: Columns
dataset,name,type
order,id,bigint
```
"""  # noqa: E501

from __future__ import annotations

from collections.abc import Iterable

from lakebook.book import Book
from lakebook.checks import check
from lakebook.diagnostics import Finding


@check("XLS006")
def workbook_sheet_hidden(book: Book) -> Iterable[Finding]:
    """Hidden sheets that have the name of one that the workbook lacks."""
    return book.findings_of("workbook_sheet_hidden")

"""A workbook cannot be read.

None of its datasets are in the book until it can. A workbook is looked into before it is read, so
that one that is damaged, protected by a password, made to fill the memory, or that holds a stray
value a million rows below its table costs a message and not the run.

## Fails

```text title="catalogue/sales/crm/orders.xlsx"
<html><table><tr><td>name</td></tr></table></html>
```

```output
catalogue/sales/crm/orders.xlsx: error XLS001 the file is HTML, not a workbook, whatever its name says
hint: open it in Excel and save it as .xlsx
```

## Fails, without a sheet to read

```csv title="catalogue/sales/crm/orders.xlsx"
# Sheet: Read me
Ask the sales team
```

```output
catalogue/sales/crm/orders.xlsx: error XLS001 the workbook has neither a sheet Datasets nor a sheet Columns
hint: name the sheet that lists datasets Datasets, and the one that lists columns Columns; unhide them
```

## Passes

```csv title="catalogue/sales/crm/orders.xlsx"
# Sheet: Datasets
name,description
order,One row per order
```
"""

from __future__ import annotations

from lakebook.book import Book
from lakebook.checks import check
from lakebook.diagnostics import Finding


@check("XLS001")
def workbook_unreadable(book: Book) -> list[Finding]:
    """Workbooks that the guard refuses, that cannot be read, or that have no sheet we know."""
    return book.findings_of("workbook_unreadable")

"""A workbook has a visible sheet that is not read.

Only the sheets Datasets and Columns are read, and Read me is for people. Whoever adds a sheet next to
them expects it to be in the book. Lists for drop-downs and notes belong on hidden sheets.

A sheet that is called nearly like one that the workbook lacks is an error, for all its rows are lost.

## Fails

```csv title="catalogue/sales/crm/orders.xlsx"
# Sheet: Datasets
name,description
order,One row per order
# Sheet: Colums
dataset,name,type
order,id,bigint
```

```output
catalogue/sales/crm/orders.xlsx!Colums: error XLS003 sheet 'Colums' is not read
hint: call it Columns
```

## Fails, with notes

```csv title="catalogue/sales/crm/orders.xlsx"
# Sheet: Columns
dataset,name,type
order,id,bigint
# Sheet: Open points
Ask the sales team
```

```output
catalogue/sales/crm/orders.xlsx!Open points: warning XLS003 sheet 'Open points' is not read
hint: call it Datasets, Columns or Read me, or hide it
```

## Passes

```csv title="catalogue/sales/crm/orders.xlsx"
# Sheet: Read me
Ask the sales team
# Sheet: Columns
dataset,name,type
order,id,bigint
# Sheet: lists (hidden)
pk
fk
```
"""

from __future__ import annotations

from lakebook.book import Book
from lakebook.checks import check
from lakebook.diagnostics import Finding, Severity


@check("XLS003", severity=Severity.warning)
def workbook_sheet_unknown(book: Book) -> list[Finding]:
    """Visible sheets that are neither Datasets, Columns nor Read me."""
    return book.findings_of("workbook_sheet_unknown")

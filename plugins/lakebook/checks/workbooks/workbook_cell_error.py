"""A cell holds an error such as `#REF!` instead of a value.

A formula that went wrong leaves `#REF!`, `#N/A` or `#NAME?` in its cell, and what stood there is gone:
the field would be taken as blank, and a description or a type would vanish without a word. So it would with a formula
that has no value, for a script wrote it, and nobody has worked it out: open the workbook in Excel and save it.

## Fails

```csv title="catalogue/sales/crm/orders.xlsx"
# Sheet: Columns
dataset,name,type,description
order,id,bigint,#REF!
```

```output
catalogue/sales/crm/orders.xlsx!Columns!D2: error XLS002 #REF! stands in the cell: its value is lost
hint: correct the formula, or type the value
```

## Passes

```csv title="catalogue/sales/crm/orders.xlsx"
# Sheet: Columns
dataset,name,type,description
order,id,bigint,Number of the order
```
"""

from __future__ import annotations

from lakebook.book import Book
from lakebook.checks import check
from lakebook.diagnostics import Finding


@check("XLS002")
def workbook_cell_error(book: Book) -> list[Finding]:
    """Error cells in the sheets Datasets and Columns."""
    return book.findings_of("workbook_cell_error")

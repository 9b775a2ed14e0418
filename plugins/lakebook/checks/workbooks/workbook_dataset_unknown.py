"""A sheet Columns names a dataset that the sheet Datasets does not list.

A slip of one letter would make a second dataset, and the first would miss its columns. Where a workbook has a
sheet Datasets with rows, it lists every dataset of the schema; without one, Columns alone will do.

## Fails

```csv title="catalogue/hr/core/time.xlsx"
# Sheet: Datasets
name,description
absences,One row per day away
# Sheet: Columns
dataset,name,type
absences,id,bigint
absence,day,date
absence,reason,varchar
holiday,day,date
```

```output
catalogue/hr/core/time.xlsx!Columns!A3: error XLS005 dataset 'absence' of 2 columns is not in sheet Datasets
hint: did you mean 'absences'?
catalogue/hr/core/time.xlsx!Columns!A5: error XLS005 dataset 'holiday' of 1 column is not in sheet Datasets
hint: add a row 'holiday' to sheet Datasets
```

## Passes

```csv title="catalogue/hr/core/time.xlsx"
# Sheet: Columns
dataset,name,type
absences,id,bigint
holiday,day,date
```
"""

from __future__ import annotations

from lakebook.book import Book
from lakebook.checks import check
from lakebook.diagnostics import Finding


@check("XLS005")
def workbook_dataset_unknown(book: Book) -> list[Finding]:
    """Datasets that only the sheet Columns names, in workbooks that list their datasets."""
    return book.findings_of("workbook_dataset_unknown")

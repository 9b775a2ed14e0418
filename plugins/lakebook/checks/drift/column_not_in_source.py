"""A dataset has a column that its table in the source has not.

It was dropped or renamed: what reads it, breaks. Where it was renamed, `formerly:` with the name in the source makes the two one column again.
A column that only another source has seen is that one's to tell.

Found by `lakebook drift`, not by `lakebook check`.

## Fails

```yaml title="database:catalogue/sales/crm/core.yaml"
datasets:
  customer:
    columns:
      id: integer pk
      mail: text
```

```yaml title="catalogue/sales/crm/core.yaml"
datasets:
  customer:
    columns:
      id: integer pk
      mail: text
      fax: text
```

```output
catalogue/sales/crm/core.yaml:6:7: error DRF004 column 'fax' of 'crm.core.customer' is not in the database
hint: delete it, correct its name, or give its name in the source in formerly:
```

## Passes

```yaml title="database:catalogue/sales/crm/core.yaml"
datasets:
  customer:
    columns:
      id: integer pk
      mail: text
```

```yaml title="catalogue/sales/crm/core.yaml"
datasets:
  customer:
    columns:
      id: integer pk
      email: {type: text, formerly: mail}
```
"""  # noqa: E501

from __future__ import annotations

from collections.abc import Iterable

from lakebook.book import Book
from lakebook.checks import check
from lakebook.checks.drift._told import told
from lakebook.diagnostics import Finding


@check("DRF004")
def column_not_in_source(book: Book) -> Iterable[Finding]:
    """Columns that the source of their dataset does not hold."""
    return told(book, "column_not_in_source")

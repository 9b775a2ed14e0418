"""A column is a key in the book or in the source, but not in both.

A key says what one row is, and what may be joined. Only what the source knows is compared: a database knows all keys of its tables, a dbt project
those it tests.

Found by `lakebook drift`, not by `lakebook check`.

## Fails

```yaml title="database:catalogue/sales/crm/core.yaml"
datasets:
  customer:
    columns:
      id: integer pk
      email: text uk
```

```yaml title="catalogue/sales/crm/core.yaml"
datasets:
  customer:
    columns:
      id: integer pk
      email: text
```

```output
catalogue/sales/crm/core.yaml:5:7: warning DRF006 'email' of 'crm.core.customer' is unique in the database, but not in the book
hint: add 'uk' to its key, or import again
```

## Passes

```yaml title="database:catalogue/sales/crm/core.yaml"
datasets:
  customer:
    columns:
      id: integer pk
      email: text uk
```

```yaml title="catalogue/sales/crm/core.yaml"
datasets:
  customer:
    columns:
      id: integer pk
      email: text uk
```
"""  # noqa: E501

from __future__ import annotations

from collections.abc import Iterable

from lakebook.book import Book
from lakebook.checks import check
from lakebook.checks.drift._told import told
from lakebook.diagnostics import Finding, Severity


@check("DRF006", severity=Severity.warning)
def column_key_differs(book: Book) -> Iterable[Finding]:
    """Primary and unique keys that only one side has."""
    return told(book, "column_key_differs")

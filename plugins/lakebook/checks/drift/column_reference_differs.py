"""A foreign key of the source is not what the book says of the column.

A reference that leads elsewhere makes joins that are wrong and look right. References that only the book has are left alone: many
databases do not declare theirs.

Found by `lakebook drift`, not by `lakebook check`.

## Fails

```yaml title="database:catalogue/sales/crm/core.yaml"
datasets:
  customer:
    columns:
      id: integer pk
  orders:
    columns:
      id: integer pk
      customer: {type: integer, key: fk, references: customer.id}
```

```yaml title="catalogue/sales/crm/core.yaml"
datasets:
  customer:
    columns:
      id: integer pk
  orders:
    columns:
      id: integer pk
      customer: integer
```

```output
catalogue/sales/crm/core.yaml:8:7: warning DRF008 'customer' of 'crm.core.orders' points to customer.id in the database
hint: write references: customer.id, or import again
```

## Passes

```yaml title="database:catalogue/sales/crm/core.yaml"
datasets:
  customer:
    columns:
      id: integer pk
  orders:
    columns:
      id: integer pk
      customer: {type: integer, key: fk, references: customer.id}
```

```yaml title="catalogue/sales/crm/core.yaml"
datasets:
  customer:
    columns:
      id: integer pk
  orders:
    columns:
      id: integer pk
      customer: {type: integer, key: fk, references: customer.id}
```
"""  # noqa: E501

from __future__ import annotations

from collections.abc import Iterable

from lakebook.book import Book
from lakebook.checks import check
from lakebook.checks.drift._told import told
from lakebook.diagnostics import Finding, Severity


@check("DRF008", severity=Severity.warning)
def column_reference_differs(book: Book) -> Iterable[Finding]:
    """Foreign keys that the book does not have, or that lead elsewhere there."""
    return told(book, "column_reference_differs")

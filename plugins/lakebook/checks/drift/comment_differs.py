"""A comment in the source is not what the book says.

Nobody has to take the words of the database: whoever knows better writes better ones, and `ignore:` says so. But where the comment was
changed, something may have changed that it is about.

Found by `lakebook drift`, not by `lakebook check`.

## Fails

```yaml title="database:catalogue/sales/crm/core.yaml"
datasets:
  customer:
    columns:
      id: integer pk
      name: varchar(120) | As on the last invoice.
```

```yaml title="catalogue/sales/crm/core.yaml"
datasets:
  customer:
    columns:
      id: int pk
      name: varchar(120) | Name of the customer.
```

```output
catalogue/sales/crm/core.yaml:5:7: info DRF009 the database describes 'name' of 'crm.core.customer' in other words: 'As on the last invoice.'
hint: take these words, or silence it
```

## Passes

```yaml title="database:catalogue/sales/crm/core.yaml"
datasets:
  customer:
    columns:
      id: integer pk
      name: varchar(120) | As on the last invoice.
```

```yaml title="catalogue/sales/crm/core.yaml"
datasets:
  customer:
    columns:
      id: int pk
      name: varchar(120) | As on the last invoice.
```
"""  # noqa: E501

from __future__ import annotations

from collections.abc import Iterable

from lakebook.book import Book
from lakebook.checks import check
from lakebook.checks.drift._told import told
from lakebook.diagnostics import Finding, Severity


@check("DRF009", severity=Severity.info)
def comment_differs(book: Book) -> Iterable[Finding]:
    """Comments of tables and columns that the book does not have, or has in other words."""
    return told(book, "comment_differs")

"""A column must hold a value in the book or in the source, but not in both.

Who trusts `required` writes no test for what is absent. A primary key is required without the word. Views, and sources that do not say it, are not
compared.

Found by `lakebook drift`, not by `lakebook check`.

## Fails

```yaml title="database:catalogue/sales/crm/core.yaml"
datasets:
  customer:
    columns:
      id: integer pk
      email: text
```

```yaml title="catalogue/sales/crm/core.yaml"
datasets:
  customer:
    columns:
      id: integer pk
      email: text required
```

```output
catalogue/sales/crm/core.yaml:5:7: warning DRF007 'email' of 'crm.core.customer' is required in the book, but may be empty in the database
hint: take 'required' out
```

## Passes

```yaml title="database:catalogue/sales/crm/core.yaml"
datasets:
  customer:
    columns:
      id: integer pk
      email: text
```

```yaml title="catalogue/sales/crm/core.yaml"
datasets:
  customer:
    columns:
      id: integer pk
      email: text
```
"""  # noqa: E501

from __future__ import annotations

from collections.abc import Iterable

from lakebook.book import Book
from lakebook.checks import check
from lakebook.checks.drift._told import told
from lakebook.diagnostics import Finding, Severity


@check("DRF007", severity=Severity.warning)
def column_required_differs(book: Book) -> Iterable[Finding]:
    """Columns that must hold a value on one side only."""
    return told(book, "column_required_differs")

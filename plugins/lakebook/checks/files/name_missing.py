"""A dataset or a column has no name.

A record without a name has no page and cannot be referred to.

## Fails

```yaml title="catalogue/sales/crm/orders.yaml"
datasets:
  order:
    columns:
      "": int
```

```output
catalogue/sales/crm/orders.yaml:4:7: error FIL007 a column without a name
hint: give it a name
```

## Passes

```yaml title="catalogue/sales/crm/orders.yaml"
datasets:
  order:
    columns:
      id: int
```
"""

from __future__ import annotations

from collections.abc import Iterable

from lakebook.book import Book
from lakebook.checks import check
from lakebook.diagnostics import Finding


@check("FIL007")
def name_missing(book: Book) -> Iterable[Finding]:
    """What the readers left."""
    return book.findings_of("name_missing")

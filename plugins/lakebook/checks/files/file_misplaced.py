"""A file of the catalogue is read by nobody.

Whoever put it there believes that it counts.

## Fails

```yaml title="catalogue/orders.yaml"
datasets:
  order:
```

```output
catalogue/orders.yaml: warning FIL010 no reader takes this file
hint: put it at <domain>/<system>/<schema>.yaml (or .xlsx), or delete it
```

## Passes

```yaml title="catalogue/sales/crm/orders.yaml"
datasets:
  order:
    description: Orders as the dealers place them.
```
"""

from __future__ import annotations

from collections.abc import Iterable

from lakebook.book import Book
from lakebook.checks import check
from lakebook.diagnostics import Finding, Severity


@check("FIL010", severity=Severity.warning)
def file_misplaced(book: Book) -> Iterable[Finding]:
    """What the readers left."""
    return book.findings_of("file_misplaced")

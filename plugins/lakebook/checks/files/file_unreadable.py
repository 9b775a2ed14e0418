"""A file cannot be read.

Nothing of the file reaches the book until it can be read; the other files are read all the same.

## Fails

```yaml title="catalogue/sales/crm/orders.yaml"
datasets:
  order:
    description: Orders: as placed.
```

```output
catalogue/sales/crm/orders.yaml:3:24: error FIL001 not YAML: mapping values are not allowed in this context
hint: a value that holds ': ' needs quotes around it
```

## Passes

```yaml title="catalogue/sales/crm/orders.yaml"
datasets:
  order:
    description: "Orders: as placed."
```
"""

from __future__ import annotations

from collections.abc import Iterable

from lakebook.book import Book
from lakebook.checks import check
from lakebook.diagnostics import Finding


@check("FIL001")
def file_unreadable(book: Book) -> Iterable[Finding]:
    """What the readers left."""
    return book.findings_of("file_unreadable")

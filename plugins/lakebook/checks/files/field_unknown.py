"""A field is not one we know.

It is most often a slip of the keyboard, and what stands behind it would not be shown.

## Fails

```yaml title="catalogue/sales/crm/orders.yaml"
datasets:
  order:
    descripton: Orders.
```

```output
catalogue/sales/crm/orders.yaml:3:5: error FIL003 unknown field 'descripton'
hint: did you mean 'description'?
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
from lakebook.diagnostics import Finding


@check("FIL003")
def field_unknown(book: Book) -> Iterable[Finding]:
    """What the readers left."""
    return book.findings_of("field_unknown")

"""A key is given twice in one block.

Only the first is kept, so the second would be lost without anyone noticing.

## Fails

```yaml title="catalogue/sales/crm/orders.yaml"
datasets:
  order:
    layer: bronze
    layer: silver
```

```output
catalogue/sales/crm/orders.yaml:4:5: error FIL002 'layer' is given twice in this block
hint: delete one of the two
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


@check("FIL002")
def key_duplicated(book: Book) -> Iterable[Finding]:
    """What the readers left."""
    return book.findings_of("key_duplicated")

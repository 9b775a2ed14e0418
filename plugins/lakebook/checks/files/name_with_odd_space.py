"""A name holds a space that nobody sees.

It is most often an indent that went wrong, and the name would never be found again. The same goes for line breaks,
control characters and those that turn the direction of the text behind them.

## Fails

```yaml title="catalogue/sales/crm/orders.yaml"
datasets:
  order:
    columns:
      "id ": int
```

```output
catalogue/sales/crm/orders.yaml:4:7: error FIL008 name 'id ' holds an odd space
hint: replace it by ordinary spaces; it may be an indent that went wrong
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


@check("FIL008")
def name_with_odd_space(book: Book) -> Iterable[Finding]:
    """What the readers left."""
    return book.findings_of("name_with_odd_space")

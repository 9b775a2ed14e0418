"""A value is not one of the choices.

Pages, filters and checks hang on these words.

## Fails

```yaml title="catalogue/sales/crm/orders.yaml"
datasets:
  order:
    status: activ
```

```output
catalogue/sales/crm/orders.yaml:3:5: error FIL006 'activ' is not one of draft, active, deprecated, retired
hint: did you mean 'active'?
```

## Passes

```yaml title="catalogue/sales/crm/orders.yaml"
datasets:
  order:
    status: active
```
"""

from __future__ import annotations

from collections.abc import Iterable

from lakebook.book import Book
from lakebook.checks import check
from lakebook.diagnostics import Finding


@check("FIL006")
def value_not_allowed(book: Book) -> Iterable[Finding]:
    """What the readers left."""
    return book.findings_of("value_not_allowed")

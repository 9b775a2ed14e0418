"""A value has a shape its field does not take.

The value is left out until it can be understood. In a column's short form, a key is `pk`, `uk` or `fk`, and what may
not be empty is `required`; other words for them would become part of the type.

## Fails

```yaml title="catalogue/people.yaml"
people:
  ann.durand:
    name: Ann Durand
    until: 31/10/2026
```

```yaml title="catalogue/sales/crm/orders.yaml"
datasets:
  order:
    columns:
      id: bigint primary key | Number of the order.
```

```output
catalogue/people.yaml:4:5: error FIL005 'until' takes a date such as 2026-10-31, not '31/10/2026'
hint: write year-month-day
catalogue/sales/crm/orders.yaml:4:7: error FIL005 the type of 'id' would be 'bigint primary key'
hint: write 'bigint pk'
```

## Passes

```yaml title="catalogue/people.yaml"
people:
  ann.durand:
    name: Ann Durand
    until: 2026-10-31
```

```yaml title="catalogue/sales/crm/orders.yaml"
datasets:
  order:
    columns:
      id: bigint pk | Number of the order.
      state: {type: bigint primary key, description: As the source system spells its type.}
```
"""

from __future__ import annotations

from collections.abc import Iterable

from lakebook.book import Book
from lakebook.checks import check
from lakebook.diagnostics import Finding


@check("FIL005")
def value_malformed(book: Book) -> Iterable[Finding]:
    """What the readers left."""
    return book.findings_of("value_malformed")

"""A value has a shape its field does not take.

The value is left out until it can be understood.

## Fails

```yaml title="catalogue/people.yaml"
people:
  ann.durand:
    name: Ann Durand
    until: 31/10/2026
```

```output
catalogue/people.yaml:4:5: error FIL005 'until' takes a date such as 2026-10-31, not '31/10/2026'
```

## Passes

```yaml title="catalogue/people.yaml"
people:
  ann.durand:
    name: Ann Durand
    until: 2026-10-31
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

"""A required field is missing.

Without it the record does not say what its readers come for.

## Fails

```yaml title="catalogue/people.yaml"
people:
  ann.durand:
    email: ann.durand@example.org
```

```output
catalogue/people.yaml:2:3: error FIL004 required field 'name' is missing
hint: add 'name:'
```

## Passes

```yaml title="catalogue/people.yaml"
people:
  ann.durand: Ann Durand <ann.durand@example.org>
```
"""

from __future__ import annotations

from collections.abc import Iterable

from lakebook.book import Book
from lakebook.checks import check
from lakebook.diagnostics import Finding


@check("FIL004")
def field_missing(book: Book) -> Iterable[Finding]:
    """What the readers left."""
    return book.findings_of("field_missing")

"""The front matter of a WID cannot be read.

The product stays out of the book until it can.

## Fails

```markdown title="wids/demand-forecast.md"
---
id: demand-forecast
title: @home
---
```

```output
wids/demand-forecast.md:3:8: error FIL011 not YAML: found character that cannot start any token
hint: a value that starts with @, ` or % needs quotes: write "@name"
```

## Passes

```markdown title="wids/demand-forecast.md"
---
id: demand-forecast
title: "@home"
---
```
"""

from __future__ import annotations

from collections.abc import Iterable

from lakebook.book import Book
from lakebook.checks import check
from lakebook.diagnostics import Finding


@check("FIL011")
def front_matter_unreadable(book: Book) -> Iterable[Finding]:
    """What the readers left."""
    return book.findings_of("front_matter_unreadable")

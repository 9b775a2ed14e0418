"""Two products have the same id.

Only the first of them gets a page; what the second says is not shown anywhere.

## Fails

```markdown title="wids/demand-forecast.md"
---
id: demand-forecast
title: Demand forecast
---
```

```markdown title="wids/old/demand-forecast.md"
---
id: demand-forecast
title: Demand forecast of 2024
---
```

```output
wids/old/demand-forecast.md:2:1: error WID013 product 'demand-forecast' is described already, at wids/demand-forecast.md:2:1
hint: rename one of the two, its file and its id
```

## Passes

```markdown title="wids/demand-forecast.md"
---
id: demand-forecast
title: Demand forecast
---
```

```markdown title="wids/old/demand-forecast-2024.md"
---
id: demand-forecast-2024
title: Demand forecast of 2024
---
```
"""  # noqa: E501

from __future__ import annotations

from collections.abc import Iterable

from lakebook.book import Book
from lakebook.checks import check
from lakebook.checks._place import called, place_of
from lakebook.diagnostics import Finding


@check("WID013")
def product_duplicated(book: Book) -> Iterable[Finding]:
    """Products whose id another one has already."""
    for second in book.records.products:
        first = book.products[second.id]
        if first is not second:
            message = f"{called(second)} is described already, at {place_of(book, first, 'id')}"
            hint = "rename one of the two, its file and its id"
            yield Finding(place_of(book, second, "id"), message, hint, second.id)

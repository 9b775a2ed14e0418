"""What a product writes is not a directory.

Grants are made for whole directories of the lake. A path that climbs with `..`, that is the lake itself or
that holds a pattern cannot be granted, nor compared with those of other products.

## Fails

```markdown title="wids/demand-forecast.md"
---
id: demand-forecast
writes: [lake/sales/../finance/, lake/sales/*/demand, /]
---
```

```output
wids/demand-forecast.md:3:10: error WID008 'lake/sales/../finance/': a directory may not hold '..'
hint: write the directory itself, such as lake/sales/demand/
wids/demand-forecast.md:3:34: error WID008 'lake/sales/*/demand' is a pattern, not a directory
hint: write the directory itself, such as lake/sales/demand/
wids/demand-forecast.md:3:55: error WID008 '/' is the whole lake
hint: write the directory itself, such as lake/sales/demand/
```

## Passes

```markdown title="wids/demand-forecast.md"
---
id: demand-forecast
writes: [lake/sales/demand/]
---
```
"""

from __future__ import annotations

from collections.abc import Iterable

from lakebook.book import Book
from lakebook.checks import check
from lakebook.checks._place import place_of
from lakebook.diagnostics import Finding
from lakebook.model.catalogue import directory
from lakebook.model.product import Write


@check("WID008")
def product_directory_malformed(book: Book) -> Iterable[Finding]:
    """Entries of ``writes:`` that cannot be compared."""
    for product in book.records.products:
        for index, write in enumerate(product.writes):
            if message := _wrong(write):
                hint = "write the directory itself, such as lake/sales/demand/"
                place = place_of(book, product, "writes", index)
                yield Finding(place, message, hint, product.id, f"writes.{write.path}")


def _wrong(write: Write) -> str:
    """What is wrong with it; empty for nothing."""
    if not write.path:
        return "" if write.dataset else "this entry names neither a dataset nor a directory"
    try:
        path = directory(write.path)
    except ValueError as error:
        return f"'{write.path}': {error}"
    if path in ("", "."):
        return f"'{write.path}' is the whole lake"
    if any(sign in path for sign in "*?{}"):
        return f"'{write.path}' is a pattern, not a directory"
    return ""

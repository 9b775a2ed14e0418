"""The id of a product differs from the name of its file.

Links, decisions and grants name the product by its id; people look for its file by the same word.

## Fails

```markdown title="wids/demand-forecast.md"
---
id: sales-forecast
title: Demand forecast
---
```

```output
wids/demand-forecast.md:2:1: error WID001 id 'sales-forecast' differs from the file's name, 'demand-forecast'
hint: write 'id: demand-forecast', or call the file sales-forecast.md
```

## Passes

```markdown title="wids/demand-forecast.md"
---
id: demand-forecast
title: Demand forecast
---
```
"""

from __future__ import annotations

from collections.abc import Iterable
from posixpath import basename, splitext

from lakebook.book import Book
from lakebook.checks import check
from lakebook.checks._place import place_of
from lakebook.diagnostics import Finding


@check("WID001")
def product_id_differs(book: Book) -> Iterable[Finding]:
    """Products whose file has another name."""
    for product in book.records.products:
        stem = splitext(basename(product.path))[0]
        if product.id != stem:
            message = f"id '{product.id}' differs from the file's name, '{stem}'"
            hint = f"write 'id: {stem}', or call the file {product.id}.md"
            yield Finding(place_of(book, product, "id"), message, hint, product.id, "id")

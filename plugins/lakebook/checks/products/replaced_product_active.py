"""A product is still active that another active one replaces.

Two products then answer the same question, most often with two numbers. Deprecate the old one as soon as the new one is
there.

## Fails

```markdown title="wids/stock-alert.md"
---
id: stock-alert
status: active
---
```

```markdown title="wids/stock-cover.md"
---
id: stock-cover
status: active
replaces: stock-alert
---
```

```output
wids/stock-cover.md:4:1: warning WID025 'stock-alert' is active, and so is 'stock-cover', which replaces it
hint: set status: deprecated in wids/stock-alert.md
```

## Passes

```markdown title="wids/stock-alert.md"
---
id: stock-alert
status: deprecated
---
```

```markdown title="wids/stock-cover.md"
---
id: stock-cover
status: active
replaces: stock-alert
---
```
"""

from __future__ import annotations

from collections.abc import Iterable

from lakebook.book import Book
from lakebook.checks import check
from lakebook.checks._place import place_of
from lakebook.diagnostics import Finding, Severity


@check("WID025", severity=Severity.warning)
def replaced_product_active(book: Book) -> Iterable[Finding]:
    """Active products that an active one ``replaces:``."""
    for product in book.products.values():
        old = book.products.get(product.replaces) if product.status == "active" and product.replaces else None
        if old is not None and old is not product and old.status == "active":
            message = f"'{old.id}' is active, and so is '{product.id}', which replaces it"
            hint = f"set status: deprecated in {old.path}"
            yield Finding(place_of(book, product, "replaces"), message, hint, product.id, "replaces")

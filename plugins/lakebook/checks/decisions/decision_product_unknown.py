"""A decision names a product that is not in the book.

What a decision allows is told by the products it names. One that nobody finds is allowed nothing.

## Fails

```markdown title="wids/stock-alert.md"
---
id: stock-alert
status: active
---
```

```markdown title="adrs/0005-mask-names.md"
---
id: adr-0005
status: accepted
date: 2026-03-02
products: [stock-alrt]
---
# Mask names
```

```output
adrs/0005-mask-names.md:5:12: error ADR023 'stock-alrt' is not a known product
hint: did you mean 'stock-alert'?
```

## Passes

```markdown title="wids/stock-alert.md"
---
id: stock-alert
status: active
---
```

```markdown title="adrs/0005-mask-names.md"
---
id: adr-0005
status: accepted
date: 2026-03-02
products: [stock-alert]
---
# Mask names
```
"""

from __future__ import annotations

from collections.abc import Iterable

from lakebook.book import Book
from lakebook.checks import check
from lakebook.diagnostics import Finding
from lakebook.readers._hints import closest


@check("ADR023")
def decision_product_unknown(book: Book) -> Iterable[Finding]:
    """Names in ``products:`` that are no product."""
    for decision in book.decisions:
        for index, name in enumerate(decision.products):
            if name not in book.products:
                near = closest(name, book.products)
                hint = f"did you mean '{near}'?" if near else f"describe it with 'lakebook new wid --id {name}'"
                place = book.locate(decision.path, "products", index, line=decision.line)
                yield Finding(place, f"'{name}' is not a known product", hint, decision.id, f"products.{name}")

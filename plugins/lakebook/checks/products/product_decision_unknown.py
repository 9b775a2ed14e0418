"""A decision that a product names is not in the log.

The page shows the decision as the reason why something is allowed. A decision nobody can open allows
nothing.

## Fails

```markdown title="adrs/0005-mask-names.md"
# 5. Mask names

Date: 2026-03-02

## Status

Accepted
```

```markdown title="wids/demand-forecast.md"
---
id: demand-forecast
adrs: [adr-0005, adr-0050]
---
```

```output
wids/demand-forecast.md:3:18: error WID012 'adr-0050' is not in the decision log
hint: did you mean 'adr-0005'?
```

## Passes

```markdown title="adrs/0005-mask-names.md"
# 5. Mask names

Date: 2026-03-02

## Status

Accepted
```

```markdown title="wids/demand-forecast.md"
---
id: demand-forecast
adrs: [adr-0005]
---
```
"""

from __future__ import annotations

from collections.abc import Iterable

from lakebook.book import Book
from lakebook.checks import check
from lakebook.checks._place import place_in_list
from lakebook.checks.products._placeholders import is_open
from lakebook.diagnostics import Finding
from lakebook.readers._hints import closest


@check("WID012")
def product_decision_unknown(book: Book) -> Iterable[Finding]:
    """Names in ``adrs:`` that lead to no decision."""
    for product in book.records.products:
        for index, name in enumerate(product.adrs):
            if book.decisions.find(name, product.path) is None and not is_open(name):
                near = closest(name, [decision.id for decision in book.decisions])
                hint = f"did you mean '{near}'?" if near else "correct it, or delete it"
                place = place_in_list(book, product, ("adrs",), index, name)
                yield Finding(place, f"'{name}' is not in the decision log", hint, product.id, f"adrs.{name}")

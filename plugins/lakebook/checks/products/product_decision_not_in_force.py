"""A product names a decision that does not hold.

It was rejected, withdrawn or superseded. What follows it may ask for something else; read it, and name it instead.

## Fails

```markdown title="adrs/0005-mask-names.md"
---
id: adr-0005
status: superseded
date: 2026-03-02
superseded_by: adr-0006
---
# Mask names
```

```markdown title="adrs/0006-hash-names.md"
---
id: adr-0006
status: accepted
date: 2026-03-02
supersedes: adr-0005
---
# Hash names
```

```markdown title="wids/stock-alert.md"
---
id: stock-alert
status: active
adrs: [adr-0005]
---
```

```output
wids/stock-alert.md:4:8: warning WID024 'adr-0005' is superseded
hint: read 'adr-0006', which follows it, and name it
```

## Passes

```markdown title="adrs/0005-mask-names.md"
---
id: adr-0005
status: superseded
date: 2026-03-02
superseded_by: adr-0006
---
# Mask names
```

```markdown title="adrs/0006-hash-names.md"
---
id: adr-0006
status: accepted
date: 2026-03-02
supersedes: adr-0005
---
# Hash names
```

```markdown title="wids/stock-alert.md"
---
id: stock-alert
status: active
adrs: [adr-0006]
---
```
"""

from __future__ import annotations

from collections.abc import Iterable

from lakebook.book import Book
from lakebook.checks import check
from lakebook.checks._place import place_in_list
from lakebook.checks._successor import what_follows
from lakebook.diagnostics import Finding, Severity

_ENDED = ("rejected", "deprecated", "superseded")


@check("WID024", severity=Severity.warning)
def product_decision_not_in_force(book: Book) -> Iterable[Finding]:
    """Decisions in ``adrs:`` of products that are not retired, which have ended or never began."""
    for product in book.records.products:
        for index, name in enumerate(product.adrs if product.status != "retired" else ()):
            decision = book.decisions.find(name, product.path)
            if decision is not None and decision.status in _ENDED:
                follower = what_follows(book, decision)
                hint = f"read '{follower}', which follows it, and name it" if follower else "delete it from adrs:"
                place = place_in_list(book, product, ("adrs",), index, name)
                message = f"'{decision.id}' is {decision.status}"
                yield Finding(place, message, hint, product.id, f"adrs.{name}")

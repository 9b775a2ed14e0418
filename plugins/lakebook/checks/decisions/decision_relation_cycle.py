"""Decisions supersede or need one another in a circle.

Nobody can say which of them holds, or which came first. One of the relations points the wrong way.

## Fails

```markdown title="adrs/0005-mask-names.md"
---
id: adr-0005
status: accepted
date: 2026-03-02
depends_on: adr-0006
---
# Mask names
```

```markdown title="adrs/0006-hash-names.md"
---
id: adr-0006
status: accepted
date: 2026-03-02
depends_on: adr-0005
---
# Hash names
```

```output
adrs/0005-mask-names.md:5:1: error ADR024 adr-0005 depends on adr-0006, which depends on adr-0005
hint: delete the relation that points the wrong way
```

## Passes

```markdown title="adrs/0005-mask-names.md"
---
id: adr-0005
status: accepted
date: 2026-03-02
---
# Mask names
```

```markdown title="adrs/0006-hash-names.md"
---
id: adr-0006
status: accepted
date: 2026-03-02
depends_on: adr-0005
---
# Hash names
```
"""

from __future__ import annotations

from collections.abc import Iterable

from lakebook.book import Book
from lakebook.checks import check
from lakebook.checks._circles import circles
from lakebook.diagnostics import Finding, Location

_DIRECTED = ("supersedes", "amends", "clarifies", "extends", "refines", "depends_on")


@check("ADR024")
def decision_relation_cycle(book: Book) -> Iterable[Finding]:
    """One finding a circle of one kind of relation."""
    for kind in _DIRECTED:
        steps = {one.id: [relation.decision for relation in one.related(kind)] for one in book.decisions}
        for circle in circles(steps):
            first = book.decisions.find(circle[0])
            relation = next((one for one in first.related(kind) if one.decision in circle), None) if first else None
            if first is not None and relation is not None:
                words = kind.replace("_", " ")
                message = f"{circle[0]} {words} {f', which {words} '.join((*circle[1:], circle[0]))}"
                place = Location(first.path, relation.line, relation.column)
                yield Finding(place, message, "delete the relation that points the wrong way", first.id, kind)

"""A decision states two statuses that differ.

Front matter and text, or two lines of the Status section, disagree: somebody changed one and forgot the other.
Until that is settled the one that lets less pass holds.

## Fails

```markdown title="adrs/0005-mask-names.md"
---
status: deprecated
date: 2026-03-02
---
# Mask names

## Status

Accepted
```

```output
adrs/0005-mask-names.md:2:1: error ADR009 status is 'deprecated' here and 'Accepted' on line 9
hint: delete the one that no longer holds
```

## Passes

```markdown title="adrs/0005-mask-names.md"
---
status: deprecated
date: 2026-03-02
---
# Mask names

## Status

Deprecated
```
"""

from __future__ import annotations

from lakebook.book import Book
from lakebook.checks import check
from lakebook.diagnostics import Finding


@check("ADR009")
def decision_status_contradiction(book: Book) -> list[Finding]:
    """Statuses of one decision that differ."""
    return book.findings_of("decision_status_contradiction")

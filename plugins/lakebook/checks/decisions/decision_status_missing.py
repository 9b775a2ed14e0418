"""A decision has no status.

Nobody can tell a draft from a rule. Some tools take a missing status for *accepted*; here it allows nothing.

## Fails

```markdown title="adrs/0005-mask-names.md"
# 5. Mask names

Date: 2026-03-02

## Decision

Masked on arrival.
```

```output
adrs/0005-mask-names.md:1:1: warning ADR013 the decision has no status
hint: write a status: one of draft, proposed, accepted, rejected, deprecated, superseded
```

## Passes

```markdown title="adrs/0005-mask-names.md"
# 5. Mask names

Date: 2026-03-02

## Status

Proposed
```
"""

from __future__ import annotations

from lakebook.book import Book
from lakebook.checks import check
from lakebook.diagnostics import Finding, Severity


@check("ADR013", severity=Severity.warning)
def decision_status_missing(book: Book) -> list[Finding]:
    """Decisions without a status."""
    return book.findings_of("decision_status_missing")

"""The review of a decision is overdue.

What was right two years ago may be wrong today. Read it again: confirm it with the next date, or supersede it.

## Fails

```markdown title="adrs/0005-mask-names.md"
---
id: adr-0005
status: accepted
date: 2026-03-02
review: 2026-09-30
---
# Mask names
```

```output
adrs/0005-mask-names.md:5:1: info ADR021 'adr-0005' was to be reviewed by 2026-09-30
hint: read it again, then set review: to the next date
```

## Passes

```markdown title="adrs/0005-mask-names.md"
---
id: adr-0005
status: accepted
date: 2026-03-02
review: 2027-09-30
---
# Mask names
```

```markdown title="adrs/0004-mask-streets.md"
---
id: adr-0004
status: rejected
date: 2026-03-02
review: 2024-09-30
---
# Mask streets
```
"""

from __future__ import annotations

from collections.abc import Iterable

from lakebook.book import Book
from lakebook.checks import check
from lakebook.diagnostics import Finding, Severity


@check("ADR021", severity=Severity.info)
def decision_review_passed(book: Book) -> Iterable[Finding]:
    """Decisions that hold, or may come to hold, and were to be reviewed before today."""
    for decision in book.decisions:
        if decision.review is not None and decision.review < book.today and decision.status in ("accepted", "proposed"):
            place = book.locate(decision.path, "review", line=decision.line)
            message = f"'{decision.id}' was to be reviewed by {decision.review}"
            yield Finding(place, message, "read it again, then set review: to the next date", decision.id, "review")

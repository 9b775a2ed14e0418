"""A decision has no date.

A decision is right for its time. Without a date its reader cannot tell whether the world has moved on since;
Git's dates are those of the last edit or of the import. A date in the file's or folder's name is enough.

## Fails

```markdown title="adrs/0005-mask-names.md"
# 5. Mask names

## Status

Accepted
```

```output
adrs/0005-mask-names.md:1:1: warning ADR014 the decision has no date
hint: write 'date: 2026-10-30' in the front matter, or a line 'Date: 2026-10-30' below the title
```

## Passes

```markdown title="adrs/0005-mask-names.md"
# 5. Mask names

Date: 2026-03-02

## Status

Accepted
```

## Passes, with the date in the name

```markdown title="adrs/2026-03-02-mask-names/README.md"
# Mask names

## Status

Accepted
```
"""

from __future__ import annotations

from lakebook.book import Book
from lakebook.checks import check
from lakebook.diagnostics import Finding, Severity


@check("ADR014", severity=Severity.warning)
def decision_date_missing(book: Book) -> list[Finding]:
    """Decisions without a date."""
    return book.findings_of("decision_date_missing")

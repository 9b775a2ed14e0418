"""A decision has no title.

Lists, links and search results can only show its id. A title says what was decided, in a few words.

## Fails

```markdown title="adrs/0005-mask-names.md"
---
status: accepted
date: 2026-03-02
---
## Decision

Masked on arrival.
```

```output
adrs/0005-mask-names.md:4:1: warning ADR016 the decision has no title
hint: write '# ' and what was decided, above the first section
```

## Passes

```markdown title="adrs/0005-mask-names.md"
---
status: accepted
date: 2026-03-02
---
# Mask names

## Decision

Masked on arrival.
```
"""

from __future__ import annotations

from lakebook.book import Book
from lakebook.checks import check
from lakebook.diagnostics import Finding, Severity


@check("ADR016", severity=Severity.warning)
def decision_title_missing(book: Book) -> list[Finding]:
    """Decisions with a title neither in the front matter nor as first heading."""
    return book.findings_of("decision_title_missing")

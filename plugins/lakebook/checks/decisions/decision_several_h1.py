"""A decision has several headings of the first level.

The first is its title; what the others are, no tool can tell. The table of contents and the search index of the
site treat each as a page title.

## Fails

```markdown title="adrs/0005-mask-names.md"
# Mask names

Date: 2026-03-02

# Status

Accepted
```

```output
adrs/0005-mask-names.md:5:1: warning ADR017 2 headings of the first level: only the title may be one
hint: write '## Status'
```

## Passes

```markdown title="adrs/0005-mask-names.md"
# Mask names

Date: 2026-03-02

## Status

Accepted
```
"""

from __future__ import annotations

from lakebook.book import Book
from lakebook.checks import check
from lakebook.diagnostics import Finding, Severity


@check("ADR017", severity=Severity.warning)
def decision_several_h1(book: Book) -> list[Finding]:
    """Decisions with headings of the first level below their title."""
    return book.findings_of("decision_several_h1")

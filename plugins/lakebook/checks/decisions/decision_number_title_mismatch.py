"""The title carries another number than the file name.

One of the two is wrong, and people quote both: half the company will call it decision 3, the other half 12.
It is what remains when a file is copied or renumbered in a hurry.

## Fails

```markdown title="adrs/0012-mask-names.md"
# 3. Mask names

Date: 2026-03-02

## Status

Accepted
```

```output
adrs/0012-mask-names.md:1:1: error ADR002 the title says 3, the file name says 12
hint: write '# 12. Mask names', or rename the file
```

## Passes

```markdown title="adrs/0012-mask-names.md"
# 12. Mask names

Date: 2026-03-02

## Status

Accepted
```
"""

from __future__ import annotations

from lakebook.book import Book
from lakebook.checks import check
from lakebook.diagnostics import Finding


@check("ADR002")
def decision_number_title_mismatch(book: Book) -> list[Finding]:
    """Titles whose number is not that of the file."""
    return book.findings_of("decision_number_title_mismatch")

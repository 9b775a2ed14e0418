"""A decision's file name holds a space or another character that links must escape.

Links to it are written in three different ways, and some of them break. Letters, digits, `-`, `_` and `.` are
safe everywhere.

## Fails

```markdown title="adrs/0005-mask names.md"
# 5. Mask names

Date: 2026-03-02

## Status

Accepted
```

```output
adrs/0005-mask names.md: warning ADR018 '0005-mask names.md' holds ' '
hint: rename it to 0005-mask-names.md
```

## Passes

```markdown title="adrs/0005-mask-names.md"
# 5. Mask names

Date: 2026-03-02

## Status

Accepted
```
"""

from __future__ import annotations

from lakebook.book import Book
from lakebook.checks import check
from lakebook.diagnostics import Finding, Severity


@check("ADR018", severity=Severity.warning)
def decision_file_name(book: Book) -> list[Finding]:
    """File names, or folder names, with characters that need escaping."""
    return book.findings_of("decision_file_name")

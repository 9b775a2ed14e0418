"""A decision is superseded, and does not say by which.

It no longer holds, and the reader is left without the one that does. Gates that meet it can only refuse.

## Fails

```markdown title="adrs/0005-mask-names.md"
# 5. Mask names

Date: 2026-03-02

## Status

Superseded
```

```output
adrs/0005-mask-names.md:7:1: error ADR011 superseded, but by which decision is not said
hint: write 'superseded_by: adr-0012' in the front matter, or 'Superseded by [12. Title](0012-title.md)'
```

## Passes

```markdown title="adrs/0005-mask-names.md"
# 5. Mask names

Date: 2026-03-02

## Status

Superseded by [6. Hash names](0006-hash-names.md)
```

```markdown title="adrs/0006-hash-names.md"
# 6. Hash names

Date: 2026-03-02

## Status

Accepted

Supersedes [5. Mask names](0005-mask-names.md)
```
"""

from __future__ import annotations

from lakebook.book import Book
from lakebook.checks import check
from lakebook.diagnostics import Finding


@check("ADR011")
def decision_superseded_without_successor(book: Book) -> list[Finding]:
    """Superseded decisions without `superseded by`."""
    return book.findings_of("decision_superseded_without_successor")

"""The status is not one that is known.

Only a plain *accepted* ever allows anything, so a status that is not understood, or that takes itself back
(`accepted, unless legal objects`), allows nothing. The words of the file are kept and shown.

## Fails

```markdown title="adrs/0005-mask-names.md"
# 5. Mask names

Date: 2026-03-02

## Status

On hold
```

```output
adrs/0005-mask-names.md:7:1: error ADR008 status 'On hold' is not one that is known
hint: write one of draft, proposed, accepted, rejected, deprecated, superseded
```

## Fails, accepted with a condition

```markdown title="adrs/0005-mask-names.md"
# 5. Mask names

Date: 2026-03-02

## Status

Accepted until the audit
```

```output
adrs/0005-mask-names.md:7:1: error ADR008 status 'Accepted until the audit' is not one that is known
hint: write one of draft, proposed, accepted, rejected, deprecated, superseded
```

## Passes

```markdown title="adrs/0005-mask-names.md"
# 5. Mask names

Date: 2026-03-02

## Status

✅ Accepted
```
"""

from __future__ import annotations

from lakebook.book import Book
from lakebook.checks import check
from lakebook.diagnostics import Finding


@check("ADR008")
def decision_status_unknown(book: Book) -> list[Finding]:
    """Statuses that are not understood, or not quite."""
    return book.findings_of("decision_status_unknown")

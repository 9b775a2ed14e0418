"""A key stands twice in the front matter.

YAML readers keep the last value and say nothing; the reader of the file sees the first. A status that is given
twice counts as unknown here, so that nothing is allowed by it.

## Fails

```markdown title="adrs/0005-mask-names.md"
---
status: proposed
status: accepted
date: 2026-03-02
---
# Mask names
```

```output
adrs/0005-mask-names.md:3:1: error ADR005 'status' is given twice in this block
hint: delete one of the two
```

## Passes

```markdown title="adrs/0005-mask-names.md"
---
status: accepted
date: 2026-03-02
---
# Mask names
```
"""

from __future__ import annotations

from lakebook.book import Book
from lakebook.checks import check
from lakebook.diagnostics import Finding


@check("ADR005")
def decision_front_matter_duplicate_key(book: Book) -> list[Finding]:
    """Keys that are given twice."""
    return book.findings_of("decision_front_matter_duplicate_key")

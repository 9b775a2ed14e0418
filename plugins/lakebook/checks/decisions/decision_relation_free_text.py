"""A relation holds words where the name of a decision belongs.

`supersedes: adr-0004 for new files only` cannot be followed, and whether adr-0004 still holds depends on how one
reads it. Relations take ids or links; their limits belong in the text.

## Fails

```markdown title="adrs/0005-mask-names.md"
---
status: accepted
date: 2026-03-02
supersedes: adr-0004 for new files only
---
# Mask names
```

```output
adrs/0005-mask-names.md:4:1: warning ADR019 supersedes 'adr-0004' is followed by words: 'for new files only'
hint: write adr-0004 alone, and what is limited about it in the text
```

## Fails, without an id

```markdown title="adrs/0005-mask-names.md"
---
status: accepted
date: 2026-03-02
amends: the old rule about raw files
---
# Mask names
```

```output
adrs/0005-mask-names.md:4:1: warning ADR019 amends 'the old rule about raw files' names no decision
hint: write the id of the decision, such as adr-0007, or a link to its file
```

## Passes

```markdown title="adrs/0004-keep-raw-files.md"
---
status: accepted
date: 2026-02-03
amended_by: adr-0005
---
# Keep raw files
```

```markdown title="adrs/0005-mask-names.md"
---
status: accepted
date: 2026-03-02
amends: adr-0004
---
# Mask names

New files only: what was kept before stays as it is.
```
"""

from __future__ import annotations

from lakebook.book import Book
from lakebook.checks import check
from lakebook.diagnostics import Finding, Severity


@check("ADR019", severity=Severity.warning)
def decision_relation_free_text(book: Book) -> list[Finding]:
    """Relations with words after the id, or without one."""
    return book.findings_of("decision_relation_free_text")

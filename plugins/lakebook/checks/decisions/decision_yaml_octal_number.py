"""An id in the front matter is a bare number with a leading zero.

YAML 1.1 takes `0012` for an octal number: other tools read decision 10, and `0008` as something else again.
It is read digit by digit here; ids are better written as text.

## Fails

```markdown title="adrs/0012-mask-names.md"
---
id: 0012
status: accepted
date: 2026-03-02
---
# Mask names
```

```output
adrs/0012-mask-names.md:2:1: error ADR007 id 0012 is a bare number: other tools read it as 10
hint: write adr-0012, or "0012" in quotes
```

## Passes

```markdown title="adrs/0012-mask-names.md"
---
id: adr-0012
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


@check("ADR007")
def decision_yaml_octal_number(book: Book) -> list[Finding]:
    """Ids and relations that YAML readers take for octal numbers."""
    return book.findings_of("decision_yaml_octal_number")

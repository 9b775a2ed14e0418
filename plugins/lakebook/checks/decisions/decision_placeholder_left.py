"""Text of a template was left where a value belongs.

The decision looks filled in and is not: its status is a list of all statuses, its date the letters
`YYYY-MM-DD`. Such a value counts as absent, so that nothing is ever allowed by a template.

## Fails

```markdown title="adrs/0005-mask-names.md"
# Mask names

* Status: [proposed | rejected | accepted] <!-- optional -->
* Date: 2026-03-02

## Decision

{Which option was chosen, and why}
```

```output
adrs/0005-mask-names.md:3:11: error ADR003 status '[proposed | rejected | accepted]' was left from a template
hint: write the status, or delete the line
adrs/0005-mask-names.md:8:1: error ADR003 '{Which option was chosen, and why}' was left from a template
hint: replace it, or delete it
```

## Passes

```markdown title="adrs/0005-mask-names.md"
# Mask names

* Status: accepted
* Date: 2026-03-02

## Decision

Masked on arrival, because nobody needs them downstream.
```
"""

from __future__ import annotations

from lakebook.book import Book
from lakebook.checks import check
from lakebook.diagnostics import Finding


@check("ADR003")
def decision_placeholder_left(book: Book) -> list[Finding]:
    """Values, titles and lines that a template left behind."""
    return book.findings_of("decision_placeholder_left")

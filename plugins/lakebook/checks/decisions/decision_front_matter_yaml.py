"""The front matter is not YAML, or holds a value that YAML readers stumble over.

MkDocs and most other tools then ignore all of it, without a word, or print it as text: the decision has no
status any more. It is still read from its body here, but nothing of the front matter is believed.

## Fails

```markdown title="adrs/0005-mask-names.md"
---
status: accepted
date: 2026-03-02
decision-makers: @ada, @grace
---
# Mask names
```

```output
adrs/0005-mask-names.md:4:18: error ADR004 not YAML: found character that cannot start any token
hint: a value that starts with @, ` or % needs quotes: write "@name"
```

## Fails, a day that does not exist

```markdown title="adrs/0005-mask-names.md"
---
status: accepted
date: 2026-02-30
---
# Mask names
```

```output
adrs/0005-mask-names.md:3:1: error ADR004 date 2026-02-30 is not in the calendar
hint: write a day of the calendar, such as 2026-10-30
```

## Passes

```markdown title="adrs/0005-mask-names.md"
---
status: accepted
date: 2026-03-02
decision-makers: ["@ada", "@grace"]
---
# Mask names
```
"""

from __future__ import annotations

from lakebook.book import Book
from lakebook.checks import check
from lakebook.diagnostics import Finding


@check("ADR004")
def decision_front_matter_yaml(book: Book) -> list[Finding]:
    """Front matter that cannot be read, and dates in it that are no days."""
    return book.findings_of("decision_front_matter_yaml")

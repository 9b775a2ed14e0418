"""Two decisions have the same id.

Whoever names that id, in a grant or in another decision, may mean either of them. It happens when two
branches take the next free number at the same time. The later decision, by date, is the one to renumber.

## Fails

```markdown title="adrs/0007-keep-raw-files.md"
# 7. Keep raw files

Date: 2026-03-02

## Status

Accepted
```

```markdown title="adrs/0007-mask-names.md"
# 7. Mask names

Date: 2026-04-20

## Status

Accepted
```

```output
adrs/0007-mask-names.md:1:1: error ADR001 id 'adr-0007' is already that of adrs/0007-keep-raw-files.md
hint: rename the file to the next free number, 0008, and mend its title
```

## Passes

```markdown title="adrs/0007-keep-raw-files.md"
# 7. Keep raw files

Date: 2026-03-02

## Status

Accepted
```

```markdown title="adrs/0008-mask-names.md"
# 8. Mask names

Date: 2026-04-20

## Status

Accepted
```
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from lakebook.book import Book
from lakebook.checks import check
from lakebook.diagnostics import Finding, Location
from lakebook.model.decision import Decision


@check("ADR001")
def decision_duplicate_id(book: Book) -> Iterator[Finding]:
    """A finding at each decision whose id an older one has; without a date, it counts as the newest."""
    held: dict[str, Decision] = {}
    for decision in sorted(book.decisions, key=lambda found: (found.date or datetime.date.max, found.path)):
        holder = held.setdefault(decision.id.lower(), decision)
        if holder is not decision:
            message = f"id '{decision.id}' is already that of {holder.path}"
            location = Location(decision.path, decision.line, 1)
            yield Finding(location, message, _hint(book, decision), decision.id, "id")


def _hint(book: Book, decision: Decision) -> str:
    if decision.number is None:
        return "give it another id, in the front matter or in the file's name"
    free = 1 + max(found.number or 0 for found in book.decisions)
    return f"rename the file to the next free number, {free:04}, and mend its title"

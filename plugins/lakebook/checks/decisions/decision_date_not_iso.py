"""A date is not written as YYYY-MM-DD.

`02/03/2026` is February to some and March to others, and does not sort. It is read as day, month, year where it
can be; a date without a day is not read at all.

## Fails

```markdown title="adrs/0005-mask-names.md"
# 5. Mask names

Date: 02/03/2026

## Status

Accepted
```

```output
adrs/0005-mask-names.md:3:7: warning ADR015 date '02/03/2026' is not written the ISO way
hint: write 2026-03-02
```

## Fails, without a day

```markdown title="adrs/0005-mask-names.md"
# 5. Mask names

Date: January, 2026

## Status

Accepted
```

```output
adrs/0005-mask-names.md:3:7: warning ADR015 date 'January, 2026' is no day
hint: write the day as 2026-10-30
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


@check("ADR015", severity=Severity.warning)
def decision_date_not_iso(book: Book) -> list[Finding]:
    """Dates that are written another way, or are no days."""
    return book.findings_of("decision_date_not_iso")

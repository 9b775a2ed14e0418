"""A deputy has left.

The day the custodian is ill, nobody stands in. A deputy is named beside the custodian of a domain or a system, or with a
person who is still here.

## Fails

```yaml title="catalogue/people.yaml"
people:
  ann.durand: {name: Ann Durand, deputy: raj.patel}
  raj.patel: {name: Raj Patel, until: 2026-03-01}
```

```yaml title="catalogue/sales/domain.yaml"
custodian: ann.durand
deputy: raj.patel
```

```output
catalogue/people.yaml:2:34: warning OWN011 deputy 'raj.patel' of person 'ann.durand' left on 2026-03-01
hint: set deputy: to a person who is here
catalogue/sales/domain.yaml:2:1: warning OWN011 deputy 'raj.patel' of domain 'sales' left on 2026-03-01
hint: set deputy: to a person who is here
```

## Passes

```yaml title="catalogue/people.yaml"
people:
  ann.durand: Ann Durand <ann.durand@example.org>
  raj.patel: {name: Raj Patel, until: 2027-03-01}
```

```yaml title="catalogue/sales/domain.yaml"
custodian: ann.durand
deputy: raj.patel
```
"""  # noqa: E501

from __future__ import annotations

from collections.abc import Iterable

from lakebook.book import Book
from lakebook.checks import check
from lakebook.checks._place import called, place_of
from lakebook.checks.ownership._roles import deputised
from lakebook.diagnostics import Finding, Severity


@check("OWN011", severity=Severity.warning)
def deputy_left(book: Book) -> Iterable[Finding]:
    """Deputies whose last day has passed, where they are named."""
    for record in deputised(book):
        deputy = book.catalogue.people.get(record.deputy)
        if deputy is not None and deputy.has_left(book.today):
            message = f"deputy '{deputy.id}' of {called(record)} left on {deputy.until}"
            hint = "set deputy: to a person who is here"
            yield Finding(place_of(book, record, "deputy"), message, hint, record.id, "deputy")

"""People report to one another in a circle.

A question that nobody answers goes up the line; in a circle it never ends. Two people may well stand in for each other:
deputies are not meant.

## Fails

```yaml title="catalogue/people.yaml"
people:
  ann.durand: {name: Ann Durand, manager: raj.patel}
  raj.patel: {name: Raj Patel, manager: ann.durand}
```

```output
catalogue/people.yaml:2:34: warning OWN015 people report to one another: ann.durand -> raj.patel -> ann.durand
hint: correct one manager:
```

## Passes

```yaml title="catalogue/people.yaml"
people:
  ann.durand: {name: Ann Durand, deputy: raj.patel}
  raj.patel: {name: Raj Patel, manager: ann.durand, deputy: ann.durand}
```
"""

from __future__ import annotations

from collections.abc import Iterable

from lakebook.book import Book
from lakebook.checks import check
from lakebook.checks._circles import circles
from lakebook.checks._place import place_of
from lakebook.diagnostics import Finding, Severity


@check("OWN015", severity=Severity.warning)
def reporting_cycle(book: Book) -> Iterable[Finding]:
    """One finding a circle."""
    people = book.catalogue.people
    for circle in circles({key: [person.manager] for key, person in people.items() if person.manager in people}):
        first = people[circle[0]]
        walk = " -> ".join((*circle, circle[0]))
        message = f"people report to one another: {walk}" if len(circle) > 1 else f"'{first.id}' reports to themselves"
        yield Finding(place_of(book, first, "manager"), message, "correct one manager:", first.id, "manager")

"""A person cannot be reached.

The page names them, and the reader has neither an address nor an account to write to.

## Fails

```yaml title="catalogue/people.yaml"
people:
  ann.durand:
    name: Ann Durand
```

```output
catalogue/people.yaml:2:3: info OWN014 person 'ann.durand' has no email and no handle
hint: add email: or handle:
```

## Passes

```yaml title="catalogue/people.yaml"
people:
  ann.durand: Ann Durand <ann.durand@example.org>
  raj.patel: {name: Raj Patel, handle: "@raj"}
```
"""

from __future__ import annotations

from collections.abc import Iterable

from lakebook.book import Book
from lakebook.checks import check
from lakebook.checks._place import called, place_of
from lakebook.diagnostics import Finding, Severity


@check("OWN014", severity=Severity.info)
def person_without_contact(book: Book) -> Iterable[Finding]:
    """People who are here, without an address and an account."""
    for person in book.catalogue.people.values():
        if not person.email and not person.handle and not person.has_left(book.today):
            message, hint = f"{called(person)} has no email and no handle", "add email: or handle:"
            yield Finding(place_of(book, person), message, hint, person.id, "email")

"""A custodian has left.

Questions and requests for access go to someone who no longer reads them. Where a deputy is named, the
deputy stands in until a custodian is named again.

## Fails

```yaml title="catalogue/people.yaml"
people:
  a.dupond:
    name: Alice Dupond
    until: 2026-03-01
    deputy: b.martin
  b.martin: Bruno Martin <b.martin@example.org>
```

```yaml title="catalogue/sales/domain.yaml"
custodian: a.dupond
```

```output
catalogue/sales/domain.yaml:1:1: error OWN003 custodian 'a.dupond' of domain 'sales' left on 2026-03-01; deputy 'b.martin' stands in
hint: set custodian: to 'b.martin' or another person who is here
```

## Passes

```yaml title="catalogue/people.yaml"
people:
  a.dupond:
    name: Alice Dupond
    until: 2026-12-31
```

```yaml title="catalogue/sales/domain.yaml"
custodian: a.dupond
```
"""  # noqa: E501

from __future__ import annotations

from collections.abc import Iterable

from lakebook.book import Book
from lakebook.checks import dataset_check
from lakebook.checks._place import called, place_of
from lakebook.checks.ownership._roles import Owned, owned
from lakebook.diagnostics import Finding
from lakebook.model.dataset import Dataset


@dataset_check("OWN003")
def custodian_left(book: Book, datasets: Iterable[Dataset]) -> Iterable[Finding]:
    """Custodians whose last day has passed, where they are named."""
    gone = {person.id: person.until for person in book.catalogue.people.values() if person.has_left(book.today)}
    for record in owned(book, datasets):
        if record.custodian in gone:
            message = f"custodian '{record.custodian}' of {called(record)} left on {gone[record.custodian]}"
            if deputy := _deputy(book, record):
                message += f"; deputy '{deputy}' stands in"
            hint = f"set custodian: to '{deputy}' or another person who is here" if deputy else _choices(book)
            yield Finding(place_of(book, record, "custodian"), message, hint, record.id, "custodian")


def _deputy(book: Book, record: Owned) -> str:
    """The deputy who is still there; empty for none."""
    deputy = book.catalogue.people.get(book.catalogue.deputy_of(record))
    return deputy.id if deputy is not None and not deputy.has_left(book.today) else ""


def _choices(book: Book) -> str:
    here = [person.id for person in book.catalogue.people.values() if not person.has_left(book.today)]
    if not here:
        return f"add their successor to {book.settings.folders.catalogue}/people.yaml and name them here"
    return f"set custodian: to one of {', '.join(here[:6])}{', ...' if len(here) > 6 else ''}"

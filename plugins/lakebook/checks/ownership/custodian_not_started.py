"""A custodian has not started yet.

Until the first day comes, nobody answers. Keep the one who answers now, and change the name on that day.

## Fails

```yaml title="catalogue/people.yaml"
people:
  ann.durand:
    name: Ann Durand
    from: 2027-01-04
```

```yaml title="catalogue/sales/crm/system.yaml"
custodian: ann.durand
```

```output
catalogue/sales/crm/system.yaml:1:1: warning OWN004 custodian 'ann.durand' of system 'crm' starts on 2027-01-04
hint: name who answers until then
```

## Passes

```yaml title="catalogue/people.yaml"
people:
  ann.durand:
    name: Ann Durand
    from: 2026-09-01
```

```yaml title="catalogue/sales/crm/system.yaml"
custodian: ann.durand
```
"""

from __future__ import annotations

from collections.abc import Iterable

from lakebook.book import Book
from lakebook.checks import dataset_check
from lakebook.checks._place import called, place_of
from lakebook.checks.ownership._roles import owned
from lakebook.diagnostics import Finding, Severity
from lakebook.model.dataset import Dataset


@dataset_check("OWN004", severity=Severity.warning)
def custodian_not_started(book: Book, datasets: Iterable[Dataset]) -> Iterable[Finding]:
    """Custodians whose first day is still to come, where they are named."""
    people = book.catalogue.people.values()
    to_come = {person.id: person.from_ for person in people if not person.has_started(book.today)}
    for record in owned(book, datasets):
        if record.custodian in to_come:
            first_day = to_come[record.custodian]
            message = f"custodian '{record.custodian}' of {called(record)} starts on {first_day}"
            hint = "name who answers until then"
            yield Finding(place_of(book, record, "custodian"), message, hint, record.id, "custodian")

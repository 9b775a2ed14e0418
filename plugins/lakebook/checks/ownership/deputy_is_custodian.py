"""A person is their own deputy.

A deputy stands in when the custodian is away. Nobody is away and here at once.

## Fails

```yaml title="catalogue/people.yaml"
people:
  ann.durand: Ann Durand <ann.durand@example.org>
  raj.patel: {name: Raj Patel, deputy: raj.patel}
```

```yaml title="catalogue/sales/domain.yaml"
custodian: ann.durand
deputy: ann.durand
```

```output
catalogue/people.yaml:3:32: warning OWN012 'raj.patel' is the deputy of themselves
hint: name another person
catalogue/sales/domain.yaml:2:1: warning OWN012 'ann.durand' is the deputy of the custodian of domain 'sales', who is the same
hint: name another person
```

## Passes

```yaml title="catalogue/people.yaml"
people:
  ann.durand: Ann Durand <ann.durand@example.org>
  raj.patel: Raj Patel <raj.patel@example.org>
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
from lakebook.model.person import Person


@check("OWN012", severity=Severity.warning)
def deputy_is_custodian(book: Book) -> Iterable[Finding]:
    """Deputies of themselves."""
    for record in deputised(book):
        stands_for = record.id if isinstance(record, Person) else book.catalogue.custodian_of(record)
        if record.deputy and record.deputy == stands_for:
            of = "themselves" if isinstance(record, Person) else f"the custodian of {called(record)}, who is the same"
            message = f"'{record.deputy}' is the deputy of {of}"
            yield Finding(place_of(book, record, "deputy"), message, "name another person", record.id, "deputy")

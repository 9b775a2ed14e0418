"""Nobody in the book is a data architect.

Where domains meet, somebody has to see both sides: whether two tables are the same thing, whose name for it holds, what
nobody answers for. Asked of books with two domains or more that name people.

## Fails

```yaml title="catalogue/people.yaml"
people:
  ann.durand: Ann Durand <ann.durand@example.org>
```

```yaml title="catalogue/sales/domain.yaml"
custodian: ann.durand
```

```yaml title="catalogue/finance/domain.yaml"
custodian: ann.durand
```

```output
catalogue/people.yaml: info OWN010 nobody who is here is a data architect
hint: add roles: [data architect] to a person in catalogue/people.yaml
```

## Passes

```yaml title="catalogue/people.yaml"
people:
  ann.durand:
    name: Ann Durand
    roles: [data architect]
```

```yaml title="catalogue/sales/domain.yaml"
custodian: ann.durand
```

```yaml title="catalogue/finance/domain.yaml"
custodian: ann.durand
```
"""

from __future__ import annotations

from collections.abc import Iterable

from lakebook.book import Book
from lakebook.checks import check
from lakebook.diagnostics import Finding, Location, Severity
from lakebook.model.person import Person

ROLE = "data architect"


@check("OWN010", severity=Severity.info)
def data_architect_missing(book: Book) -> Iterable[Finding]:
    """One finding where none of the people who are here has the role."""
    people = book.catalogue.people
    if len(book.catalogue.domains) > 1 and people and not any(_is_one(book, one) for one in people.values()):
        path = next(iter(people.values())).path
        hint = f"add roles: [{ROLE}] to a person in {path}"
        yield Finding(Location(path), "nobody who is here is a data architect", hint, field="roles")


def _is_one(book: Book, person: Person) -> bool:
    return ROLE in (role.lower() for role in person.roles) and not person.has_left(book.today)

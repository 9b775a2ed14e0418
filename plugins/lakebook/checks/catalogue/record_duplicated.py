"""A person, a team, a domain or a system is described twice.

Names of systems are unique over all domains, because they start the identity of every dataset. Only the
first description is kept.

## Fails

```yaml title="catalogue/finance/crm/system.yaml"
title: Customer care
```

```yaml title="catalogue/sales/crm/system.yaml"
title: Customer relations
```

```output
catalogue/sales/crm/system.yaml:1: error CAT002 system 'crm' is described already, at catalogue/finance/crm/system.yaml:1
hint: keep one of the two, or rename one
```

## Passes

```yaml title="catalogue/finance/care/system.yaml"
title: Customer care
```

```yaml title="catalogue/sales/crm/system.yaml"
title: Customer relations
```
"""  # noqa: E501

from __future__ import annotations

from collections.abc import Iterable

from lakebook.book import Book
from lakebook.checks import check
from lakebook.checks._place import called, place_of
from lakebook.diagnostics import Finding
from lakebook.model.dataset import Dataset
from lakebook.model.domain import Domain
from lakebook.model.person import Person
from lakebook.model.system import System
from lakebook.model.team import Team


@check("CAT002")
def record_duplicated(book: Book) -> Iterable[Finding]:
    """People, teams, domains and systems whose id another one has already."""
    for second in book.catalogue.duplicates:
        if not isinstance(second, Dataset):
            message = f"{called(second)} is described already, at {place_of(book, _first(book, second))}"
            yield Finding(place_of(book, second), message, "keep one of the two, or rename one", second.id)


def _first(book: Book, second: Person | Team | Domain | System) -> Person | Team | Domain | System:
    catalogue = book.catalogue
    if isinstance(second, Person):
        return catalogue.people[second.id]
    if isinstance(second, Team):
        return catalogue.teams[second.id]
    return catalogue.domains[second.id] if isinstance(second, Domain) else catalogue.systems[second.id]

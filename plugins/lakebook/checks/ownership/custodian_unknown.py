"""A custodian, a deputy or a manager is not among the people.

The page would show a name that leads to nobody, and a request for access would reach nobody.

## Fails

```yaml title="catalogue/people.yaml"
people:
  ann.durand: Ann Durand <ann.durand@example.org>
```

```yaml title="catalogue/sales/domain.yaml"
custodian: ann.durant
deputy: Ann Durand
```

```output
catalogue/sales/domain.yaml:1:1: error OWN002 'ann.durant', custodian of domain 'sales', is not in the people file
hint: did you mean 'ann.durand'?
catalogue/sales/domain.yaml:2:1: error OWN002 'Ann Durand', deputy of domain 'sales', is not in the people file
hint: write 'ann.durand', their id
```

## Passes

```yaml title="catalogue/people.yaml"
people:
  ann.durand: Ann Durand <ann.durand@example.org>
```

```yaml title="catalogue/sales/domain.yaml"
custodian: ann.durand
```
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lakebook.book import Book
from lakebook.checks import dataset_check
from lakebook.checks._nearest import person_hint, person_meant
from lakebook.checks._place import Placed, called, place_of
from lakebook.checks.ownership._roles import owned
from lakebook.diagnostics import Finding, exchange
from lakebook.model.dataset import Dataset

_Role = tuple[Placed, str, str, tuple[str, ...]]
"""Where the role is given, what it is in words, the person named, and the keys where they are named."""


@dataset_check("OWN002")
def custodian_unknown(book: Book, datasets: Iterable[Dataset]) -> Iterable[Finding]:
    """People who are named and not known."""
    people = book.catalogue.people
    for record, role, person, keys in _roles(book, datasets):
        if person and person not in people:
            message = f"'{person}', {role} of {called(record)}, is not in the people file"
            place = place_of(book, record, *keys)
            repairs = exchange(place, person, person_meant(book, person))
            yield Finding(place, message, person_hint(book, person), record.id, ".".join(keys), repairs=repairs)


def _roles(book: Book, datasets: Iterable[Dataset]) -> Iterator[_Role]:
    for record in owned(book, datasets):
        yield record, "custodian", record.custodian, ("custodian",)
        if not isinstance(record, Dataset):
            yield record, "deputy", record.deputy, ("deputy",)
    for domain in book.catalogue.domains.values():
        for name, term in domain.terms.items():
            yield domain, f"owner of term '{name}'", term.owner, ("terms", name, "owner")
    for person in book.catalogue.people.values():
        yield person, "deputy", person.deputy, ("deputy",)
        yield person, "manager", person.manager, ("manager",)

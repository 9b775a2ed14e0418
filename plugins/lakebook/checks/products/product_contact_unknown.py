"""A contact of a product is not among the people.

One contact answers why the product exists, the other how it works. Both must be people that the book
knows how to reach.

## Fails

```yaml title="catalogue/people.yaml"
people:
  ann.durand: Ann Durand <ann.durand@example.org>
  bruno.martin: Bruno Martin <bruno.martin@example.org>
```

```markdown title="wids/demand-forecast.md"
---
id: demand-forecast
business_contact: ann.duran
technical_contact: bruno.martin@example.org
---
```

```output
wids/demand-forecast.md:3:1: error WID003 business contact 'ann.duran' is not in the people file
hint: did you mean 'ann.durand'?
wids/demand-forecast.md:4:1: error WID003 technical contact 'bruno.martin@example.org' is not in the people file
hint: write 'bruno.martin', their id
```

## Passes

```yaml title="catalogue/people.yaml"
people:
  ann.durand: Ann Durand <ann.durand@example.org>
  bruno.martin: Bruno Martin <bruno.martin@example.org>
```

```markdown title="wids/demand-forecast.md"
---
id: demand-forecast
business_contact: ann.durand
technical_contact: bruno.martin
---
```
"""

from __future__ import annotations

from collections.abc import Iterable

from lakebook.book import Book
from lakebook.checks import check
from lakebook.checks._nearest import person_hint, person_meant
from lakebook.checks._place import place_of
from lakebook.checks.products._contacts import contacts
from lakebook.checks.products._placeholders import is_open
from lakebook.diagnostics import Finding, exchange


@check("WID003")
def product_contact_unknown(book: Book) -> Iterable[Finding]:
    """Contacts nobody knows."""
    for product, key, person in contacts(book):
        if person not in book.catalogue.people and not is_open(person):
            message = f"{key.replace('_', ' ')} '{person}' is not in the people file"
            place, repairs = place_of(book, product, key), person_meant(book, person)
            yield Finding(
                place, message, person_hint(book, person), product.id, key, repairs=exchange(place, person, repairs)
            )

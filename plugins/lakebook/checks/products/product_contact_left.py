"""A contact of a product has left.

Questions about a product that runs go to someone who no longer reads them. Counted for products that are
proposed or active.

## Fails

```yaml title="catalogue/people.yaml"
people:
  ann.durand:
    name: Ann Durand
    until: 2026-08-31
```

```markdown title="wids/demand-forecast.md"
---
id: demand-forecast
status: active
business_contact: ann.durand
---
```

```output
wids/demand-forecast.md:4:1: error WID015 business contact 'ann.durand' of product 'demand-forecast' left on 2026-08-31
hint: set business_contact: to someone who is here
```

## Passes

```yaml title="catalogue/people.yaml"
people:
  ann.durand:
    name: Ann Durand
    until: 2026-12-31
```

```markdown title="wids/demand-forecast.md"
---
id: demand-forecast
status: active
business_contact: ann.durand
---
```
"""

from __future__ import annotations

from collections.abc import Iterable

from lakebook.book import Book
from lakebook.checks import check
from lakebook.checks._place import called, place_of
from lakebook.checks.products._contacts import contacts
from lakebook.diagnostics import Finding


@check("WID015")
def product_contact_left(book: Book) -> Iterable[Finding]:
    """Contacts of proposed and active products whose last day has passed."""
    for product, key, name in contacts(book):
        person = book.catalogue.people.get(name)
        if product.status in ("proposed", "active") and person is not None and person.has_left(book.today):
            message = f"{key.replace('_', ' ')} '{name}' of {called(product)} left on {person.until}"
            hint = f"set {key}: to someone who is here"
            yield Finding(place_of(book, product, key), message, hint, product.id, key)

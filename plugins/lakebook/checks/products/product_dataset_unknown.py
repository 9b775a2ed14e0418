"""A dataset that a product reads or writes is not in the catalogue.

Lineage, impact and access all go by these names. A dataset that is still to come is described first, with
`status: draft`.

## Fails

```yaml title="catalogue/sales/crm/orders.yaml"
datasets:
  order:
    description: Orders as the dealers place them.
```

```markdown title="wids/demand-forecast.md"
---
id: demand-forecast
reads:
  - dataset: crm.orders.ordr
    why: history of three years
writes: [lake.demand.weekly]
---
```

```output
wids/demand-forecast.md:4:5: error WID006 'crm.orders.ordr' is not a known dataset
hint: did you mean 'crm.orders.order'?
wids/demand-forecast.md:6:10: error WID006 'lake.demand.weekly' is not a known dataset
hint: correct it, or describe the dataset in the catalogue
```

## Passes

```yaml title="catalogue/sales/crm/orders.yaml"
datasets:
  order:
    description: Orders as the dealers place them.
```

```markdown title="wids/demand-forecast.md"
---
id: demand-forecast
reads:
  - dataset: crm.orders.order
    why: history of three years
writes: [lake/sales/demand/]
---
```
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lakebook.book import Book
from lakebook.checks import check
from lakebook.checks._nearest import Nearest
from lakebook.checks._place import place_in_list
from lakebook.checks.products._placeholders import is_open
from lakebook.diagnostics import Finding
from lakebook.model.product import Product


@check("WID006")
def product_dataset_unknown(book: Book) -> Iterable[Finding]:
    """Names in ``reads:`` and ``writes:`` that do not lead to one dataset."""
    nearest = Nearest(book)
    for product, key, index, name in _named(book):
        found = book.catalogue.resolve(name)
        if found.found or is_open(name):
            continue
        message, hint = f"'{name}' is not a known dataset", ""
        if found.candidates:
            message, hint = f"'{name}' means several things: {', '.join(found.candidates)}", "rename one of them"
        place = place_in_list(book, product, (key,), index, name)
        yield Finding(place, message, hint or nearest.hint(name), product.id, f"{key}.{name}")


def _named(book: Book) -> Iterator[tuple[Product, str, int, str]]:
    for product in book.records.products:
        for index, read in enumerate(product.reads):
            yield product, "reads", index, read.target
        for index, write in enumerate(product.writes):
            if write.dataset:
                yield product, "writes", index, write.dataset

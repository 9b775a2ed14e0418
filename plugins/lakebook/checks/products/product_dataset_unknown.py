"""A dataset that a product reads or writes is not in the catalogue.

Lineage, impact and access all go by these names. A dataset that the product is to write is described first, with
`status: draft` until it is there.

## Fails

```yaml title="catalogue/sales/crm/orders.yaml"
datasets:
  order:
    description: Orders as the dealers place them.
```

```markdown title="wids/demand-forecast.md"
---
id: demand-forecast
domain: sales
reads:
  - dataset: crm.orders.ordr
    why: history of three years
writes: [lake.demand.weekly]
---
```

```output
wids/demand-forecast.md:5:5: error WID006 'crm.orders.ordr' is not a known dataset
hint: did you mean 'crm.orders.order'?
wids/demand-forecast.md:7:10: error WID006 'lake.demand.weekly' is not a known dataset
hint: add 'weekly' to catalogue/sales/lake/demand.yaml, with 'status: draft' until it is there
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
from lakebook.checks.products._dataset_names import fault_of, hint_to_write
from lakebook.checks.products._placeholders import is_open
from lakebook.diagnostics import Finding
from lakebook.model.product import Product


@check("WID006")
def product_dataset_unknown(book: Book) -> Iterable[Finding]:
    """Names in ``reads:`` and ``writes:`` that do not lead to one dataset."""
    nearest = Nearest(book)
    for product, key, index, name in _named(book):
        fault = fault_of(book, name)
        if not fault or is_open(name):
            continue
        if book.catalogue.resolve(name).candidates:
            hint = "rename one of them"
        else:
            hint = nearest.hint(name) if key == "reads" else hint_to_write(book, nearest, name, product.domain)
        place = place_in_list(book, product, (key,), index, name)
        yield Finding(place, f"'{name}' {fault}", hint, product.id, f"{key}.{name}")


def _named(book: Book) -> Iterator[tuple[Product, str, int, str]]:
    for product in book.records.products:
        for index, read in enumerate(product.reads):
            yield product, "reads", index, read.target
        for index, write in enumerate(product.writes):
            if write.dataset:
                yield product, "writes", index, write.dataset

"""Two products write the same dataset or directory.

When two write to one place, each can overwrite the other, and nobody can say which of them a wrong number
comes from. A directory inside another counts too; case and a slash at the end make no difference, and a
retired product writes nothing.

## Fails

```yaml title="catalogue/sales/lake/demand.yaml"
datasets:
  weekly:
    description: Tyres ordered by size, region and week.
```

```markdown title="wids/demand-forecast.md"
---
id: demand-forecast
status: active
writes: [lake.demand.weekly, lake/sales/]
---
```

```markdown title="wids/stock-alert.md"
---
id: stock-alert
status: active
writes: [lake.demand.weekly, Lake/Sales/Alerts]
---
```

```output
wids/stock-alert.md:4:10: error WID007 dataset 'lake.demand.weekly' is written by product 'demand-forecast' already
hint: let one of the two write it, and the other read it
wids/stock-alert.md:4:30: error WID007 directory 'Lake/Sales/Alerts' lies in 'lake/sales/', which product 'demand-forecast' writes
hint: let one of the two write it, and the other read it
```

## Passes

```yaml title="catalogue/sales/lake/demand.yaml"
datasets:
  weekly:
    description: Tyres ordered by size, region and week.
```

```markdown title="wids/demand-forecast.md"
---
id: demand-forecast
status: active
writes: [lake.demand.weekly, lake/sales/demand/]
---
```

```markdown title="wids/stock-alert.md"
---
id: stock-alert
status: active
writes: [lake/sales/alerts/]
---
```
"""  # noqa: E501

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from lakebook.book import Book
from lakebook.checks import check
from lakebook.checks._place import place_of
from lakebook.diagnostics import Finding
from lakebook.model.catalogue import directory
from lakebook.model.product import Product

_HINT = "let one of the two write it, and the other read it"


class _Written(msgspec.Struct, frozen=True):
    parts: list[str]
    """The directory as it is compared, cut at its slashes."""
    product: Product
    index: int
    """Its position in ``writes:``."""


@check("WID007")
def product_writes_shared(book: Book) -> Iterable[Finding]:
    """The later of two products that write one dataset; the inner of two directories."""
    alive = [product for product in book.records.products if product.status != "retired"]
    yield from _datasets(book, alive)
    yield from _directories(book, alive)


def _datasets(book: Book, alive: list[Product]) -> Iterator[Finding]:
    writers: dict[str, str] = {}
    for product in alive:
        for index, write in enumerate(product.writes):
            dataset = book.catalogue.resolve(write.dataset).dataset if write.dataset else None
            if dataset is None:
                continue
            first = writers.setdefault(dataset.id, product.id)
            if first != product.id:
                message = f"dataset '{dataset.id}' is written by product '{first}' already"
                place = place_of(book, product, "writes", index)
                yield Finding(place, message, _HINT, product.id, f"writes.{write.dataset}")


def _directories(book: Book, alive: list[Product]) -> Iterator[Finding]:
    """Sorted by their parts, a directory comes after all that hold it."""
    around: list[_Written] = []
    for inner in sorted(_written(alive), key=lambda written: written.parts):
        while around and inner.parts[: len(around[-1].parts)] != around[-1].parts:
            around.pop()
        outer = next((outer for outer in reversed(around) if outer.product.id != inner.product.id), None)
        if outer is not None:
            yield _finding(book, outer, inner)
        around.append(inner)


def _written(alive: list[Product]) -> Iterator[_Written]:
    for product in alive:
        for index, write in enumerate(product.writes):
            try:
                path = directory(write.path)
            except ValueError:
                continue
            if write.path and path not in ("", "."):
                yield _Written(path.split("/"), product, index)


def _finding(book: Book, outer: _Written, inner: _Written) -> Finding:
    path, around = inner.product.writes[inner.index].path, outer.product.writes[outer.index].path
    if outer.parts == inner.parts:
        message = f"directory '{path}' is written by product '{outer.product.id}' already"
    else:
        message = f"directory '{path}' lies in '{around}', which product '{outer.product.id}' writes"
    place = place_of(book, inner.product, "writes", inner.index)
    return Finding(place, message, _HINT, inner.product.id, f"writes.{path}")

"""Two products write the same dataset or directory.

When two write to one place, each can overwrite the other, and nobody can say which of them a wrong number
comes from. A directory inside another counts too; case and a slash at the end make no difference, and a
retired product writes nothing. The finding stands at the product that gives way: an active one stays before a
deprecated one, that before one that is proposed or a draft; else the one that was created first, no date being the
oldest.

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

```markdown title="wids/a-new-one.md"
---
id: a-new-one
status: draft
writes: [lake/sales/alerts/mail/, LAKE/]
---
```

```output
wids/a-new-one.md:4:10: error WID007 directory 'lake/sales/alerts/mail/' lies in 'Lake/Sales/Alerts', which product 'stock-alert' writes
hint: let one of the two write it, and the other read it
wids/a-new-one.md:4:35: error WID007 directory 'LAKE/' holds 'lake/sales/', which product 'demand-forecast' writes
hint: let one of the two write it, and the other read it
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

from lakebook.book import Book
from lakebook.checks import check
from lakebook.checks._place import place_of
from lakebook.checks.products._writers import Written, alive, datasets_written, directories_written, what_is_shared
from lakebook.diagnostics import Finding

_HINT = "let one of the two write it, and the other read it"


@check("WID007")
def product_writes_shared(book: Book) -> Iterable[Finding]:
    """Of two products that write one dataset, or a directory and one inside it, the one that gives way."""
    yield from _datasets(book)
    yield from _directories(book)


def _datasets(book: Book) -> Iterator[Finding]:
    writers: dict[str, Written] = {}
    for written in datasets_written(book, alive(book)):
        first = writers.setdefault(written.parts[0], written)
        if first.product.id != written.product.id:
            yield _finding(book, first, written)


def _directories(book: Book) -> Iterator[Finding]:
    """Sorted by their parts, a directory comes after all that hold it."""
    around: list[Written] = []
    for inner in sorted(directories_written(alive(book)), key=lambda written: (written.parts, written.turn)):
        while around and inner.parts[: len(around[-1].parts)] != around[-1].parts:
            around.pop()
        others = [outer for outer in around if outer.product.id != inner.product.id]
        if others:
            outer = max(others, key=lambda other: len(other.parts))
            yield _finding(book, *sorted((outer, inner), key=lambda written: written.turn))
        around.append(inner)


def _finding(book: Book, stays: Written, gives_way: Written) -> Finding:
    product = gives_way.product
    place = place_of(book, product, "writes", gives_way.index)
    return Finding(place, what_is_shared(gives_way, stays), _HINT, product.id, f"writes.{gives_way.said}")

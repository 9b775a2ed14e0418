"""A source, or the origin of a column, means two things.

Names may hold dots, so a short name can be a dataset and also a column of another one. We do not
guess: a guess that is wrong draws lineage that was never there.

## Fails

```yaml title="catalogue/sales/crm/orders.yaml"
datasets:
  order:
    columns:
      line: varchar
  order.line:
    columns:
      quantity: int
  daily:
    sources:
      order.line: summed by day
```

```output
catalogue/sales/crm/orders.yaml:10:7: error LIN002 'order.line' means two things: the dataset 'crm.orders.order.line', and a column of another dataset
hint: rename one of the two
```

## Passes

```yaml title="catalogue/sales/crm/orders.yaml"
datasets:
  order:
    columns:
      line: varchar
  order_line:
    columns:
      quantity: int
  daily:
    sources:
      order_line: summed by day
```
"""  # noqa: E501

from __future__ import annotations

from collections.abc import Iterable

from lakebook.book import Book
from lakebook.checks import dataset_check
from lakebook.checks.lineage._references import undecided
from lakebook.diagnostics import Finding
from lakebook.model.dataset import Dataset


@dataset_check("LIN002")
def reference_ambiguous(book: Book, datasets: Iterable[Dataset]) -> Iterable[Finding]:
    """References with several meanings."""
    for mention, found in undecided(book, datasets):
        if found.candidates:
            yield mention.finding(book, f"'{mention.name}' {_meanings(found.candidates)}", "rename one of the two")


def _meanings(candidates: tuple[str, ...]) -> str:
    """A dataset and a column may be written in the same way, down to the last letter."""
    different = list(dict.fromkeys(candidates))
    if len(different) == 1:
        return f"means two things: the dataset '{different[0]}', and a column of another dataset"
    return f"means several things: {', '.join(different)}"

"""A source, or the origin of a column, is not in the catalogue.

Lineage that ends in a name nobody knows answers neither where a number comes from nor what breaks
when it changes. What lies outside the company needs no dataset: a system with `external: true` is enough.

A column of a dataset that has no columns yet is not reported: what is missing is missing there.

## Fails

```yaml title="catalogue/sales/crm/orders.yaml"
datasets:
  order:
    columns:
      id: bigint pk
  daily:
    sources: [ordr]
    columns:
      first_id:
        from: order.idd
```

```output
catalogue/sales/crm/orders.yaml:6:15: error LIN001 'ordr' is not a known dataset or column
hint: did you mean 'order'?
catalogue/sales/crm/orders.yaml:9:9: error LIN001 'order.idd' is not a known dataset or column
hint: did you mean 'order.id'?
```

## Passes

```yaml title="catalogue/sales/crm/orders.yaml"
datasets:
  order:
    columns:
      id: bigint pk
  daily:
    sources: [order]
    columns:
      first_id:
        from: order.id
```

```yaml title="catalogue/sales/crm/lines.yaml"
datasets:
  line: {}
  weekly:
    columns:
      first_id:
        from: line.id
```
"""

from __future__ import annotations

from collections.abc import Iterable

from lakebook.book import Book
from lakebook.checks import dataset_check
from lakebook.checks._nearest import Nearest
from lakebook.checks.lineage._references import Mention, undecided
from lakebook.diagnostics import Finding
from lakebook.model.dataset import Dataset


@dataset_check("LIN001")
def reference_unknown(book: Book, datasets: Iterable[Dataset]) -> Iterable[Finding]:
    """References that lead nowhere."""
    nearest = Nearest(book)
    for mention, found in undecided(book, datasets):
        if not found.candidates and not _of_no_columns(book, mention):
            hint = nearest.hint(mention.name, mention.dataset)
            right = nearest.sure(mention.name, mention.dataset)
            yield mention.finding(book, f"'{mention.name}' is not a known dataset or column", hint, right)


def _of_no_columns(book: Book, mention: Mention) -> bool:
    """Whether it is a column of a dataset without any, such as one whose columns could not be read."""
    head, dot, _ = mention.name.rpartition(".")
    if not dot or mention.keys == ("sources",):
        return False
    dataset = book.catalogue.resolve(head, mention.dataset).dataset
    return dataset is not None and not dataset.columns

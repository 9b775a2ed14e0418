"""The type of a column cannot hold what it comes from.

Text is cut, numbers overflow, times lose their hours, and it is found out much later. Only what is sure is reported:
a column that is one other column as it is, without a note, and two types whose sizes are known.

## Fails

```yaml title="catalogue/sales/crm/orders.yaml"
datasets:
  order:
    columns:
      name: varchar(40)
      amount: numeric(12,2)
      article: text
  daily:
    columns:
      name: {type: varchar(20), from: order.name}
      amount: {type: int, from: order.amount}
      article: {type: int, from: order.article}
```

```output
catalogue/sales/crm/orders.yaml:9:33: warning LIN007 'name' is varchar(20), its source 'crm.orders.order.name' varchar(40): longer texts are cut
hint: set type: varchar(40), or say in the note of from: how it is made to fit
catalogue/sales/crm/orders.yaml:10:27: warning LIN007 'amount' is int, its source 'crm.orders.order.amount' numeric(12,2): digits behind the point are lost
hint: set type: numeric(12,2), or say in the note of from: how it is made to fit
catalogue/sales/crm/orders.yaml:11:28: warning LIN007 'article' is int, its source 'crm.orders.order.article' text: not every text can be read as one
hint: set type: text, or say in the note of from: how it is made to fit
```

## Passes

```yaml title="catalogue/sales/crm/orders.yaml"
datasets:
  order:
    columns:
      name: varchar(40)
      amount: numeric(12,2)
      article: text
  daily:
    columns:
      name: {type: nvarchar(40), from: order.name}
      amount:
        type: int
        from:
          order.amount: rounded to whole units
      article: {type: varchar(20), from: order.article}
```
"""  # noqa: E501

from __future__ import annotations

from collections.abc import Iterable

from lakebook.book import Book
from lakebook.checks import dataset_check
from lakebook.checks._place import place_of
from lakebook.checks.lineage._references import copies
from lakebook.checks.lineage._types import what_is_lost
from lakebook.diagnostics import Finding, Severity
from lakebook.model.dataset import Dataset


@dataset_check("LIN007", severity=Severity.warning)
def column_type_too_narrow(book: Book, datasets: Iterable[Dataset]) -> Iterable[Finding]:
    """Columns that are a copy of another one and lose some of it."""
    for dataset in datasets:
        for column, origin, source in copies(book, dataset):
            if column.type != source.type and (lost := what_is_lost(source.type, column.type)):
                message = (
                    f"'{column.name}' is {column.type}, its source '{origin.id}.{source.name}' {source.type}: {lost}"
                )
                hint = f"set type: {source.type}, or say in the note of from: how it is made to fit"
                place = place_of(book, dataset, "columns", column.name, "from")
                yield Finding(place, message, hint, dataset.id, f"columns.{column.name}.type")

"""A column is copied from personal data and is not marked as personal.

A copy is as personal as its source, and whoever looks only at the copy cannot see it. Where data stops being personal
on the way, say how in the note of `from:`: a column with a note is not reported. Nor is a dataset that an accepted
decision names together with its source, or with the product that writes it, such as one of figures about groups.

## Fails

```yaml title="catalogue/sales/crm/customers.yaml"
datasets:
  customer:
    retention: 3 years after the last order
    columns:
      email: {type: varchar(200), personal: [contact]}
  newsletter:
    columns:
      address: {type: varchar(200), from: customer.email}
```

```output
catalogue/sales/crm/customers.yaml:8:37: warning SEC004 'address' is copied from 'crm.customers.customer.email', personal data (contact)
hint: add personal: [contact], or say in the note of from: why it is not personal any more
```

## Passes

```yaml title="catalogue/sales/crm/customers.yaml"
datasets:
  customer:
    retention: 3 years after the last order
    columns:
      email: {type: varchar(200), personal: [contact]}
  newsletter:
    retention: 3 years after the last order
    columns:
      address: {type: varchar(200), from: customer.email, personal: [contact]}
      domain:
        type: varchar(100)
        from:
          customer.email: what stands behind the @
```
"""  # noqa: E501

from __future__ import annotations

from collections.abc import Iterable

from lakebook.book import Book
from lakebook.checks import dataset_check
from lakebook.checks._place import place_of
from lakebook.checks.lineage._references import copies
from lakebook.checks.security._reads import change_is_decided
from lakebook.diagnostics import Finding, Severity
from lakebook.model.dataset import Dataset


@dataset_check("SEC004", severity=Severity.warning)
def personal_mark_lost(book: Book, datasets: Iterable[Dataset]) -> Iterable[Finding]:
    """Columns without ``personal:`` that are one column of another dataset with it, as it is."""
    for dataset in datasets:
        for column, origin, source in copies(book, dataset):
            lost = [category for category in source.personal if category not in column.personal]
            if lost and not column.personal and not change_is_decided(book, dataset, origin.id):
                message = (
                    f"'{column.name}' is copied from '{origin.id}.{source.name}', personal data ({', '.join(lost)})"
                )
                hint = f"add personal: [{', '.join(lost)}], or say in the note of from: why it is not personal any more"
                place = place_of(book, dataset, "columns", column.name, "from")
                yield Finding(place, message, hint, dataset.id, f"columns.{column.name}.personal")

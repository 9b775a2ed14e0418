"""A dataset holds personal data, and none of its columns says that it does.

Who masks, deletes or answers a request of a person has to know the columns. The categories of the dataset as a whole
are for what cannot be told by column, such as a document.

## Fails

```yaml title="catalogue/sales/crm/customers.yaml"
datasets:
  customer:
    personal: [contact]
    retention: 3 years after the last order
    columns:
      id: bigint pk
      email: varchar(200)
```

```output
catalogue/sales/crm/customers.yaml:3:5: info SEC003 dataset 'crm.customers.customer' holds personal data (contact), but no column says so
hint: add personal: [contact] to the columns that hold it
```

## Passes

```yaml title="catalogue/sales/crm/customers.yaml"
datasets:
  customer:
    personal: [contact]
    retention: 3 years after the last order
    columns:
      id: bigint pk
      email: {type: varchar(200), personal: [contact]}
```
"""  # noqa: E501

from __future__ import annotations

from collections.abc import Iterable

from lakebook.book import Book
from lakebook.checks import dataset_check
from lakebook.checks._place import called, place_of
from lakebook.diagnostics import Finding, Severity
from lakebook.model.dataset import Dataset


@dataset_check("SEC003", severity=Severity.info)
def personal_columns_unmarked(book: Book, datasets: Iterable[Dataset]) -> Iterable[Finding]:
    """Datasets with ``personal:`` and columns, of which none has it."""
    for dataset in datasets:
        if dataset.personal and dataset.columns and not any(one.personal for one in dataset.columns.values()):
            categories = ", ".join(dataset.personal)
            message = f"{called(dataset)} holds personal data ({categories}), but no column says so"
            hint = f"add personal: [{categories}] to the columns that hold it"
            yield Finding(place_of(book, dataset, "personal"), message, hint, dataset.id, "personal")

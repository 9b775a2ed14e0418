"""A dataset holds personal data and does not say how long it is kept.

Personal data may be kept no longer than its purpose asks for. Where no term is written down, nothing
is ever deleted.

## Fails

```yaml title="catalogue/sales/crm/customers.yaml"
datasets:
  customer:
    columns:
      email:
        type: varchar
        personal: [contact]
```

```output
catalogue/sales/crm/customers.yaml:2:3: warning SEC002 dataset 'crm.customers.customer' holds personal data (contact) and no retention
hint: add retention: such as '3 years after the last order'
```

## Passes

```yaml title="catalogue/sales/crm/customers.yaml"
datasets:
  customer:
    retention: 3 years after the last order
    columns:
      email:
        type: varchar
        personal: [contact]
```
"""  # noqa: E501

from __future__ import annotations

from collections.abc import Iterable

from lakebook.book import Book
from lakebook.checks import dataset_check
from lakebook.checks._place import called, place_of
from lakebook.diagnostics import Finding, Severity
from lakebook.model.dataset import Dataset


@dataset_check("SEC002", severity=Severity.warning)
def personal_data_without_retention(book: Book, datasets: Iterable[Dataset]) -> Iterable[Finding]:
    """Datasets with personal data and no retention."""
    for dataset in datasets:
        if not dataset.retention and (categories := dataset.personal_categories()):
            message = f"{called(dataset)} holds personal data ({', '.join(categories)}) and no retention"
            hint = "add retention: such as '3 years after the last order'"
            yield Finding(place_of(book, dataset), message, hint, dataset.id, "retention")

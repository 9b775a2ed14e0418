"""A dataset has no classification, by itself or inherited.

Nobody can tell who may see it, so nobody dares to open it and nobody knows that it must be closed. A
classification named once in `system.yaml` or `domain.yaml` counts for everything below.

## Fails

```yaml title="catalogue/sales/crm/orders.yaml"
datasets:
  order:
    description: Orders as the dealers place them.
```

```output
catalogue/sales/crm/orders.yaml:2:3: warning SEC001 dataset 'crm.orders.order' has no classification
hint: add classification: (one of public, internal, confidential, restricted) to it or to catalogue/sales/crm/system.yaml
```

## Passes

```yaml title="catalogue/sales/crm/system.yaml"
classification: internal
```

```yaml title="catalogue/sales/crm/orders.yaml"
datasets:
  order:
    description: Orders as the dealers place them.
```
"""  # noqa: E501

from __future__ import annotations

from collections.abc import Iterable

from lakebook.book import Book
from lakebook.checks import dataset_check
from lakebook.checks._place import called, place_of
from lakebook.diagnostics import Finding, Severity
from lakebook.model.dataset import Dataset


@dataset_check("SEC001", severity=Severity.warning)
def dataset_without_classification(book: Book, datasets: Iterable[Dataset]) -> Iterable[Finding]:
    """Datasets that nobody classified."""
    folder, choices = book.settings.folders.catalogue, ", ".join(book.settings.classifications)
    for dataset in datasets:
        if not book.catalogue.classification_of(dataset):
            system = f"{folder}/{dataset.domain}/{dataset.system}/system.yaml"
            hint = f"add classification: (one of {choices}) to it or to {system}"
            message = f"{called(dataset)} has no classification"
            yield Finding(place_of(book, dataset), message, hint, dataset.id, "classification")

"""A dataset that is in use is made of one that is retired.

Nothing arrives there any more, so nothing new arrives here. Read its successor, or retire this dataset as well.

## Fails

```yaml title="catalogue/sales/crm/orders.yaml"
datasets:
  fax_order:
    status: retired
    successor: order
  order: {}
  daily:
    sources: [fax_order]
```

```output
catalogue/sales/crm/orders.yaml:7:15: warning LIN009 dataset 'crm.orders.daily' comes from 'crm.orders.fax_order', which is retired
hint: use 'order', its successor
```

## Passes

```yaml title="catalogue/sales/crm/orders.yaml"
datasets:
  fax_order:
    status: retired
  order: {}
  daily:
    sources: [order]
  fax_daily:
    status: retired
    sources: [fax_order]
```
"""  # noqa: E501

from __future__ import annotations

from collections.abc import Iterable

from lakebook.book import Book
from lakebook.checks import dataset_check
from lakebook.checks._place import called
from lakebook.checks.lineage._references import place_of_source
from lakebook.diagnostics import Finding, Severity
from lakebook.model.dataset import Dataset


@dataset_check("LIN009", severity=Severity.warning)
def source_retired(book: Book, datasets: Iterable[Dataset]) -> Iterable[Finding]:
    """Retired sources of datasets that are active or to come."""
    for dataset in datasets:
        if dataset.status in ("retired", "deprecated"):
            continue
        for key in book.lineage.declared_sources_of(dataset.id):
            source = book.catalogue.datasets[key]
            if source.status == "retired":
                message = f"{called(dataset)} comes from '{key}', which is retired"
                hint = f"use '{source.successor}', its successor" if source.successor else "name another source"
                yield Finding(place_of_source(book, dataset, key), message, hint, dataset.id, f"sources.{key}")

"""A dataset is made of one of a later layer.

Data flows through the layers in one direction. Bronze that is fed by gold holds what was received and what was computed, and
nobody can load it again from the source.

## Fails

```yaml title="catalogue/sales/crm/orders.yaml"
datasets:
  weekly_sales:
    layer: gold
    sources: [order]
  order:
    layer: bronze
    sources:
      weekly_sales: forecast of the week
```

```output
catalogue/sales/crm/orders.yaml:8:7: warning LIN006 dataset 'crm.orders.order' is bronze, but comes from 'crm.orders.weekly_sales', which is gold
hint: correct the layer of one of the two, or delete the source
```

## Passes

```yaml title="catalogue/sales/crm/orders.yaml"
datasets:
  order:
    layer: bronze
  weekly_sales:
    layer: gold
    sources: [order]
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


@dataset_check("LIN006", severity=Severity.warning)
def layer_order_reversed(book: Book, datasets: Iterable[Dataset]) -> Iterable[Finding]:
    """Sources whose layer comes after that of what is made of them."""
    order = {layer: place for place, layer in enumerate(book.settings.layers)}
    for dataset in datasets:
        if dataset.layer not in order:
            continue
        for source in book.lineage.declared_sources_of(dataset.id):
            layer = book.catalogue.datasets[source].layer
            if order.get(layer, -1) > order[dataset.layer]:
                message = f"{called(dataset)} is {dataset.layer}, but comes from '{source}', which is {layer}"
                hint = "correct the layer of one of the two, or delete the source"
                place = place_of_source(book, dataset, source)
                yield Finding(place, message, hint, dataset.id, f"sources.{source}")

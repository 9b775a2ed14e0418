"""A dataset of the last layer is written by no product.

Gold is made for somebody, by somebody. Without a product there is no team to ask and no promise to rely on. Asked only of
active tables of a schema in which some product writes another dataset, so that it grows with the products.

## Fails

```yaml title="catalogue/sales/crm/orders.yaml"
datasets:
  order:
    layer: silver
  weekly_sales:
    layer: gold
    sources: [order]
  yearly_sales:
    layer: gold
    sources: [order]
```

```markdown title="wids/stock-alert.md"
---
id: stock-alert
status: active
writes: [crm.orders.yearly_sales]
---
```

```output
catalogue/sales/crm/orders.yaml:4:3: info WID026 dataset 'crm.orders.weekly_sales' is of layer gold, and no product writes it
hint: name it in writes: of a product, or describe one with 'lakebook new wid'
```

## Passes

```yaml title="catalogue/sales/crm/orders.yaml"
datasets:
  order:
    layer: silver
  weekly_sales:
    layer: gold
    sources: [order]
  yearly_sales:
    layer: gold
    sources: [order]
```

```markdown title="wids/stock-alert.md"
---
id: stock-alert
status: active
reads: [crm.orders.order]
writes: [crm.orders.weekly_sales, crm.orders.yearly_sales]
---
```
"""  # noqa: E501

from __future__ import annotations

from collections.abc import Iterable

from lakebook.book import Book
from lakebook.checks import check
from lakebook.checks._place import called, place_of
from lakebook.diagnostics import Finding, Severity
from lakebook.model.dataset import Dataset


@check("WID026", severity=Severity.info)
def dataset_without_product(book: Book) -> Iterable[Finding]:
    """Active tables of the last layer that no product writes, beside others that one does."""
    last = book.settings.layers[-1] if len(book.settings.layers) > 1 else None
    candidates = [one for one in book.catalogue.datasets.values() if one.layer == last]
    schemas = {(one.system, one.schema) for one in candidates if _is_written(book, one)}
    for dataset in candidates:
        if dataset.kind != "table" or dataset.status != "active" or (dataset.system, dataset.schema) not in schemas:
            continue
        if not _is_written(book, dataset):
            message = f"{called(dataset)} is of layer {last}, and no product writes it"
            hint = "name it in writes: of a product, or describe one with 'lakebook new wid'"
            yield Finding(place_of(book, dataset), message, hint, dataset.id, "product")


def _is_written(book: Book, dataset: Dataset) -> bool:
    return any(writes for _, writes in book.products_of(dataset.id))

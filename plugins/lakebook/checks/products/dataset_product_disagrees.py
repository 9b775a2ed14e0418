"""A dataset names a product that does not write it.

The dataset's page says one product, the product's page says nothing of it, and nobody knows whom to ask. Both sides
agree: `product:` of the dataset, and `writes:` of the Work Initiation Document.

## Fails

```yaml title="catalogue/sales/crm/orders.yaml"
datasets:
  order: {}
  daily:
    product: order-days
```

```markdown title="wids/order-days.md"
---
id: order-days
status: active
writes: [crm.orders.order]
---
```

```output
catalogue/sales/crm/orders.yaml:4:5: error WID018 dataset 'crm.orders.daily' names product 'order-days', which does not write it
hint: add 'crm.orders.daily' to writes: in wids/order-days.md, or delete product: here
```

## Passes

```yaml title="catalogue/sales/crm/orders.yaml"
datasets:
  order: {}
  daily:
    product: order-days
```

```markdown title="wids/order-days.md"
---
id: order-days
status: active
writes: [crm.orders.daily]
---
```
"""  # noqa: E501

from __future__ import annotations

from collections.abc import Iterable

from lakebook.book import Book
from lakebook.checks import dataset_check
from lakebook.checks._place import called, place_of
from lakebook.diagnostics import Finding
from lakebook.model.dataset import Dataset


@dataset_check("WID018")
def dataset_product_disagrees(book: Book, datasets: Iterable[Dataset]) -> Iterable[Finding]:
    """Datasets whose ``product:`` is in the book and does not name them in its ``writes:``."""
    for dataset in datasets:
        product = book.products.get(dataset.product) if dataset.product else None
        if product is None:
            continue
        writers = [other.id for other, writes in book.products_of(dataset.id) if writes]
        if product.id not in writers:
            others = f"; '{writers[0]}' does" if writers else ""
            message = f"{called(dataset)} names product '{product.id}', which does not write it{others}"
            other_way = f", or set product: {writers[0]}" if writers else ", or delete product: here"
            hint = f"add '{dataset.id}' to writes: in {product.path}{other_way}"
            yield Finding(place_of(book, dataset, "product"), message, hint, dataset.id, "product")

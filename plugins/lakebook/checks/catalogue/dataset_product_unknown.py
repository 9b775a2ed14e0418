"""The product that writes a dataset is not in the book.

The dataset's page would send its readers to a product that has no page.

## Fails

```markdown title="wids/demand-forecast.md"
---
id: demand-forecast
title: Demand forecast
---
```

```yaml title="catalogue/sales/lake/demand.yaml"
datasets:
  weekly_demand:
    product: demand-forcast
```

```output
catalogue/sales/lake/demand.yaml:3:5: error CAT014 product 'demand-forcast' of dataset 'lake.demand.weekly_demand' is not in the book
hint: did you mean 'demand-forecast'?
```

## Passes

```markdown title="wids/demand-forecast.md"
---
id: demand-forecast
title: Demand forecast
---
```

```yaml title="catalogue/sales/lake/demand.yaml"
datasets:
  weekly_demand:
    product: demand-forecast
```
"""  # noqa: E501

from __future__ import annotations

from collections.abc import Iterable

from lakebook.book import Book
from lakebook.checks import check
from lakebook.checks._place import called, place_of
from lakebook.diagnostics import Finding
from lakebook.readers._typed import did_you_mean


@check("CAT014")
def dataset_product_unknown(book: Book) -> Iterable[Finding]:
    """Products that datasets name and the book does not have."""
    for dataset in book.catalogue.datasets.values():
        if dataset.product and dataset.product not in book.products:
            message = f"product '{dataset.product}' of {called(dataset)} is not in the book"
            hint = did_you_mean(dataset.product, book.products) or f"write {dataset.product}.md, or delete the line"
            yield Finding(place_of(book, dataset, "product"), message, hint, dataset.id, "product")

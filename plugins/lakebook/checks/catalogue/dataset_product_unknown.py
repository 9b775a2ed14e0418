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
  daily_stock:
    product: stock-alert
```

```output
catalogue/sales/lake/demand.yaml:3:5: error CAT014 product 'demand-forcast' of dataset 'lake.demand.weekly_demand' is not in the book
hint: did you mean 'demand-forecast'?
catalogue/sales/lake/demand.yaml:5:5: error CAT014 product 'stock-alert' of dataset 'lake.demand.daily_stock' is not in the book
hint: type 'lakebook new wid --id stock-alert', or delete the line
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
from lakebook.checks import dataset_check
from lakebook.checks._place import called, place_of
from lakebook.diagnostics import Finding
from lakebook.model.dataset import Dataset
from lakebook.model.product import ID_FORM
from lakebook.readers._hints import closest


@dataset_check("CAT014")
def dataset_product_unknown(book: Book, datasets: Iterable[Dataset]) -> Iterable[Finding]:
    """Products that datasets name and the book does not have."""
    for dataset in datasets:
        if dataset.product and dataset.product not in book.products:
            message = f"product '{dataset.product}' of {called(dataset)} is not in the book"
            hint = _hint(book, dataset.product)
            yield Finding(place_of(book, dataset, "product"), message, hint, dataset.id, "product")


def _hint(book: Book, name: str) -> str:
    titled = next((product.id for product in book.products.values() if product.title.lower() == name.lower()), "")
    if near := titled or closest(name, book.products):
        return f"write '{near}', its id" if titled else f"did you mean '{near}'?"
    new = f"--id {name}" if ID_FORM.fullmatch(name) else f'"{name}"'
    return f"type 'lakebook new wid {new}', or delete the line"

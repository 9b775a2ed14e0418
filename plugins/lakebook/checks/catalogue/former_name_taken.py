"""An old name is in use.

Old names in `formerly:` keep links and references alive. A name that something else has today, or that
two claim, can lead to one of them only.

## Fails

```yaml title="catalogue/sales/crm/orders.yaml"
datasets:
  order:
    description: Orders as the dealers place them.
  sales_order:
    formerly: [order, web_order]
  online_order:
    formerly: [web_order]
    columns:
      dealer: int
      dealer_id:
        type: int
        formerly: [dealer]
```

```output
catalogue/sales/crm/orders.yaml:5:16: error CAT012 old name 'order' of dataset 'crm.orders.sales_order' is a name of today
hint: take it out of formerly: here, or rename the other
catalogue/sales/crm/orders.yaml:7:16: error CAT012 old name 'web_order' of dataset 'crm.orders.online_order' is claimed by 'crm.orders.sales_order' too
hint: take it out of formerly: here, or rename the other
catalogue/sales/crm/orders.yaml:12:20: error CAT012 old name 'dealer' of column 'dealer_id' of 'crm.orders.online_order' is a name of today
hint: take it out of formerly: here, or rename the other
```

## Passes

```yaml title="catalogue/sales/crm/orders.yaml"
datasets:
  sales_order:
    formerly: [order]
  online_order:
    formerly: [web_order]
    columns:
      dealer_id:
        type: int
        formerly: [dealer]
```
"""  # noqa: E501

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lakebook.book import Book
from lakebook.checks import check
from lakebook.checks._place import place_in_list
from lakebook.diagnostics import Finding
from lakebook.model.dataset import Dataset

_HINT = "take it out of formerly: here, or rename the other"


@check("CAT012")
def former_name_taken(book: Book) -> Iterable[Finding]:
    """Old names of datasets and columns that belong to something else."""
    datasets = book.catalogue.datasets
    claimed: dict[str, str] = {}
    for dataset in datasets.values():
        for index, name in enumerate(dataset.formerly):
            for whole in (identity.id for identity in book.catalogue.former_identities(dataset, name)):
                holder = whole if whole in datasets else claimed.setdefault(whole, dataset.id)
                if holder != dataset.id or whole in datasets:
                    place = place_in_list(book, dataset, ("formerly",), index, name)
                    message = f"old name '{name}' of dataset '{dataset.id}' {_said(whole, holder)}"
                    yield Finding(place, message, _HINT, dataset.id, f"formerly.{name}")
        yield from _columns(book, dataset)


def _columns(book: Book, dataset: Dataset) -> Iterator[Finding]:
    claimed: dict[str, str] = {}
    for column in dataset.columns.values():
        for index, name in enumerate(column.formerly):
            holder = name if name in dataset.columns else claimed.setdefault(name, column.name)
            if holder != column.name or name in dataset.columns:
                keys = ("columns", column.name, "formerly")
                message = f"old name '{name}' of column '{column.name}' of '{dataset.id}' {_said(name, holder)}"
                place = place_in_list(book, dataset, keys, index, name)
                yield Finding(place, message, _HINT, dataset.id, ".".join((*keys, name)))


def _said(name: str, holder: str) -> str:
    return "is a name of today" if holder == name else f"is claimed by '{holder}' too"

"""Two names differ only by case.

People take the two for one, and so do Windows, macOS and most databases: folders and pages of one
overwrite those of the other.

## Fails

```yaml title="catalogue/sales/crm/orders.yaml"
datasets:
  order:
    columns:
      dealer: int
      Dealer: varchar
  Order:
    description: Orders as the dealers place them.
```

```output
catalogue/sales/crm/orders.yaml:5:7: error CAT003 column 'Dealer' of 'crm.orders.order' differs from 'dealer' only by case
hint: rename one of the two
catalogue/sales/crm/orders.yaml:6:3: error CAT003 dataset 'crm.orders.Order' differs from 'crm.orders.order' only by case
hint: rename one of the two
```

## Passes

```yaml title="catalogue/sales/crm/orders.yaml"
datasets:
  order:
    columns:
      dealer_id: int
      dealer_name: varchar
  order_history:
    description: Orders of former years.
```
"""  # noqa: E501

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lakebook.book import Book
from lakebook.checks import dataset_check
from lakebook.checks._place import Placed, called, place_of
from lakebook.diagnostics import Finding
from lakebook.model.dataset import Dataset


@dataset_check("CAT003")
def name_clash_by_case(book: Book, datasets: Iterable[Dataset]) -> Iterable[Finding]:
    """The later of two records of one kind and place, and the later of two columns."""
    catalogue = book.catalogue
    kinds: list[Iterable[Placed]] = [catalogue.domains.values(), catalogue.systems.values(), book.products.values()]
    for kind in kinds:
        yield from _clashes(book, kind)
    yield from _clashes(book, catalogue.datasets.values())
    for dataset in datasets:
        if len({name.casefold() for name in dataset.columns}) != len(dataset.columns):
            yield from _column_clashes(book, dataset)


def _clashes(book: Book, records: Iterable[Placed]) -> Iterator[Finding]:
    seen: dict[tuple[str, str], str] = {}
    for record in records:
        around, name = "", record.id
        if isinstance(record, Dataset):
            around, name = f"{record.system}.{record.schema}", record.name
        first = seen.setdefault((around, name.casefold()), record.id)
        if first != record.id:
            message = f"{called(record)} differs from '{first}' only by case"
            yield Finding(place_of(book, record), message, "rename one of the two", record.id, "name")


def _column_clashes(book: Book, dataset: Dataset) -> Iterator[Finding]:
    seen: dict[str, str] = {}
    for name in dataset.columns:
        first = seen.setdefault(name.casefold(), name)
        if first != name:
            place = place_of(book, dataset, "columns", name)
            message = f"column '{name}' of '{dataset.id}' differs from '{first}' only by case"
            yield Finding(place, message, "rename one of the two", dataset.id, f"columns.{name}")

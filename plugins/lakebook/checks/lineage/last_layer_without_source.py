"""A dataset of the last layer comes from nowhere.

Gold is made of something. Where nobody says of what, a wrong number cannot be followed back, and nobody learns that its
source changes. The last of the `layers:` in `lakebook.yaml` is meant, whatever it is called; a draft is left in peace.

## Fails

```yaml title="catalogue/sales/crm/orders.yaml"
datasets:
  weekly_sales:
    layer: gold
```

```output
catalogue/sales/crm/orders.yaml:2:3: warning LIN005 dataset 'crm.orders.weekly_sales' is of layer gold and says nothing of where it comes from
hint: add sources: with the datasets it is made of, or name it in writes: of the product that makes it
```

## Passes

```yaml title="catalogue/sales/crm/orders.yaml"
datasets:
  order:
    layer: silver
  weekly_sales:
    layer: gold
    sources: [order]
```
"""  # noqa: E501

from __future__ import annotations

from collections.abc import Iterable

from lakebook.book import Book
from lakebook.checks import dataset_check
from lakebook.checks._place import called, place_of
from lakebook.diagnostics import Finding, Severity
from lakebook.model.dataset import Dataset


@dataset_check("LIN005", severity=Severity.warning)
def last_layer_without_source(book: Book, datasets: Iterable[Dataset]) -> Iterable[Finding]:
    """Datasets of the last of several layers without anything upstream, in the catalogue or outside."""
    last = book.settings.layers[-1] if len(book.settings.layers) > 1 else None
    for dataset in datasets:
        if dataset.layer != last or dataset.status in ("draft", "retired") or dataset.sources:
            continue
        if not book.lineage.sources_of(dataset.id) and not book.lineage.loose_names_of(dataset.id):
            message = f"{called(dataset)} is of layer {last} and says nothing of where it comes from"
            hint = "add sources: with the datasets it is made of, or name it in writes: of the product that makes it"
            yield Finding(place_of(book, dataset), message, hint, dataset.id, "sources")

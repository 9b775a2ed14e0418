"""The layer of a dataset is not one of the book's.

Layers say how far data has come, in the order of `layers:` in `lakebook.yaml`. A word that is not in it
has no place in that order.

## Fails

```yaml title="catalogue/manufacturing/mes/curing.yaml"
datasets:
  press_cycle:
    layer: sliver
```

```output
catalogue/manufacturing/mes/curing.yaml:3:5: error CAT007 unknown layer 'sliver'
hint: did you mean 'silver'?
```

## Passes

```yaml title="catalogue/manufacturing/mes/curing.yaml"
datasets:
  press_cycle:
    layer: silver
```
"""

from __future__ import annotations

from collections.abc import Iterable

from lakebook.book import Book
from lakebook.checks import dataset_check
from lakebook.checks._place import place_of
from lakebook.diagnostics import Finding, exchange
from lakebook.model.dataset import Dataset
from lakebook.readers._hints import did_you_mean, surely


@dataset_check("CAT007")
def layer_unknown(book: Book, datasets: Iterable[Dataset]) -> Iterable[Finding]:
    """Layers that are not in the settings' list."""
    layers = book.settings.layers
    for dataset in datasets:
        if dataset.layer and dataset.layer not in layers:
            place, hint = place_of(book, dataset, "layer"), did_you_mean(dataset.layer, layers)
            repairs = exchange(place, dataset.layer, surely(dataset.layer, layers))
            yield Finding(place, f"unknown layer '{dataset.layer}'", hint, dataset.id, "layer", repairs=repairs)

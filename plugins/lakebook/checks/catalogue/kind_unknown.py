"""The kind of a dataset is not one of the book's.

Pages, filters and counts go by kind; a word that is not in `kinds:` of `lakebook.yaml` makes a shelf of
its own with one thing on it.

## Fails

```yaml title="catalogue/manufacturing/mes/curing.yaml"
datasets:
  press_cycle:
    kind: tabel
```

```output
catalogue/manufacturing/mes/curing.yaml:3:5: error CAT006 unknown kind 'tabel'
hint: did you mean 'table'?
```

## Passes

```yaml title="catalogue/manufacturing/mes/curing.yaml"
datasets:
  press_cycle:
    kind: table
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


@dataset_check("CAT006")
def kind_unknown(book: Book, datasets: Iterable[Dataset]) -> Iterable[Finding]:
    """Kinds that are not in the settings' list."""
    kinds = book.settings.kinds
    for dataset in datasets:
        if dataset.kind not in kinds:
            place, hint = place_of(book, dataset, "kind"), did_you_mean(dataset.kind, kinds)
            repairs = exchange(place, dataset.kind, surely(dataset.kind, kinds))
            yield Finding(place, f"unknown kind '{dataset.kind}'", hint, dataset.id, "kind", repairs=repairs)

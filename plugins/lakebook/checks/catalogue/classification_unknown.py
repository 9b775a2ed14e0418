"""A classification is not one of the book's.

Whether one dataset is more closed than another is told by the order of `classifications:` in
`lakebook.yaml`. A word that is not in it protects nothing.

## Fails

```yaml title="catalogue/sales/domain.yaml"
classification: intern
```

```yaml title="catalogue/sales/crm/customers.yaml"
datasets:
  customer:
    columns:
      email:
        type: varchar
        classification: confidental
```

```output
catalogue/sales/crm/customers.yaml:6:9: error CAT005 unknown classification 'confidental'
hint: did you mean 'confidential'?
catalogue/sales/domain.yaml:1:1: error CAT005 unknown classification 'intern'
hint: did you mean 'internal'?
```

## Passes

```yaml title="catalogue/sales/domain.yaml"
classification: internal
```

```yaml title="catalogue/sales/crm/customers.yaml"
datasets:
  customer:
    columns:
      email:
        type: varchar
        classification: confidential
```
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lakebook.book import Book
from lakebook.checks import dataset_check
from lakebook.checks._place import Placed, place_of
from lakebook.diagnostics import Finding, exchange
from lakebook.model.dataset import Dataset
from lakebook.readers._hints import did_you_mean, surely


@dataset_check("CAT005")
def classification_unknown(book: Book, datasets: Iterable[Dataset]) -> Iterable[Finding]:
    """Words that are not in the settings' list."""
    known = frozenset(("", *book.settings.classifications))
    for record, keys, word in _classified(book, datasets):
        if word not in known:
            hint = did_you_mean(word, book.settings.classifications)
            place = place_of(book, record, *keys)
            repairs = exchange(place, word, surely(word, book.settings.classifications))
            message = f"unknown classification '{word}'"
            yield Finding(place, message, hint, record.id, ".".join(keys), repairs=repairs)


def _classified(book: Book, datasets: Iterable[Dataset]) -> Iterator[tuple[Placed, tuple[str, ...], str]]:
    catalogue = book.catalogue
    for domain in catalogue.domains.values():
        yield domain, ("classification",), domain.classification
    for system in catalogue.systems.values():
        yield system, ("classification",), system.classification
    for dataset in datasets:
        yield dataset, ("classification",), dataset.classification
        for column in dataset.columns.values():
            if column.classification:
                yield dataset, ("columns", column.name, "classification"), column.classification

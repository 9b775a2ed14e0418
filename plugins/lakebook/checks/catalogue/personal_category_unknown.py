"""A category of personal data is not one of the book's.

The register of personal data is kept by these words. When `personal:` of `lakebook.yaml` lists them, no
other is taken; when it is empty, any word is.

## Fails

```yaml title="lakebook.yaml"
personal: [name, contact, location]
```

```yaml title="catalogue/sales/crm/customers.yaml"
datasets:
  customer:
    columns:
      email:
        type: varchar
        personal: [contacts]
```

```output
catalogue/sales/crm/customers.yaml:6:20: error CAT009 unknown category of personal data 'contacts'
hint: did you mean 'contact'?
```

## Passes

```yaml title="lakebook.yaml"
personal: [name, contact, location]
```

```yaml title="catalogue/sales/crm/customers.yaml"
datasets:
  customer:
    columns:
      email:
        type: varchar
        personal: [contact]
```
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from lakebook.book import Book
from lakebook.checks import dataset_check
from lakebook.checks._place import place_in_list
from lakebook.diagnostics import Finding, exchange
from lakebook.model.dataset import Dataset
from lakebook.readers._hints import did_you_mean, surely


@dataset_check("CAT009")
def personal_category_unknown(book: Book, datasets: Iterable[Dataset]) -> Iterable[Finding]:
    """Categories that are not in the settings' list, where it has any."""
    known = book.settings.personal
    for dataset, keys, categories in _categorised(book, datasets) if known else ():
        for index, word in enumerate(categories):
            if word not in known:
                place = place_in_list(book, dataset, keys, index, word)
                message = f"unknown category of personal data '{word}'"
                field, repairs = ".".join((*keys, word)), exchange(place, word, surely(word, known))
                yield Finding(place, message, did_you_mean(word, known), dataset.id, field, repairs=repairs)


def _categorised(book: Book, datasets: Iterable[Dataset]) -> Iterator[tuple[Dataset, tuple[str, ...], Sequence[str]]]:
    for dataset in datasets:
        yield dataset, ("personal",), dataset.personal
        for column in dataset.columns.values():
            if column.personal:
                yield dataset, ("columns", column.name, "personal"), column.personal

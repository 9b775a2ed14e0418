"""A term is not among the terms of its domain.

A term belongs to one domain and is explained in its `domain.yaml`; the term of another domain is written
`domain/term`. A term that nobody explains explains nothing.

## Fails

```yaml title="catalogue/sales/domain.yaml"
terms:
  sell-out: Tyres that a dealer has sold to a driver.
```

```yaml title="catalogue/sales/crm/sales.yaml"
datasets:
  weekly_sales:
    terms: [sell-in]
    columns:
      sold:
        type: int
        term: sel-out
```

```output
catalogue/sales/crm/sales.yaml:3:13: warning CAT008 unknown term 'sell-in'
hint: did you mean 'sell-out'?
catalogue/sales/crm/sales.yaml:7:9: warning CAT008 unknown term 'sel-out'
hint: did you mean 'sell-out'?
```

## Passes

```yaml title="catalogue/sales/domain.yaml"
terms:
  sell-in: Tyres that we have sold to a dealer.
  sell-out: Tyres that a dealer has sold to a driver.
```

```yaml title="catalogue/sales/crm/sales.yaml"
datasets:
  weekly_sales:
    terms: [sell-in]
    columns:
      sold:
        type: int
        term: sell-out
```
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lakebook.book import Book
from lakebook.checks import dataset_check
from lakebook.checks._place import own_file, place_in_list
from lakebook.diagnostics import Finding, Severity, exchange
from lakebook.model.dataset import Dataset
from lakebook.readers._hints import closest, surely


@dataset_check("CAT008", severity=Severity.warning)
def term_unknown(book: Book, datasets: Iterable[Dataset]) -> Iterable[Finding]:
    """Terms that their domain does not explain."""
    known: dict[tuple[str, str], bool] = {}
    for dataset, keys, index, name in _named(book, datasets):
        pair = (dataset.domain, name)
        if pair not in known:
            known[pair] = book.catalogue.term(name, dataset.domain) is not None
        if not known[pair]:
            place = place_in_list(book, dataset, keys, index, name)
            repairs = exchange(place, name, _sure(book, *pair))
            field = ".".join((*keys, name))
            yield Finding(place, f"unknown term '{name}'", _hint(book, *pair), dataset.id, field, repairs=repairs)


def _named(book: Book, datasets: Iterable[Dataset]) -> Iterator[tuple[Dataset, tuple[str, ...], int, str]]:
    for dataset in datasets:
        for index, name in enumerate(dataset.terms):
            yield dataset, ("terms",), index, name
        for column in dataset.columns.values():
            if column.term:
                yield dataset, ("columns", column.name, "term"), 0, column.term


def _sure(book: Book, domain: str, name: str) -> str:
    """The term of its domain that the name must mean."""
    home = book.catalogue.domains.get(domain)
    return surely(name, home.terms) if home is not None and "/" not in name else ""


def _hint(book: Book, domain: str, name: str) -> str:
    home, slash, word = name.rpartition("/")
    meant = book.catalogue.domains.get(home or domain)
    if meant is None:
        near = closest(home, book.catalogue.domains)
        return f"did you mean '{near}/{word}'?" if near else f"there is no domain '{home}'"
    near = closest(word, meant.terms)
    return f"did you mean '{home}{slash}{near}'?" if near else f"add it to terms: in {own_file(book, meant)}"

"""A dataset is more open than what it is made of, and no accepted decision says why.

Joining, counting and hashing may make data less secret. Whether they do is a decision: one that is accepted, and
names in `datasets:` the dataset and what it comes from, or in `products:` the product that writes it. Where
`from:` tells which columns are used, these columns count, and not the whole source. What comes next in line is
compared with this dataset, so one decision is enough.

## Fails

```yaml title="catalogue/sales/crm/customers.yaml"
datasets:
  customer:
    classification: confidential
  customer_count:
    classification: internal
    sources:
      customer: counted by country
```

```output
catalogue/sales/crm/customers.yaml:5:5: error SEC005 dataset 'crm.customers.customer_count' is internal, but made of 'crm.customers.customer', which is confidential
hint: set classification: confidential, or have a decision accepted that lowers it, with datasets: [crm.customers.customer_count, crm.customers.customer]
```

## Fails, by column

```yaml title="catalogue/sales/crm/customers.yaml"
datasets:
  customer:
    classification: internal
    columns:
      country: text
      credit_limit: {type: int, classification: confidential}
  by_country:
    classification: internal
    columns:
      country: {type: text, from: customer.country}
      credit: {type: int, from: customer.credit_limit}
```

```output
catalogue/sales/crm/customers.yaml:11:7: error SEC005 column 'credit' of 'crm.customers.by_country' is internal, but made of column 'credit_limit' of 'crm.customers.customer', which is confidential
hint: set classification: confidential, or have a decision accepted that lowers it, with datasets: [crm.customers.by_country, crm.customers.customer]
```

## Passes

```yaml title="catalogue/sales/crm/customers.yaml"
datasets:
  customer:
    classification: confidential
  customer_count:
    classification: internal
    sources:
      customer: counted by country
```

```markdown title="adrs/0005-counts-are-open.md"
---
id: adr-0005
status: accepted
date: 2026-03-02
datasets: [crm.customers.customer, crm.customers.customer_count]
---
# Counts by country are internal
```
"""  # noqa: E501

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

import msgspec

from lakebook.book import Book
from lakebook.checks import dataset_check
from lakebook.checks._place import place_of
from lakebook.checks.security._levels import Levels
from lakebook.checks.security._reads import change_is_decided
from lakebook.diagnostics import Finding
from lakebook.model.dataset import Dataset


class _Lowered(msgspec.Struct, frozen=True):
    """A source that is more closed than what is made of it."""

    dataset: str
    column: str
    """Column of the source, where it is told."""
    was: int
    """Rank of the source."""
    target: str
    """Column of what is made of it, where it is told."""
    now: int
    """Rank of what is made of it."""


@dataset_check("SEC005")
def declassified_without_decision(book: Book, datasets: Iterable[Dataset]) -> Iterable[Finding]:
    """Of each dataset, the highest source that it lowers and no decision lets it lower."""
    levels = Levels(book)
    highest = cache(lambda dataset_id: levels.of(book.catalogue.datasets[dataset_id]))
    for dataset in datasets:
        above = max(map(highest, book.lineage.declared_sources_of(dataset.id)), default=-1)
        lowered = list(_lowered(book, levels, dataset)) if levels.lowest(dataset) < above else []
        if lowered and (open_ones := [one for one in lowered if not change_is_decided(book, dataset, one.dataset)]):
            yield _finding(book, levels, dataset, max(open_ones, key=lambda one: one.was))


def _lowered(book: Book, levels: Levels, dataset: Dataset) -> Iterator[_Lowered]:
    own = levels.rank(book.catalogue.classification_of(dataset))
    every, by_column = book.catalogue.datasets, set()
    for column, ends in book.lineage.column_edges.declared_by_column(dataset.id).items():
        now = levels.of(dataset, dataset.columns[column])
        for source, source_column in ends:
            by_column.add(source)
            was = levels.of(every[source], every[source].columns.get(source_column))
            if source != dataset.id and 0 <= now < was:
                yield _Lowered(source, source_column, was, column, now)
    for source in book.lineage.declared_sources_of(dataset.id):
        was = levels.of(every[source]) if source not in by_column else -1
        if 0 <= own < was:
            yield _Lowered(source, "", was, "", own)


def _finding(book: Book, levels: Levels, dataset: Dataset, found: _Lowered) -> Finding:
    made = f"column '{found.target}' of '{dataset.id}'" if found.target else f"dataset '{dataset.id}'"
    of = f"column '{found.column}' of '{found.dataset}'" if found.column else f"'{found.dataset}'"
    was = levels.names[found.was]
    message = f"{made} is {levels.names[found.now]}, but made of {of}, which is {was}"
    both = f"datasets: [{dataset.id}, {found.dataset}]"
    hint = f"set classification: {was}, or have a decision accepted that lowers it, with {both}"
    keys = ("columns", found.target) if found.target else ("classification",)
    return Finding(place_of(book, dataset, *keys), message, hint, dataset.id, ".".join((*keys, "declassified")))

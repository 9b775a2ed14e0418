"""A column comes from a dataset that is not among the sources.

A reader who looks at `sources:` believes that this is all. Where a dataset lists its sources, it lists those of its columns
too.

## Fails

```yaml title="catalogue/sales/crm/orders.yaml"
datasets:
  order:
    columns: {id: bigint}
  dealer:
    columns: {name: text}
  daily:
    sources: [order]
    columns:
      dealer_name:
        type: text
        from: dealer.name
```

```output
catalogue/sales/crm/orders.yaml:11:9: info LIN004 'dealer_name' comes from 'crm.orders.dealer', which is not among the sources
hint: add 'crm.orders.dealer' to sources: of 'daily'
```

## Passes

```yaml title="catalogue/sales/crm/orders.yaml"
datasets:
  order:
    columns: {id: bigint}
  dealer:
    columns: {name: text}
  daily:
    sources: [order, dealer]
    columns:
      dealer_name:
        type: text
        from: dealer.name
```
"""  # noqa: E501

from __future__ import annotations

from collections.abc import Iterable

from lakebook.book import Book
from lakebook.checks import dataset_check
from lakebook.checks._place import place_of
from lakebook.diagnostics import Finding, Severity
from lakebook.lineage.edges import BY_COLUMNS, DECLARED
from lakebook.model.dataset import Dataset


@dataset_check("LIN004", severity=Severity.info)
def source_undeclared(book: Book, datasets: Iterable[Dataset]) -> Iterable[Finding]:
    """Of each dataset with ``sources:``, each dataset that only its columns name, once."""
    for dataset in datasets:
        edges = book.lineage.edges_into(dataset.id)
        missing = {source for source, edge in edges.items() if edge.known & (DECLARED | BY_COLUMNS) == BY_COLUMNS}
        if not (missing and dataset.sources):
            continue
        for column, ends in book.lineage.column_edges.declared_by_column(dataset.id).items():
            for source, _ in ends:
                if source in missing:
                    missing.discard(source)
                    message = f"'{column}' comes from '{source}', which is not among the sources"
                    place = place_of(book, dataset, "columns", column, "from")
                    hint = f"add '{source}' to sources: of '{dataset.name}'"
                    yield Finding(place, message, hint, dataset.id, f"sources.{source}")

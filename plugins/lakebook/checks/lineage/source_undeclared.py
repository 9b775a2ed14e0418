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
from lakebook.model.dataset import Dataset


@dataset_check("LIN004", severity=Severity.info)
def source_undeclared(book: Book, datasets: Iterable[Dataset]) -> Iterable[Finding]:
    """Of each dataset with ``sources:``, each dataset that only its columns name, once."""
    for dataset in datasets:
        if not dataset.sources:
            continue
        meant = (book.catalogue.resolve(source.target, dataset).dataset for source in dataset.sources)
        declared = {found.id for found in meant if found is not None} | {dataset.id}
        for column in dataset.columns.values():
            for source, _ in book.lineage.declared_column_sources(dataset.id, column.name) if column.from_ else ():
                if source not in declared:
                    declared.add(source)
                    message = f"'{column.name}' comes from '{source}', which is not among the sources"
                    place = place_of(book, dataset, "columns", column.name, "from")
                    hint = f"add '{source}' to sources: of '{dataset.name}'"
                    yield Finding(place, message, hint, dataset.id, f"sources.{source}")

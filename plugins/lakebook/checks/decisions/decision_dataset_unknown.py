"""A decision names a dataset that is not in the catalogue.

What a decision allows is told by the datasets it names. One that nobody finds allows nothing, and the dataset that was meant
is taken for undecided.

## Fails

```yaml title="catalogue/sales/crm/orders.yaml"
datasets:
  order: {}
```

```markdown title="adrs/0005-mask-names.md"
---
id: adr-0005
status: accepted
date: 2026-03-02
datasets: [crm.orders.ordr]
---
# Mask names
```

```output
adrs/0005-mask-names.md:5:12: error ADR022 'crm.orders.ordr' is not a known dataset
hint: did you mean 'crm.orders.order'?
```

## Passes

```yaml title="catalogue/sales/crm/orders.yaml"
datasets:
  order: {}
```

```markdown title="adrs/0005-mask-names.md"
---
id: adr-0005
status: accepted
date: 2026-03-02
datasets: [crm.orders.order]
---
# Mask names
```
"""  # noqa: E501

from __future__ import annotations

from collections.abc import Iterable

from lakebook.book import Book
from lakebook.checks import check
from lakebook.checks._nearest import Nearest
from lakebook.checks.products._dataset_names import fault_of
from lakebook.diagnostics import Finding


@check("ADR022")
def decision_dataset_unknown(book: Book) -> Iterable[Finding]:
    """Names in ``datasets:`` that do not lead to one dataset."""
    nearest = Nearest(book)
    for decision in book.decisions:
        for index, name in enumerate(decision.datasets):
            if fault := fault_of(book, name):
                ambiguous = bool(book.catalogue.resolve(name).candidates)
                hint = "write it as system.schema.dataset" if ambiguous else nearest.hint(name)
                place = book.locate(decision.path, "datasets", index, line=decision.line)
                yield Finding(place, f"'{name}' {fault}", hint, decision.id, f"datasets.{name}")

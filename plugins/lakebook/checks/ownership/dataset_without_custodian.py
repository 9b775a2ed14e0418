"""A dataset has no custodian, by itself or inherited.

Nobody can be asked what it means, and nobody can grant access to it. A custodian named once in
`system.yaml` or `domain.yaml` counts for everything below.

Where the domain lacks one too, that is one finding, `OWN006`, and not one for each dataset.
This check speaks where a domain says that it needs none.

## Fails

```yaml title="catalogue/sales/domain.yaml"
ignore:
  OWN006: Each system has its own custodian.
```

```yaml title="catalogue/sales/crm/orders.yaml"
datasets:
  order:
    description: Orders as the dealers place them.
```

```output
catalogue/sales/crm/orders.yaml:2:3: error OWN001 dataset 'crm.orders.order' has no custodian
hint: add custodian: to it, to catalogue/sales/crm/system.yaml or to catalogue/sales/domain.yaml
```

## Passes

```yaml title="catalogue/sales/domain.yaml"
custodian: ann.durand
```

```yaml title="catalogue/sales/crm/orders.yaml"
datasets:
  order:
    description: Orders as the dealers place them.
```

```yaml title="catalogue/finance/erp/postings.yaml"
datasets:
  posting:
    description: One row per posting.
```
"""

from __future__ import annotations

from collections.abc import Iterable

from lakebook.book import Book
from lakebook.checks import dataset_check
from lakebook.checks._place import place_of
from lakebook.checks._run import is_silent
from lakebook.checks.ownership.domain_without_custodian import domain_without_custodian
from lakebook.diagnostics import Finding
from lakebook.model.dataset import Dataset


@dataset_check("OWN001")
def dataset_without_custodian(book: Book, datasets: Iterable[Dataset]) -> Iterable[Finding]:
    """Datasets nobody answers for, in domains that need no custodian."""
    folder = book.settings.folders.catalogue
    without = domain_without_custodian
    silent = {finding.subject for finding in without(book) if is_silent(book, without, finding)}
    for dataset in datasets:
        if dataset.domain in silent and not book.catalogue.custodian_of(dataset):
            above = f"{folder}/{dataset.domain}"
            hint = f"add custodian: to it, to {above}/{dataset.system}/system.yaml or to {above}/domain.yaml"
            message = f"dataset '{dataset.id}' has no custodian"
            yield Finding(place_of(book, dataset), message, hint, dataset.id, "custodian")

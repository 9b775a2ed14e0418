"""A grant is about a dataset of another domain.

Nobody grants what others answer for: such a grant gives nothing away. It belongs into the file of the domain whose
custodian answers for the dataset.

## Fails

```yaml title="catalogue/sales/crm/core.yaml"
datasets:
  visit:
    columns: {id: bigint, seen_on: date}
```

```yaml title="catalogue/finance/grants.yaml"
grants:
  - product: dealer-churn
    dataset: crm.core.visit
    purpose: Count visits.
    until: 2027-12-31
```

```markdown title="wids/dealer-churn.md"
---
id: dealer-churn
status: active
reads: [crm.core.visit]
---
```

```output
catalogue/finance/grants.yaml:3:5: error SEC010 'crm.core.visit' belongs to domain 'sales', so 'finance' cannot grant it
hint: move the entry to catalogue/sales/grants.yaml
```

## Passes

```yaml title="catalogue/sales/crm/core.yaml"
datasets:
  visit:
    columns: {id: bigint, seen_on: date}
```

```yaml title="catalogue/sales/grants.yaml"
grants:
  - product: dealer-churn
    dataset: crm.core.visit
    purpose: Count visits.
    until: 2027-12-31
```

```markdown title="wids/dealer-churn.md"
---
id: dealer-churn
status: active
reads: [crm.core.visit]
---
```
"""

from __future__ import annotations

from collections.abc import Iterable

from lakebook.book import Book
from lakebook.checks import check
from lakebook.checks.security._grants import at
from lakebook.diagnostics import Finding


@check("SEC010")
def grant_dataset_elsewhere(book: Book) -> Iterable[Finding]:
    """Grants in the file of a domain that does not hold the dataset."""
    for grant in book.grants:
        dataset = book.catalogue.resolve(grant.dataset).dataset
        if dataset is not None and dataset.domain != grant.domain:
            message = f"'{dataset.id}' belongs to domain '{dataset.domain}', so '{grant.domain}' cannot grant it"
            hint = f"move the entry to {book.settings.folders.catalogue}/{dataset.domain}/grants.yaml"
            yield at(book, grant, "dataset", message, hint)

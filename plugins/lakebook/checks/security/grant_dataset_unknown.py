"""A grant is about a dataset that is not in the catalogue.

It gives nothing away. The name is looked up as a reference, so `system.schema.dataset` is always right.

## Fails

```yaml title="catalogue/sales/crm/core.yaml"
datasets:
  visit:
    columns: {id: bigint, seen_on: date}
```

```yaml title="catalogue/sales/grants.yaml"
grants:
  - product: dealer-churn
    dataset: crm.core.visits
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
catalogue/sales/grants.yaml:3:5: error SEC009 'crm.core.visits' is not a known dataset
hint: did you mean 'crm.core.visit'?
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
from lakebook.checks._nearest import Nearest
from lakebook.checks.products._dataset_names import fault_of
from lakebook.checks.security._grants import at
from lakebook.diagnostics import Finding


@check("SEC009")
def grant_dataset_unknown(book: Book) -> Iterable[Finding]:
    """Grants whose ``dataset:`` does not lead to one dataset."""
    nearest = Nearest(book)
    for grant in book.grants:
        if book.catalogue.resolve(grant.dataset).dataset is None:
            fault = fault_of(book, grant.dataset) or "lies outside the catalogue"
            yield at(book, grant, "dataset", f"'{grant.dataset}' {fault}", nearest.hint(grant.dataset))

"""A grant names a column that its dataset does not have.

The column was renamed, or was never there. Whoever turns grants into rights on the lake stumbles over it. Datasets
without any columns are passed over.

## Fails

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
    columns: [id, seen_at]
```

```markdown title="wids/dealer-churn.md"
---
id: dealer-churn
status: active
reads: [crm.core.visit]
---
```

```output
catalogue/sales/grants.yaml:6:19: error SEC011 'crm.core.visit' has no column 'seen_at'
hint: did you mean 'seen_on'?
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
    columns: [id, seen_on]
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
from lakebook.checks._place import place_of
from lakebook.diagnostics import Finding
from lakebook.readers._hints import closest


@check("SEC011")
def grant_column_unknown(book: Book) -> Iterable[Finding]:
    """Names in ``columns:`` that are no columns of the dataset."""
    for grant in book.grants:
        dataset = book.catalogue.resolve(grant.dataset).dataset if grant.columns else None
        if dataset is None or not dataset.columns:
            continue
        for index, name in enumerate(grant.columns):
            if name not in dataset.columns:
                near = closest(name, dataset.columns)
                hint = f"did you mean '{near}'?" if near else "delete it, or add the column to the dataset"
                place = place_of(book, grant, "columns", index)
                yield Finding(place, f"'{dataset.id}' has no column '{name}'", hint, grant.id, f"columns.{name}")

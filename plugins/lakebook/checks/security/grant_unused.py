"""A grant lets a product read what it does not read.

Rights that nobody uses are rights that somebody may use. Delete the grant, or name the dataset in `reads:` of the
WID.

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
```

```markdown title="wids/dealer-churn.md"
---
id: dealer-churn
status: active
reads: []
---
```

```output
catalogue/sales/grants.yaml:3:5: info SEC016 the grant of 'crm.core.visit' to 'dealer-churn' is not used: the product does not read it
hint: delete it, or add 'crm.core.visit' to reads: in wids/dealer-churn.md
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
"""  # noqa: E501

from __future__ import annotations

from collections.abc import Iterable

from lakebook.book import Book
from lakebook.checks import check
from lakebook.checks.security._grants import at, of_whom
from lakebook.diagnostics import Finding, Severity


@check("SEC016", severity=Severity.info)
def grant_unused(book: Book) -> Iterable[Finding]:
    """Grants that hold today or later, to a product that does not read the dataset."""
    for grant in book.grants:
        product = book.products.get(grant.product)
        dataset = book.catalogue.resolve(grant.dataset).dataset
        if product is None or dataset is None or grant.until is None or grant.until < book.today:
            continue
        targets = (book.catalogue.resolve(read.target).dataset for read in product.reads)
        if product.status == "retired" or all(target is not dataset for target in targets):
            hint = f"delete it, or add '{dataset.id}' to reads: in {product.path}"
            said = "is retired" if product.status == "retired" else "does not read it"
            yield at(book, grant, "dataset", f"{of_whom(grant)} is not used: the product {said}", hint)

"""A grant has ended.

As long as a live product reads the dataset, it reads what nobody allows any more: an error, which only time brings
about. Run the check every day by a schedule. A grant that nobody needs any more is only to be deleted.

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
    until: 2026-10-31
```

```markdown title="wids/dealer-churn.md"
---
id: dealer-churn
status: active
reads: [crm.core.visit]
---
```

```output
catalogue/sales/grants.yaml:5:5: error SEC013 the grant of 'crm.core.visit' to 'dealer-churn' ended on 2026-10-31, and the product still reads
hint: agree on a new until: with the team of 'dealer-churn', or ask it to stop reading
```

## Fails, where nobody reads any more

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
    until: 2026-10-31
```

```markdown title="wids/dealer-churn.md"
---
id: dealer-churn
status: retired
reads: [crm.core.visit]
---
```

```output
catalogue/sales/grants.yaml:5:5: info SEC013 the grant of 'crm.core.visit' to 'dealer-churn' ended on 2026-10-31
hint: delete it
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
    until: 2026-11-01
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
from lakebook.checks.security._reads import LIVE, reads
from lakebook.diagnostics import Finding, Severity
from lakebook.model.grant import Grant


@check("SEC013")
def grant_ended(book: Book) -> Iterable[Finding]:
    """Grants whose last day has passed, and that no other follows."""
    live = {(read.product.id, read.dataset.id) for read in reads(book, LIVE)}
    for grant in book.grants:
        if grant.until is not None and grant.until < book.today:
            if not _needed(book, grant, live):
                yield at(book, grant, "until", f"{of_whom(grant)} ended on {grant.until}", "delete it", Severity.info)
                continue
            message = f"{of_whom(grant)} ended on {grant.until}, and the product still reads"
            hint = f"agree on a new until: with the team of '{grant.product}', or ask it to stop reading"
            yield at(book, grant, "until", message, hint)


def _needed(book: Book, grant: Grant, live: set[tuple[str, str]]) -> bool:
    """Whether a live product reads by it alone."""
    dataset = book.catalogue.resolve(grant.dataset).dataset
    if dataset is None or dataset.domain != grant.domain or (grant.product, dataset.id) not in live:
        return False
    return not any(other.holds(book.today) for other in book.grants.between(grant.product, dataset.id))

"""A grant has no end.

What is granted for ever is never looked at again. Without `until:` a grant holds on no day.

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
```

```markdown title="wids/dealer-churn.md"
---
id: dealer-churn
status: active
reads: [crm.core.visit]
---
```

```output
catalogue/sales/grants.yaml:2:5: error SEC012 the grant of 'crm.core.visit' to 'dealer-churn' has no end, so it holds on no day
hint: add until: with its last day, such as 2027-11-28
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
from lakebook.diagnostics import Finding


@check("SEC012")
def grant_without_end(book: Book) -> Iterable[Finding]:
    """Grants without ``until:``."""
    for grant in book.grants:
        if grant.until is None:
            hint = f"add until: with its last day, such as {book.today.year + 1}-{book.today:%m}-28"
            yield at(book, grant, "until", f"{of_whom(grant)} has no end, so it holds on no day", hint)

"""A grant rests on a decision that is not in the log.

The decision is the reason why something was granted. Nobody can look it up.

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
    adr: adr-0050
```

```markdown title="adrs/0005-churn.md"
---
id: adr-0005
status: accepted
date: 2026-03-02
---
# Churn may read visits
```

```markdown title="wids/dealer-churn.md"
---
id: dealer-churn
status: active
reads: [crm.core.visit]
---
```

```output
catalogue/sales/grants.yaml:6:5: error SEC014 'adr-0050' is not in the decision log
hint: did you mean 'adr-0005'?
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
    adr: adr-0005
```

```markdown title="adrs/0005-churn.md"
---
id: adr-0005
status: accepted
date: 2026-03-02
---
# Churn may read visits
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
from lakebook.readers._hints import closest


@check("SEC014")
def grant_decision_unknown(book: Book) -> Iterable[Finding]:
    """Grants whose ``adr:`` leads nowhere."""
    for grant in book.grants:
        if grant.adr and book.decisions.find(grant.adr) is None:
            near = closest(grant.adr, [decision.id for decision in book.decisions])
            hint = f"did you mean '{near}'?" if near else "correct it, or write the decision with 'lakebook new adr'"
            yield at(book, grant, "adr", f"'{grant.adr}' is not in the decision log", hint)

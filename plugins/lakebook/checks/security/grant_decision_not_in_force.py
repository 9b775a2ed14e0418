"""A grant rests on a decision that does not hold.

Only an accepted decision allows anything. Where the decision was superseded, look at what follows it: it may forbid
what the old one allowed.

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
    adr: adr-0005
```

```markdown title="adrs/0005-churn.md"
---
id: adr-0005
status: superseded
superseded_by: adr-0006
date: 2026-03-02
---
# Churn may read visits
```

```markdown title="adrs/0006-churn.md"
---
id: adr-0006
status: accepted
supersedes: adr-0005
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
catalogue/sales/grants.yaml:6:5: error SEC015 the grant of 'crm.core.visit' to 'dealer-churn' rests on 'adr-0005', which is superseded
hint: read 'adr-0006', which follows it, and name it in adr:
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
    adr: adr-0006
```

```markdown title="adrs/0005-churn.md"
---
id: adr-0005
status: superseded
superseded_by: adr-0006
date: 2026-03-02
---
# Churn may read visits
```

```markdown title="adrs/0006-churn.md"
---
id: adr-0006
status: accepted
supersedes: adr-0005
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
"""  # noqa: E501

from __future__ import annotations

from collections.abc import Iterable

from lakebook.book import Book
from lakebook.checks import check
from lakebook.checks._successor import what_follows
from lakebook.checks.security._grants import at, of_whom
from lakebook.checks.security._reads import in_force
from lakebook.diagnostics import Finding


@check("SEC015")
def grant_decision_not_in_force(book: Book) -> Iterable[Finding]:
    """Grants whose ``adr:`` is not accepted, or not any more."""
    for grant in book.grants:
        decision = book.decisions.find(grant.adr) if grant.adr else None
        if decision is not None and not in_force(decision):
            status = f"{decision.status or 'without a status'}{', in part' if decision.partial else ''}"
            message = f"{of_whom(grant)} rests on '{decision.id}', which is {status}"
            follower = what_follows(book, decision)
            hint = (
                f"read '{follower}', which follows it, and name it in adr:" if follower else "name one that is accepted"
            )
            yield at(book, grant, "adr", message, hint)

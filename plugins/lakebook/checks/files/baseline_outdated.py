"""The baseline holds findings that are gone.

What is corrected must not come back unseen: an entry without a finding would hold the same mistake when somebody makes
it again. So whoever corrects a finding also takes it out of the baseline, and the file can only shrink. A company whose
custodians cannot type the command may make this a warning in `severities:`, and update the file now and then.

## Fails

```yaml title="lakebook.yaml"
baseline: baseline.json
```

```json title="baseline.json"
[{"lakebook-baseline": 1}
,{"fingerprint": "2e277a6b0fa6ae5e56f4348f5800eec3085b477e4fc36775bfb0a5dd1c3297d7", "code": "CAT004",
  "subject": "crm.orders.order"}
]
```

```yaml title="catalogue/sales/crm/orders.yaml"
datasets:
  order:
    description: Orders as the dealers place them.
```

```output
baseline.json:2: error FIL021 no known findings are left, 1 fewer than the baseline allows
hint: type 'lakebook check --update-baseline', and commit baseline.json; gone: CAT004 of 'crm.orders.order'
```

## Passes

```yaml title="lakebook.yaml"
baseline: baseline.json
```

```json title="baseline.json"
[{"lakebook-baseline": 1}
,{"fingerprint": "2e277a6b0fa6ae5e56f4348f5800eec3085b477e4fc36775bfb0a5dd1c3297d7", "code": "CAT004",
  "subject": "crm.orders.order"}
]
```

```yaml title="catalogue/sales/crm/orders.yaml"
datasets:
  order:
```
"""

from __future__ import annotations

from collections.abc import Iterable

from lakebook.book import Book
from lakebook.checks import closing_check
from lakebook.checks._baseline import Held
from lakebook.diagnostics import Finding, Location


@closing_check("FIL021")
def baseline_outdated(book: Book, held: Held) -> Iterable[Finding]:
    """One finding for all entries that are gone, at the first of them."""
    if not held.gone:
        return
    left = sum(diagnostic.known for diagnostic in held.diagnostics)
    findings = "1 known finding is left" if left == 1 else f"{f'{left:,}' if left else 'no'} known findings are left"
    first, path = held.gone[0], held.baseline.path
    more = f" and {len(held.gone) - 1:,} more" if len(held.gone) > 1 else ""
    hint = f"type 'lakebook check --update-baseline', and commit {path}; gone: {first.code} of '{first.subject}'{more}"
    yield Finding(Location(path, first.line), f"{findings}, {len(held.gone):,} fewer than the baseline allows", hint)

"""A file of the catalogue is read by nobody.

Whoever put it there believes that it counts. Lock files of Excel, hidden files and what Windows and macOS leave in
folders are passed over.

## Fails

```yaml title="catalogue/orders.yaml"
datasets:
  order:
```

```output
catalogue/orders.yaml: warning FIL010 no reader takes this file
hint: put it at <domain>/<system>/<schema>.yaml (or .xlsx), or delete it
```

## Fails, with a slip in the name

```yaml title="catalogue/sales/Domains.yaml"
custodian: ann.durand
```

```csv title="catalogue/sales/crm/orders.csv"
dataset,name,type
```

```markdown title="wids/demand-forecast.markdown"
---
id: demand-forecast
---
```

```output
catalogue/sales/Domains.yaml: warning FIL010 no reader takes this file
hint: call it domain.yaml
catalogue/sales/crm/orders.csv: warning FIL010 no reader takes this file
hint: save it as orders.xlsx, or delete it
wids/demand-forecast.markdown: warning FIL010 no reader takes this file
hint: call it demand-forecast.md
```

## Passes

```yaml title="catalogue/sales/crm/orders.yaml"
datasets:
  order:
    description: Orders as the dealers place them.
```
"""

from __future__ import annotations

from collections.abc import Iterable

from lakebook.book import Book
from lakebook.checks import check
from lakebook.diagnostics import Finding, Severity


@check("FIL010", severity=Severity.warning)
def file_misplaced(book: Book) -> Iterable[Finding]:
    """What the readers left."""
    return book.findings_of("file_misplaced")

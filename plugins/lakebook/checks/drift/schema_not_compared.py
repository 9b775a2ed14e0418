"""A schema that the source held the last time is not to be seen there.

It was dropped, or its rights were taken away: whatever changed in it, nobody would hear of it. Only what `lakebook import` found in this very database
is missed, and where all of it is drafts or has ended, nothing is. Where the source shows nothing at all, there is no report, but an error.

Found by `lakebook drift`, not by `lakebook check`.

## Fails

```yaml title="database:catalogue/sales/crm/core.yaml"
datasets:
  customer:
    columns:
      id: integer pk
```

```yaml title="catalogue/sales/crm/core.yaml"
datasets:
  customer:
    columns:
      id: integer pk
```

```yaml title="catalogue/sales/crm/billing.yaml"
datasets:
  invoice:
    columns:
      id: integer pk
```

```yaml title="catalogue/sales/crm/billing.observed.yaml"
spaces: [crm.billing]
datasets:
  invoice:
    seen:
      database:
        columns:
          id: integer pk
```

```output
catalogue/sales/crm/billing.yaml: error DRF010 not compared: the database does not show 'crm.billing', which holds 1 dataset of 'crm.billing'
hint: see whether it was dropped: then import again with --accept-gone, or set status: retired
```

## Passes

```yaml title="database:catalogue/sales/crm/core.yaml"
datasets:
  customer:
    columns:
      id: integer pk
```

```yaml title="catalogue/sales/crm/core.yaml"
datasets:
  customer:
    columns:
      id: integer pk
```

```yaml title="catalogue/sales/crm/billing.yaml"
datasets:
  invoice:
    status: retired
    columns:
      id: integer pk
```

```yaml title="catalogue/sales/crm/billing.observed.yaml"
spaces: [crm.billing]
datasets:
  invoice:
    seen:
      database:
        columns:
          id: integer pk
```
"""  # noqa: E501

from __future__ import annotations

from collections.abc import Iterable

from lakebook.book import Book
from lakebook.checks import check
from lakebook.checks.drift._told import told
from lakebook.diagnostics import Finding


@check("DRF010")
def schema_not_compared(book: Book) -> Iterable[Finding]:
    """Schemas of earlier imports that the source shows nothing of."""
    return told(book, "schema_not_compared")

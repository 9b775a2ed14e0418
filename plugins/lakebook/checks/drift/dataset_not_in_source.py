"""A dataset of the book is not in the source that holds its schema.

It was dropped or renamed, and whoever finds it in the catalogue looks for it in vain. Drafts and what is deprecated or retired are not asked for, nor are
reports, dashboards, APIs, topics and files where the source holds none, nor what only another source has seen.

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
  fax_order:
    columns:
      id: integer
```

```output
catalogue/sales/crm/core.yaml:5:3: error DRF002 table 'crm.core.fax_order' is not in the database
hint: set status: retired, correct its name, or give its name in the source in formerly:
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
  fax_order:
    status: retired
    columns:
      id: integer
```
"""  # noqa: E501

from __future__ import annotations

from collections.abc import Iterable

from lakebook.book import Book
from lakebook.checks import check
from lakebook.checks.drift._told import told
from lakebook.diagnostics import Finding


@check("DRF002")
def dataset_not_in_source(book: Book) -> Iterable[Finding]:
    """Datasets that a source of their schema should hold, and does not."""
    return told(book, "dataset_not_in_source")

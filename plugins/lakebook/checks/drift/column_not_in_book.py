"""A table of a source has a column that its dataset lacks.

What nobody described, nobody classified: a new column may hold personal data. `lakebook drift database URL --fix` adds it. A column that was imported
and that somebody then deleted from the book is not asked for again.

Found by `lakebook drift`, not by `lakebook check`.

## Fails

```yaml title="database:catalogue/sales/crm/core.yaml"
datasets:
  customer:
    columns:
      id: integer pk
      email: text
```

```yaml title="catalogue/sales/crm/core.yaml"
datasets:
  customer:
    columns:
      id: integer pk
```

```output
catalogue/sales/crm/core.yaml:3:5: error DRF003 'crm.core.customer' lacks the column 'email' of the database, which has it as text
hint: type the command again with --fix to add it, or import again
```

## Passes

```yaml title="database:catalogue/sales/crm/core.yaml"
datasets:
  customer:
    columns:
      id: integer pk
      email: text
```

```yaml title="catalogue/sales/crm/core.yaml"
datasets:
  customer:
    columns:
      id: integer pk
      email: text
```
"""  # noqa: E501

from __future__ import annotations

from collections.abc import Iterable

from lakebook.book import Book
from lakebook.checks import check
from lakebook.checks.drift._told import told
from lakebook.diagnostics import Finding


@check("DRF003")
def column_not_in_book(book: Book) -> Iterable[Finding]:
    """Columns that the book lacks; none that somebody deleted from it."""
    return told(book, "column_not_in_book")

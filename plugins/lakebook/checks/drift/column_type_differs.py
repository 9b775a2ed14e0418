"""A column has another type in the source.

Types are compared by what they mean, not by how they are spelt: `varchar(20)` is `character varying(20)`, `int` is `integer`. A type is the source's
to say: `lakebook import` takes it over. Where the book has the type of another source, this one is heard when it changes its own.

Found by `lakebook drift`, not by `lakebook check`.

## Fails

```yaml title="database:catalogue/sales/crm/core.yaml"
datasets:
  customer:
    columns:
      id: integer pk
      name: varchar(120)
```

```yaml title="catalogue/sales/crm/core.yaml"
datasets:
  customer:
    columns:
      id: int pk
      name: varchar(80)
```

```output
catalogue/sales/crm/core.yaml:5:7: error DRF005 type of 'name' of 'crm.core.customer' is varchar(80), but varchar(120) in the database
hint: write varchar(120), or import again
```

## Passes

```yaml title="database:catalogue/sales/crm/core.yaml"
datasets:
  customer:
    columns:
      id: integer pk
      name: varchar(120)
```

```yaml title="catalogue/sales/crm/core.yaml"
datasets:
  customer:
    columns:
      id: int pk
      name: character varying(120)
```
"""  # noqa: E501

from __future__ import annotations

from collections.abc import Iterable

from lakebook.book import Book
from lakebook.checks import check
from lakebook.checks.drift._told import told
from lakebook.diagnostics import Finding


@check("DRF005")
def column_type_differs(book: Book) -> Iterable[Finding]:
    """Types that mean something else on the two sides."""
    return told(book, "column_type_differs")

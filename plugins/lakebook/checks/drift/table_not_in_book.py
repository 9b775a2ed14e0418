"""A table of a source is not in the book.

Somebody made a table, and the catalogue does not know. `lakebook drift database URL --fix` drafts it, with `status: draft`; who does not want it
deletes the draft, and it stays away. Tables that are nobody's business are left out with `--without PATTERN`.

`lakebook check` says nothing of this: it is found where a source is asked, by `lakebook drift`. In the examples, the
titles that begin with `database:` hold what the database says, in the words of the book.

## Fails

```yaml title="database:catalogue/sales/crm/core.yaml"
datasets:
  customer:
    columns:
      id: integer pk
  consent:
    columns:
      customer_id: integer
      given_on: date
```

```yaml title="catalogue/sales/crm/core.yaml"
datasets:
  customer:
    columns:
      id: integer pk
```

```output
catalogue/sales/crm/core.yaml: error DRF001 table 'crm.core.consent' is not in the book
hint: type the command again with --fix to draft it, or delete the draft later: it stays away then
```

## Passes

```yaml title="database:catalogue/sales/crm/core.yaml"
datasets:
  customer:
    columns:
      id: integer pk
  consent:
    columns:
      customer_id: integer
      given_on: date
```

```yaml title="catalogue/sales/crm/core.yaml"
datasets:
  customer:
    columns:
      id: integer pk
  consent:
    columns:
      customer_id: integer
      given_on: date
```
"""  # noqa: E501

from __future__ import annotations

from collections.abc import Iterable

from lakebook.book import Book
from lakebook.checks import check
from lakebook.checks.drift._told import told
from lakebook.diagnostics import Finding


@check("DRF001")
def table_not_in_book(book: Book) -> Iterable[Finding]:
    """Tables and views that the book lacks; none that somebody deleted from it."""
    return told(book, "table_not_in_book")

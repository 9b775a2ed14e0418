"""A text ends at a blank and `#`, where YAML starts a comment.

`description: Number # of items` reads as `Number`, and nothing tells its author that the rest is gone. Between
quotes the sign is a letter like any other. A comment that is meant has two blanks before it.

## Fails

```yaml title="catalogue/sales/crm/orders.yaml"
datasets:
  order:
    description: Number # of items
    columns:
      quantity: int | Pieces ordered, article # included
```

```output
catalogue/sales/crm/orders.yaml:3:18: warning FIL014 the text ends after 'Number': a blank and '#' start a comment
hint: put quotes around the whole text: "Number # of items"
catalogue/sales/crm/orders.yaml:5:17: warning FIL014 the text ends after 'int | Pieces ordered, article': a blank and '#' start a comment
hint: put quotes around the whole text: "int | Pieces ordered, article # included"
```

## Passes

```yaml title="catalogue/sales/crm/orders.yaml"
datasets:
  order:
    description: "Number # of items"
    status: active # until the end of the year
    retention: ten years  # the law asks for it
```
"""  # noqa: E501

from __future__ import annotations

from collections.abc import Iterable

from lakebook.book import Book
from lakebook.checks import check
from lakebook.diagnostics import Finding, Severity


@check("FIL014", severity=Severity.warning)
def text_cut(book: Book) -> Iterable[Finding]:
    """Texts that go on behind what was read."""
    return book.findings_of("text_cut")

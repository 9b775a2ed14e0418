"""A header contradicts the place of its file.

Domain, system and schema come from the folders; a header that says otherwise misleads whoever reads it.

## Fails

```yaml title="catalogue/sales/domain.yaml"
domain: finance
title: Sales
```

```output
catalogue/sales/domain.yaml:1:1: error FIL009 'domain: finance' contradicts the file's place, which says 'sales'
hint: delete the line, or move the file below finance/
```

## Passes

```yaml title="catalogue/sales/domain.yaml"
title: Sales
```
"""

from __future__ import annotations

from collections.abc import Iterable

from lakebook.book import Book
from lakebook.checks import check
from lakebook.diagnostics import Finding


@check("FIL009")
def place_contradicted(book: Book) -> Iterable[Finding]:
    """What the readers left."""
    return book.findings_of("place_contradicted")

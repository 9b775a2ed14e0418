"""The id of a product has a form that does not last.

It becomes an address, a name in the lake and a key in other tools: small letters, digits and hyphens, a
letter first, 3 to 63 in all.

## Fails

```markdown title="wids/Demand_Forecast.md"
---
id: Demand_Forecast
title: Demand forecast
---
```

```output
wids/Demand_Forecast.md:2:1: error WID017 id 'Demand_Forecast' is malformed
hint: call it 'demand-forecast', and its file demand-forecast.md
```

## Passes

```markdown title="wids/demand-forecast.md"
---
id: demand-forecast
title: Demand forecast
---
```
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from lakebook.book import Book
from lakebook.checks import check
from lakebook.checks._place import place_of
from lakebook.diagnostics import Finding
from lakebook.model.product import ID_FORM


@check("WID017")
def product_id_malformed(book: Book) -> Iterable[Finding]:
    """Ids that are not small letters, digits and hyphens."""
    for product in book.records.products:
        if not ID_FORM.fullmatch(product.id):
            plain = re.sub(r"[^a-z0-9]+", "-", product.id.lower()).strip("-")
            hint = "use 3 to 63 small letters, digits and hyphens, a letter first"
            if ID_FORM.fullmatch(plain):
                hint = f"call it '{plain}', and its file {plain}.md"
            yield Finding(place_of(book, product, "id"), f"id '{product.id}' is malformed", hint, product.id, "id")

"""Text of a template was left where an answer belongs.

A page that looks filled in and is not costs more than an empty one. `TODO`, `TBD`, `<words in angle
brackets>`, `[describe ...]`, a line of nothing but dots and the template's own questions count; code,
comments and links do not. A draft may keep them in its text, though not in its front matter.

## Fails

```markdown title="wids/demand-forecast.md"
---
id: demand-forecast
title: Demand forecast
summary: <one sentence>
status: proposed
---
## What it does

Forecasts what the dealers will order. TODO: say for which sizes.

## Value proposition

[describe who decides better because of it]

## How it works

...
```

```output
wids/demand-forecast.md:4:1: error WID010 '<one sentence>' in 'summary' was left from a template
hint: write the answer behind summary:
wids/demand-forecast.md:9:40: error WID010 'TODO' was left from a template
hint: replace it by the answer, or delete it
wids/demand-forecast.md:13:1: error WID010 '[describe who decides better because of it]' was left from a template
hint: replace it by the answer, or delete it
wids/demand-forecast.md:17:1: error WID010 '...' was left from a template
hint: replace it by the answer, or delete it
```

## Passes

```markdown title="wids/demand-forecast.md"
---
id: demand-forecast
title: Demand forecast
summary: Orders of the next twelve weeks, by size and region.
status: proposed
---
## What it does

Forecasts what the dealers will order, for every size; see [the runbook](https://example.org/runbook) and `TODO.md`.
```

```markdown title="wids/stock-alert.md"
---
id: stock-alert
title: Stock alert
status: draft
---
## What it does

TBD
```
"""

from __future__ import annotations

from collections.abc import Iterable

from lakebook.book import Book
from lakebook.checks import check
from lakebook.checks._place import place_of
from lakebook.checks.products._placeholders import open_places, open_values
from lakebook.diagnostics import Finding, Location
from lakebook.model.product import Product


@check("WID010")
def product_placeholder_left(book: Book) -> Iterable[Finding]:
    """Placeholders in front matter, and below the headings of products beyond the draft."""
    for product in book.records.products:
        for keys, placeholder in open_values(product):
            field = ".".join(map(str, keys))
            message = f"'{placeholder}' in '{keys[0]}' was left from a template"
            hint = f"write the answer behind {keys[0]}:"
            yield Finding(place_of(book, product, *keys), message, hint, product.id, field)
        if product.status != "draft":
            yield from _in_text(product)


def _in_text(product: Product) -> Iterable[Finding]:
    for line, column, placeholder in open_places(product.body):
        place = Location(product.path, product.body_line + line - 1, column)
        message = f"'{placeholder}' was left from a template"
        yield Finding(place, message, "replace it by the answer, or delete it", product.id, f"text.{placeholder}")

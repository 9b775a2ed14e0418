"""There is hardly a word below a heading.

Twenty words are little enough to write, and enough for a colleague from another team to see what is
meant. Counted for products that are proposed or active; code and comments do not count.

## Fails

```markdown title="wids/demand-forecast.md"
---
id: demand-forecast
status: active
---
## What it does

Forecasts demand.
```

```output
wids/demand-forecast.md:5: warning WID011 only 2 words below '## What it does'
hint: write 20 words or more
```

## Passes

```markdown title="wids/demand-forecast.md"
---
id: demand-forecast
status: active
---
## What it does

Forecasts how many tyres of each size the dealers will order in each of the next twelve weeks, by region and
by channel, every Monday morning.
```
"""

from __future__ import annotations

from collections.abc import Iterable

from lakebook.book import Book
from lakebook.checks import check
from lakebook.checks.products._headings import section_below, wanted_headings
from lakebook.diagnostics import Finding, Location, Severity

_FEWEST = 20


@check("WID011", severity=Severity.warning)
def product_text_short(book: Book) -> Iterable[Finding]:
    """Sections of proposed and active products with fewer than twenty words."""
    for product in book.records.products:
        if product.status not in ("proposed", "active"):
            continue
        for heading in wanted_headings(book, product):
            section = section_below(product, heading)
            if section is not None and section.words < _FEWEST:
                counted = {0: "no word", 1: "only 1 word"}.get(section.words, f"only {section.words} words")
                message = f"{counted} below '## {heading}'"
                place = Location(product.path, section.line)
                yield Finding(place, message, f"write {_FEWEST} words or more", product.id, heading)

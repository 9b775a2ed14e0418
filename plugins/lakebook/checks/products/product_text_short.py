"""There is hardly a word below a heading.

Twenty words are little enough to write, and enough for a colleague from another team to see what is
meant. Counted for products that are proposed or active; code and comments do not count. Headings
without any word are one finding together.

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

## Fails, as the template left it

```markdown title="wids/demand-forecast.md"
---
id: demand-forecast
status: proposed
---
## What it does

<!-- Three to six sentences. -->

## Value proposition

## How it works
```

```output
wids/demand-forecast.md:5: warning WID011 no word below '## What it does', '## Value proposition', '## How it works'
hint: write 20 words or more below each
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
from lakebook.model.product import Product, Section

_FEWEST = 20


@check("WID011", severity=Severity.warning)
def product_text_short(book: Book) -> Iterable[Finding]:
    """Sections of proposed and active products with fewer than twenty words."""
    for product in book.records.products:
        if product.status not in ("proposed", "active"):
            continue
        found = [section_below(product, heading) for heading in wanted_headings(book, product)]
        sections = [section for section in found if section is not None]
        yield from _empty(product, [section for section in sections if not section.words])
        for section in sections:
            if 0 < section.words < _FEWEST:
                counted = "1 word" if section.words == 1 else f"{section.words} words"
                message = f"only {counted} below '## {section.heading}'"
                place = Location(product.path, section.line)
                yield Finding(place, message, f"write {_FEWEST} words or more", product.id, section.heading)


def _empty(product: Product, sections: list[Section]) -> Iterable[Finding]:
    """One finding about all headings below which there is no word."""
    if sections:
        named = ", ".join(f"'## {section.heading}'" for section in sections)
        hint = f"write {_FEWEST} words or more{' below each' if len(sections) > 1 else ''}"
        place = Location(product.path, min(section.line for section in sections))
        yield Finding(place, f"no word below {named}", hint, product.id, "text")

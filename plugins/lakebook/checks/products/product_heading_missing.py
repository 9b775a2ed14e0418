"""A heading of the Work Initiation Document is missing.

Everybody who reads a product's page looks for the same five headings. A sixth, `## Personal data`, is
wanted where the product reads a dataset with personal data. Drafts are left alone.

## Fails

```yaml title="catalogue/sales/crm/customers.yaml"
datasets:
  customer:
    personal: [contact]
```

```markdown title="wids/demand-forecast.md"
---
id: demand-forecast
status: proposed
reads: [crm.customers.customer]
---
## What it does

Forecasts what the dealers will order.

## Value propositions

Planners see a shortage three weeks earlier.

## How it works

A model is trained every Sunday.

## How data is surfaced

Planners open the dashboard.
```

```output
wids/demand-forecast.md:5: error WID009 heading '## Integration points' is missing
hint: add '## Integration points' and what it asks for
wids/demand-forecast.md:5: error WID009 heading '## Personal data' is missing; 'crm.customers.customer', which it reads, holds personal data
hint: add '## Personal data' and what it asks for
wids/demand-forecast.md:5: error WID009 heading '## Value proposition' is missing
hint: call it '## Value proposition' where it says '## Value propositions'
```

## Passes

```markdown title="wids/demand-forecast.md"
---
id: demand-forecast
status: proposed
---
## What it does

Forecasts what the dealers will order.

## Value proposition

Planners see a shortage three weeks earlier.

## How it works

A model is trained every Sunday.

## Integration points

Orders arrive every night.

## How data is surfaced

Planners open the dashboard.
```

```markdown title="wids/stock-alert.md"
---
id: stock-alert
status: draft
---
```
"""  # noqa: E501

from __future__ import annotations

from collections.abc import Iterable

from lakebook.book import Book
from lakebook.checks import check
from lakebook.checks.products._headings import HEADINGS, PERSONAL, personal_reads, section_below, wanted_headings
from lakebook.diagnostics import Finding, Location
from lakebook.model.product import Product
from lakebook.readers._hints import closest


@check("WID009")
def product_heading_missing(book: Book) -> Iterable[Finding]:
    """Headings that products beyond the draft do not have."""
    for product in book.records.products:
        if product.status == "draft":
            continue
        for heading in wanted_headings(book, product):
            if section_below(product, heading) is None:
                message = f"heading '## {heading}' is missing"
                if heading == PERSONAL:
                    message += f"; '{personal_reads(book, product)[0]}', which it reads, holds personal data"
                place = Location(product.path, product.body_line)
                yield Finding(place, message, _hint(product, heading), product.id, heading)


def _hint(product: Product, heading: str) -> str:
    known = {wanted.casefold() for wanted in (*HEADINGS, PERSONAL)}
    others = [section.heading for section in product.sections if section.heading.casefold() not in known]
    near = closest(heading, others)
    return f"call it '## {heading}' where it says '## {near}'" if near else f"add '## {heading}' and what it asks for"

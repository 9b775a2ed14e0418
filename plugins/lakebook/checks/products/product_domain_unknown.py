"""The domain of a product is not in the catalogue.

A product belongs to exactly one domain; its page hangs below it.

## Fails

```yaml title="catalogue/supply-chain/domain.yaml"
title: Supply chain
```

```markdown title="wids/demand-forecast.md"
---
id: demand-forecast
domain: suply-chain
---
```

```output
wids/demand-forecast.md:3:1: error WID002 domain 'suply-chain' is not in the catalogue
hint: did you mean 'supply-chain'?
```

## Passes

```yaml title="catalogue/supply-chain/domain.yaml"
title: Supply chain
```

```markdown title="wids/demand-forecast.md"
---
id: demand-forecast
domain: supply-chain
---
```
"""

from __future__ import annotations

from collections.abc import Iterable

from lakebook.book import Book
from lakebook.checks import check
from lakebook.checks._place import place_of
from lakebook.checks.products._placeholders import is_open
from lakebook.diagnostics import Finding, exchange
from lakebook.readers._hints import did_you_mean, surely


@check("WID002")
def product_domain_unknown(book: Book) -> Iterable[Finding]:
    """Products whose domain nobody knows."""
    domains = book.catalogue.domains
    for product in book.records.products:
        if product.domain and product.domain not in domains and not is_open(product.domain):
            message = f"domain '{product.domain}' is not in the catalogue"
            hint = did_you_mean(product.domain, domains) or "add its folder and domain.yaml to the catalogue"
            place = place_of(book, product, "domain")
            repairs = exchange(place, product.domain, surely(product.domain, domains))
            yield Finding(place, message, hint, product.id, "domain", repairs=repairs)

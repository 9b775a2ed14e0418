"""The team of a product is not among the teams.

The team repairs the product when it breaks; its channel is looked up in the teams file.

## Fails

```yaml title="catalogue/teams.yaml"
teams:
  demand-planning:
    title: Demand planning
```

```markdown title="wids/demand-forecast.md"
---
id: demand-forecast
team: demand-plannning
---
```

```output
wids/demand-forecast.md:3:1: error WID005 team 'demand-plannning' is not in the teams file
hint: did you mean 'demand-planning'?
```

## Passes

```yaml title="catalogue/teams.yaml"
teams:
  demand-planning:
    title: Demand planning
```

```markdown title="wids/demand-forecast.md"
---
id: demand-forecast
team: demand-planning
---
```
"""

from __future__ import annotations

from collections.abc import Iterable

from lakebook.book import Book
from lakebook.checks import check
from lakebook.checks._nearest import team_hint
from lakebook.checks._place import place_of
from lakebook.checks.products._placeholders import is_open
from lakebook.diagnostics import Finding, exchange
from lakebook.readers._hints import surely


@check("WID005")
def product_team_unknown(book: Book) -> Iterable[Finding]:
    """Products whose team nobody knows."""
    for product in book.records.products:
        if product.team and product.team not in book.catalogue.teams and not is_open(product.team):
            message = f"team '{product.team}' is not in the teams file"
            place, hint = place_of(book, product, "team"), team_hint(book, product.team)
            repairs = exchange(place, product.team, surely(product.team, book.catalogue.teams))
            yield Finding(place, message, hint, product.id, "team", repairs=repairs)

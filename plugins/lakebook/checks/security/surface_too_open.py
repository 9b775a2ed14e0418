"""Partners or the public see a product that reads closed data, and no accepted decision allows it.

What leaves the company cannot be called back. For each dataset that is personal or in the closed half of the
classifications (confidential and restricted, by default), an accepted decision names the dataset and the product.

## Fails

```yaml title="catalogue/sales/crm/core.yaml"
datasets:
  visit:
    classification: confidential
    columns: {id: bigint, seen_on: date}
```

```markdown title="wids/dealer-churn.md"
---
id: dealer-churn
status: active
reads: [crm.core.visit]
surfaces:
  - {type: api, name: Visits for partners, audience: partners}
---
```

```output
wids/dealer-churn.md:6:5: error SEC017 surface 'Visits for partners' is open to partners, but 'crm.core.visit' holds confidential data
hint: write one with 'lakebook new adr', with datasets: [crm.core.visit] and products: [dealer-churn]
```

## Passes

```yaml title="catalogue/sales/crm/core.yaml"
datasets:
  visit:
    classification: confidential
    columns: {id: bigint, seen_on: date}
```

```markdown title="wids/dealer-churn.md"
---
id: dealer-churn
status: active
reads: [crm.core.visit]
surfaces:
  - {type: api, name: Visits for partners, audience: partners}
---
```

```markdown title="adrs/0005-churn.md"
---
id: adr-0005
status: accepted
datasets: [crm.core.visit]
products: [dealer-churn]
date: 2026-03-02
---
# Churn may read visits
```
"""  # noqa: E501

from __future__ import annotations

from collections.abc import Iterable

from lakebook.book import Book
from lakebook.checks import check
from lakebook.checks._place import place_of
from lakebook.checks.security._levels import Levels, why_guarded
from lakebook.checks.security._reads import LIVE, has_decision, hint_to_decide, reads
from lakebook.diagnostics import Finding, Severity

_OUTSIDE = ("partners", "public")


@check("SEC017")
def surface_too_open(book: Book) -> Iterable[Finding]:
    """Surfaces that people outside see, once for each closed dataset that feeds them without a decision."""
    levels = Levels(book)
    for read in reads(book):
        product = read.product
        outside = [place for place, one in enumerate(product.surfaces) if one.audience in _OUTSIDE]
        why = why_guarded(levels, read.dataset, levels.confidential) if outside else ""
        if why and not has_decision(book, read.dataset, product):
            surface = product.surfaces[outside[0]]
            message = (
                f"surface '{surface.name}' is open to {_whom(surface.audience)}, but '{read.dataset.id}' holds {why}"
            )
            hint = hint_to_decide(book, read.dataset, product)
            weight = None if product.status in LIVE else Severity.warning
            place = place_of(book, product, "surfaces", outside[0])
            yield Finding(place, message, hint, product.id, f"surfaces.{surface.name}.{read.name}", severity=weight)


def _whom(audience: str) -> str:
    return "the public" if audience == "public" else audience

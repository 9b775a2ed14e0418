"""A product reads personal or restricted data, and no accepted decision names both.

Reading such data is a decision of somebody who may be asked for it later. It is written down once: a decision that is
accepted and names the dataset in `datasets:` and the product in `products:`. A proposed product is warned, a draft is
left in peace.

## Fails

```yaml title="catalogue/sales/crm/customers.yaml"
datasets:
  customer:
    personal: [contact]
    retention: 3 years after the last order
```

```markdown title="wids/dealer-churn.md"
---
id: dealer-churn
status: active
reads: [crm.customers.customer]
---
```

```output
wids/dealer-churn.md:4:9: error SEC006 'crm.customers.customer' holds personal data (contact), and no accepted decision lets 'dealer-churn' read it
hint: write one with 'lakebook new adr', with datasets: [crm.customers.customer] and products: [dealer-churn]
```

## Fails, with a decision that is still proposed

```yaml title="catalogue/sales/crm/customers.yaml"
datasets:
  customer:
    classification: restricted
```

```markdown title="wids/dealer-churn.md"
---
id: dealer-churn
status: active
reads: [crm.customers.customer]
---
```

```markdown title="adrs/0005-churn.md"
---
id: adr-0005
status: proposed
date: 2026-03-02
datasets: [crm.customers.customer]
products: [dealer-churn]
---
# Churn may read customers
```

```output
wids/dealer-churn.md:4:9: error SEC006 'crm.customers.customer' holds restricted data, and no accepted decision lets 'dealer-churn' read it
hint: adrs/0005-churn.md names both and is proposed: it has to be accepted
```

## Passes

```yaml title="catalogue/sales/crm/customers.yaml"
datasets:
  customer:
    personal: [contact]
    retention: 3 years after the last order
```

```markdown title="wids/dealer-churn.md"
---
id: dealer-churn
status: active
reads: [crm.customers.customer]
---
```

```markdown title="adrs/0005-churn.md"
---
id: adr-0005
status: accepted
date: 2026-03-02
datasets: [crm.customers.customer]
products: [dealer-churn]
---
# Churn may read customers
```
"""  # noqa: E501

from __future__ import annotations

from collections.abc import Iterable

from lakebook.book import Book
from lakebook.checks import check
from lakebook.checks.security._levels import Levels, why_guarded
from lakebook.checks.security._reads import has_decision, hint_to_decide, reads
from lakebook.diagnostics import Finding


@check("SEC006")
def read_without_decision(book: Book) -> Iterable[Finding]:
    """Guarded datasets that a product reads and no accepted decision lets it read."""
    levels = Levels(book)
    for read in reads(book):
        why = why_guarded(levels, read.dataset, levels.restricted)
        if why and not has_decision(book, read.dataset, read.product):
            message = f"'{read.dataset.id}' holds {why}, and no accepted decision lets '{read.product.id}' read it"
            yield read.finding(book, message, hint_to_decide(book, read.dataset, read.product))

"""A domain has no custodian.

Someone must answer for the domain as a whole: for its terms, and for every dataset that names nobody
of its own. Where each system has its own custodian and the domain needs none, say so with `ignore:`;
then `OWN001` finds the datasets without one.

## Fails

```yaml title="catalogue/sales/domain.yaml"
title: Sales
```

```output
catalogue/sales/domain.yaml:1: error OWN006 domain 'sales' has no custodian
hint: add custodian: to catalogue/sales/domain.yaml
```

## Fails, with datasets

```yaml title="catalogue/sales/crm/orders.yaml"
datasets:
  order:
    description: Orders as the dealers place them.
  order_line:
    custodian: ann.durand
  customer:
    description: One row per dealer.
```

```output
catalogue/sales/domain.yaml: error OWN006 domain 'sales' has no custodian, nor have 2 datasets in it, such as 'crm.orders.order'
hint: add custodian: to catalogue/sales/domain.yaml
```

## Passes

```yaml title="catalogue/sales/domain.yaml"
title: Sales
custodian: ann.durand
```
"""  # noqa: E501

from __future__ import annotations

from collections.abc import Iterable

from lakebook.book import Book
from lakebook.checks import check
from lakebook.checks._place import called, own_file, place_of
from lakebook.diagnostics import Finding
from lakebook.model.domain import Domain


@check("OWN006")
def domain_without_custodian(book: Book) -> Iterable[Finding]:
    """Domains nobody answers for."""
    for domain in book.catalogue.domains.values():
        if not domain.custodian:
            hint = f"add custodian: to {own_file(book, domain)}"
            message = f"{called(domain)} has no custodian{_below(book, domain)}"
            yield Finding(place_of(book, domain), message, hint, domain.id, "custodian")


def _below(book: Book, domain: Domain) -> str:
    """How many of its datasets have none either."""
    catalogue = book.catalogue
    alike = [dataset.id for dataset in catalogue.datasets_of(domain) if not catalogue.custodian_of(dataset)]
    if len(alike) < 2:
        return f", nor has its dataset '{alike[0]}'" if alike else ""
    return f", nor have {len(alike):,} datasets in it, such as '{alike[0]}'"

"""A domain has no custodian.

Someone must answer for the domain as a whole: for its terms, and for every dataset that names nobody
of its own.

## Fails

```yaml title="catalogue/sales/domain.yaml"
title: Sales
```

```output
catalogue/sales/domain.yaml:1: warning OWN006 domain 'sales' has no custodian
hint: add custodian: to catalogue/sales/domain.yaml
```

## Passes

```yaml title="catalogue/sales/domain.yaml"
title: Sales
custodian: ann.durand
```
"""

from __future__ import annotations

from collections.abc import Iterable

from lakebook.book import Book
from lakebook.checks import check
from lakebook.checks._place import called, own_file, place_of
from lakebook.diagnostics import Finding, Severity


@check("OWN006", severity=Severity.warning)
def domain_without_custodian(book: Book) -> Iterable[Finding]:
    """Domains nobody answers for."""
    for domain in book.catalogue.domains.values():
        if not domain.custodian:
            hint = f"add custodian: to {own_file(book, domain)}"
            yield Finding(place_of(book, domain), f"{called(domain)} has no custodian", hint, domain.id, "custodian")

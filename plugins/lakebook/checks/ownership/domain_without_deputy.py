"""Nobody stands in for the custodian of a domain.

Holidays happen, and people leave. A deputy is named beside the custodian, or once and for all with the
custodian's own entry in `people.yaml`.

## Fails

```yaml title="catalogue/sales/domain.yaml"
custodian: ann.durand
```

```output
catalogue/sales/domain.yaml:1:1: info OWN007 domain 'sales' has no deputy for custodian 'ann.durand'
hint: add deputy: to catalogue/sales/domain.yaml
```

## Passes

```yaml title="catalogue/sales/domain.yaml"
custodian: ann.durand
deputy: bruno.martin
```
"""

from __future__ import annotations

from collections.abc import Iterable

from lakebook.book import Book
from lakebook.checks import check
from lakebook.checks._place import called, own_file, place_of
from lakebook.diagnostics import Finding, Severity


@check("OWN007", severity=Severity.info)
def domain_without_deputy(book: Book) -> Iterable[Finding]:
    """Domains with a custodian and no deputy."""
    for domain in book.catalogue.domains.values():
        if domain.custodian and not book.catalogue.deputy_of(domain):
            message = f"{called(domain)} has no deputy for custodian '{domain.custodian}'"
            hint = f"add deputy: to {own_file(book, domain)}"
            yield Finding(place_of(book, domain, "custodian"), message, hint, domain.id, "deputy")

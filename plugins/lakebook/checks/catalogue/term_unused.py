"""A term is used by no dataset.

A term explains data where data names it: in `terms:` of a dataset or `term:` of a column. One finding a domain.

## Fails

```yaml title="catalogue/sales/domain.yaml"
terms:
  sell-in: Tyres that we have sold to a dealer.
  sell-out: Tyres that a dealer has sold to a driver.
```

```yaml title="catalogue/sales/crm/orders.yaml"
datasets:
  weekly_sales:
    terms: [sell-in]
```

```output
catalogue/sales/domain.yaml:3:3: info CAT016 domain 'sales' explains terms that no dataset names: 'sell-out'
hint: name them in terms: of a dataset or term: of a column
```

## Passes

```yaml title="catalogue/sales/domain.yaml"
terms:
  sell-in: Tyres that we have sold to a dealer.
```

```yaml title="catalogue/sales/crm/orders.yaml"
datasets:
  weekly_sales:
    terms: [sell-in]
```
"""

from __future__ import annotations

from collections.abc import Iterable

from lakebook.book import Book
from lakebook.checks import check
from lakebook.checks._place import called, place_of
from lakebook.diagnostics import Finding, Severity


@check("CAT016", severity=Severity.info)
def term_unused(book: Book) -> Iterable[Finding]:
    """Domains with terms that nothing names."""
    used = _used(book)
    for domain in book.catalogue.domains.values():
        idle = [name for name in domain.terms if (domain.id, name) not in used]
        if idle:
            such = ", ".join(f"'{name}'" for name in idle[:3]) + (f" and {len(idle) - 3:,} more" if idle[3:] else "")
            message = f"{called(domain)} explains terms that no dataset names: {such}"
            hint = "name them in terms: of a dataset or term: of a column"
            yield Finding(place_of(book, domain, "terms", idle[0]), message, hint, domain.id, "terms")


def _used(book: Book) -> set[tuple[str, str]]:
    """Domain and name of every term that is named."""
    pairs = {
        (dataset.domain, name)
        for dataset in book.catalogue.datasets.values()
        for name in (*dataset.terms, *(column.term for column in dataset.columns.values() if column.term))
    }
    found = (book.catalogue.term(name, domain) for domain, name in pairs)
    names = {
        id(term): (domain.id, name) for domain in book.catalogue.domains.values() for name, term in domain.terms.items()
    }
    return {names[id(meant[1])] for meant in found if meant is not None}

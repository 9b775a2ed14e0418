"""A person answers for more datasets than a person can.

Nobody knows a thousand tables. Who answers for all of them answers for none, and requests wait. Name custodians by
system, or by dataset. `datasets_per_custodian:` in `lakebook.yaml` says how many are too many (250).

## Fails

```yaml title="lakebook.yaml"
datasets_per_custodian: 2
```

```yaml title="catalogue/people.yaml"
people:
  ann.durand: Ann Durand <ann.durand@example.org>
```

```yaml title="catalogue/sales/domain.yaml"
custodian: ann.durand
```

```yaml title="catalogue/sales/crm/orders.yaml"
datasets:
  order: {}
  order_line: {}
  customer: {}
```

```output
catalogue/people.yaml:2:3: warning OWN009 'ann.durand' answers for 3 datasets, more than 2
hint: name custodians in some system.yaml or datasets, or raise datasets_per_custodian: in lakebook.yaml
```

## Passes

```yaml title="lakebook.yaml"
datasets_per_custodian: 2
```

```yaml title="catalogue/people.yaml"
people:
  ann.durand: Ann Durand <ann.durand@example.org>
  raj.patel: Raj Patel <raj.patel@example.org>
```

```yaml title="catalogue/sales/domain.yaml"
custodian: ann.durand
```

```yaml title="catalogue/sales/crm/orders.yaml"
datasets:
  order: {}
  order_line: {}
  customer: {custodian: raj.patel}
```
"""

from __future__ import annotations

from collections.abc import Iterable

from lakebook.book import Book
from lakebook.checks import check
from lakebook.checks._place import place_of
from lakebook.diagnostics import Finding, Severity


@check("OWN009", severity=Severity.warning)
def custodian_overloaded(book: Book) -> Iterable[Finding]:
    """People with more datasets than the settings allow."""
    most = book.settings.datasets_per_custodian
    for person in book.catalogue.people.values() if most > 0 else ():
        count = len(book.catalogue.answered_by(person.id))
        if count > most:
            message = f"'{person.id}' answers for {count:,} datasets, more than {most:,}"
            hint = "name custodians in some system.yaml or datasets, or raise datasets_per_custodian: in lakebook.yaml"
            yield Finding(place_of(book, person), message, hint, person.id, "datasets")

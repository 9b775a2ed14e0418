"""The team that runs a system is not among the teams.

Whoever finds the system broken is sent to nobody.

## Fails

```yaml title="catalogue/teams.yaml"
teams:
  sales-platform:
    title: Sales platform
```

```yaml title="catalogue/sales/crm/system.yaml"
team: sales-platfrom
```

```output
catalogue/sales/crm/system.yaml:1:1: error OWN008 team 'sales-platfrom' of system 'crm' is not in the teams file
hint: did you mean 'sales-platform'?
```

## Passes

```yaml title="catalogue/teams.yaml"
teams:
  sales-platform:
    title: Sales platform
```

```yaml title="catalogue/sales/crm/system.yaml"
team: sales-platform
```
"""

from __future__ import annotations

from collections.abc import Iterable

from lakebook.book import Book
from lakebook.checks import check
from lakebook.checks._nearest import team_hint
from lakebook.checks._place import called, place_of
from lakebook.diagnostics import Finding


@check("OWN008")
def system_team_unknown(book: Book) -> Iterable[Finding]:
    """Teams of systems that nobody knows."""
    for system in book.catalogue.systems.values():
        if system.team and system.team not in book.catalogue.teams:
            message = f"team '{system.team}' of {called(system)} is not in the teams file"
            yield Finding(place_of(book, system, "team"), message, team_hint(book, system.team), system.id, "team")

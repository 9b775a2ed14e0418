"""A team has no members.

A product of this team has nobody behind it. A team that exists no more is taken out of `teams.yaml`.

## Fails

```yaml title="catalogue/teams.yaml"
teams:
  factory-insights:
    title: Factory insights
```

```output
catalogue/teams.yaml:2:3: info OWN016 team 'factory-insights' has no members
hint: add members: with the ids of people
```

## Passes

```yaml title="catalogue/teams.yaml"
teams:
  factory-insights:
    title: Factory insights
    members: [ann.durand]
```
"""

from __future__ import annotations

from collections.abc import Iterable

from lakebook.book import Book
from lakebook.checks import check
from lakebook.checks._place import called, place_of
from lakebook.diagnostics import Finding, Severity


@check("OWN016", severity=Severity.info)
def team_without_members(book: Book) -> Iterable[Finding]:
    """Teams without ``members:``."""
    for team in book.catalogue.teams.values():
        if not team.members:
            hint = "add members: with the ids of people"
            yield Finding(place_of(book, team), f"{called(team)} has no members", hint, team.id, "members")

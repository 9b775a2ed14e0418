"""A member of a team is not among the people.

The team's page would show a name that leads to nobody.

## Fails

```yaml title="catalogue/people.yaml"
people:
  ann.durand: Ann Durand <ann.durand@example.org>
```

```yaml title="catalogue/teams.yaml"
teams:
  demand:
    title: Demand planning
    members: [ann.durand, bruno.martin]
```

```output
catalogue/teams.yaml:4:27: error OWN005 member 'bruno.martin' of team 'demand' is not in the people file
hint: add 'bruno.martin' to catalogue/people.yaml
```

## Passes

```yaml title="catalogue/people.yaml"
people:
  ann.durand: Ann Durand <ann.durand@example.org>
  bruno.martin: Bruno Martin <bruno.martin@example.org>
```

```yaml title="catalogue/teams.yaml"
teams:
  demand:
    title: Demand planning
    members: [ann.durand, bruno.martin]
```
"""

from __future__ import annotations

from collections.abc import Iterable

from lakebook.book import Book
from lakebook.checks import check
from lakebook.checks._nearest import person_hint
from lakebook.checks._place import called, place_in_list
from lakebook.diagnostics import Finding


@check("OWN005")
def team_member_unknown(book: Book) -> Iterable[Finding]:
    """Members nobody knows."""
    for team in book.catalogue.teams.values():
        for index, member in enumerate(team.members):
            if member not in book.catalogue.people:
                place = place_in_list(book, team, ("members",), index, member)
                message = f"member '{member}' of {called(team)} is not in the people file"
                yield Finding(place, message, person_hint(book, member), team.id, f"members.{member}")

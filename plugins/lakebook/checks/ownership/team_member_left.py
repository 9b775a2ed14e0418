"""A member of a team has left.

Whoever asks the team is sent to somebody who is not there.

## Fails

```yaml title="catalogue/people.yaml"
people:
  ann.durand: {name: Ann Durand, until: 2026-03-01}
```

```yaml title="catalogue/teams.yaml"
teams:
  factory-insights:
    members: [ann.durand]
```

```output
catalogue/teams.yaml:3:15: warning OWN017 'ann.durand', member of team 'factory-insights', left on 2026-03-01
hint: take them out of members:
```

## Passes

```yaml title="catalogue/people.yaml"
people:
  ann.durand: {name: Ann Durand, until: 2027-03-01}
```

```yaml title="catalogue/teams.yaml"
teams:
  factory-insights:
    members: [ann.durand]
```
"""

from __future__ import annotations

from collections.abc import Iterable

from lakebook.book import Book
from lakebook.checks import check
from lakebook.checks._place import called, place_of
from lakebook.diagnostics import Finding, Severity


@check("OWN017", severity=Severity.warning)
def team_member_left(book: Book) -> Iterable[Finding]:
    """Members whose last day has passed."""
    for team in book.catalogue.teams.values():
        for index, member in enumerate(team.members):
            person = book.catalogue.people.get(member)
            if person is not None and person.has_left(book.today):
                message = f"'{member}', member of {called(team)}, left on {person.until}"
                place = place_of(book, team, "members", index)
                yield Finding(place, message, "take them out of members:", team.id, f"members.{member}")

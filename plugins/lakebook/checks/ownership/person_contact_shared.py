"""Two people have one address or account.

Mail and reviews for one of them reach the other. A mailbox of a team belongs to the team, in `teams.yaml`.

## Fails

```yaml title="catalogue/people.yaml"
people:
  ann.durand: Ann Durand <sales@example.org>
  raj.patel: Raj Patel <Sales@example.org>
```

```output
catalogue/people.yaml:3:3: warning OWN013 'raj.patel' has the email of 'ann.durand', Sales@example.org
hint: write their own email:, or delete it
```

## Passes

```yaml title="catalogue/people.yaml"
people:
  ann.durand: Ann Durand <ann.durand@example.org>
  raj.patel: Raj Patel <raj.patel@example.org>
```
"""

from __future__ import annotations

from collections.abc import Iterable

from lakebook.book import Book
from lakebook.checks import check
from lakebook.checks._place import place_of
from lakebook.diagnostics import Finding, Severity
from lakebook.model.person import Person


@check("OWN013", severity=Severity.warning)
def person_contact_shared(book: Book) -> Iterable[Finding]:
    """The second person of each address or account; who has left may be followed by somebody else."""
    first: dict[tuple[str, str], Person] = {}
    for person in book.catalogue.people.values():
        if person.has_left(book.today):
            continue
        for key, said in (("email", person.email), ("handle", person.handle)):
            other = first.setdefault((key, said.lower().lstrip("@")), person) if said else person
            if other is not person:
                message = f"'{person.id}' has the {key} of '{other.id}', {said}"
                hint = f"write their own {key}:, or delete it"
                yield Finding(place_of(book, person, key), message, hint, person.id, key)

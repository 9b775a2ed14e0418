"""Someone who should be asked for approval has no account that the CODEOWNERS file could name.

A host asks accounts and groups, not names. Without `handle:` the file leaves the person out, and what they answer for
is approved by others, or by nobody. Only books that hold an exported CODEOWNERS file are looked at.

## Fails

```yaml title="catalogue/people.yaml"
people:
  ann.durand: Ann Durand <ann.durand@example.org>
```

```yaml title="catalogue/sales/domain.yaml"
custodian: ann.durand
```

```text title=".gitlab/CODEOWNERS"
# Written by 'lakebook export codeowners'. Do not edit it: the next time it is written anew.
```

```output
catalogue/people.yaml:2:3: warning OWN032 custodian 'ann.durand' of domain 'sales' has no handle
hint: add handle: with their account, such as '@ann.durand', and type 'lakebook export codeowners'
```

## Passes

```yaml title="catalogue/people.yaml"
people:
  ann.durand:
    name: Ann Durand
    handle: "@ann.durand"
```

```yaml title="catalogue/sales/domain.yaml"
custodian: ann.durand
```

```text title=".gitlab/CODEOWNERS"
# Written by 'lakebook export codeowners'. Do not edit it: the next time it is written anew.
```
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lakebook.book import Book
from lakebook.checks import check
from lakebook.checks._place import called, place_of
from lakebook.checks.ownership._codeowners import ours
from lakebook.checks.ownership._roles import Owned, owned
from lakebook.diagnostics import Finding, Severity
from lakebook.model.person import Person
from lakebook.model.team import Team
from lakebook.owners import account


@check("OWN032", severity=Severity.warning)
def codeowners_without_handle(book: Book) -> Iterable[Finding]:
    """People and teams who are left out, each once."""
    command = next((f"lakebook export {form.replace('_', '-')}" for _, _, form in ours(book)), "")
    if not command:
        return
    told: set[tuple[type, str]] = set()
    for role, record, about in _asked(book):
        key = type(record), record.id
        if key not in told and not account(record.handle):
            told.add(key)
            lacks = f"has the handle '{record.handle}', which no account can have" if record.handle else "has no handle"
            kind = "group" if isinstance(record, Team) else "account"
            hint = f"add handle: with their {kind}, such as '@{record.id}', and type '{command}'"
            place = place_of(book, record, "handle")
            yield Finding(place, f"{role} '{record.id}' of {about} {lacks}", hint, record.id, "handle")


def _asked(book: Book) -> Iterator[tuple[str, Person | Team, str]]:
    """Role, person or team, and what they answer for; those who have left are the matter of other checks."""
    catalogue = book.catalogue
    for record in owned(book, catalogue.datasets.values()):
        for role, key in _named(book, record):
            person = catalogue.people.get(key)
            if person is not None and not person.has_left(book.today):
                yield role, person, called(record)
    for product in book.products.values():
        if (team := catalogue.teams.get(product.team)) is not None:
            yield "team", team, called(product)


def _named(book: Book, record: Owned) -> Iterator[tuple[str, str]]:
    """Where a record names its custodian, the custodian and the deputy."""
    if record.custodian:
        yield "custodian", record.custodian
        yield "deputy", book.catalogue.deputy_of(record)

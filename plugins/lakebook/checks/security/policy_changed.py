"""A request changes the rules that it is judged by.

Whoever edits the book can name himself custodian, grant himself data, or silence a check. So a request is judged by the
rules of the branch it goes into, and what it changes of them stands first: settings, people who answer, grants,
silenced checks, what protects data, decisions, the pipeline and the code that checks. A reviewer looks here first.

Whoever made the request has nothing to correct here, and asks those who answer for it to agree. Where an error stands
below that only the rules of the branch raise, the change of the rules is merged first, or a maintainer runs the check
with `--accept-policy`. No setting and no `ignore:` of the request silences this check.

`lakebook check` finds it where it is told the branch: `lakebook check --policy-from origin/main`. In the example, files
whose title begins with `main:` are those of that branch.

## Fails

```yaml title="main:catalogue/sales/domain.yaml"
custodian: ann
```

```yaml title="catalogue/sales/domain.yaml"
custodian: bob
```

```output
catalogue/sales/domain.yaml:1:1: warning SEC018 policy: domain 'sales': custodian changed, from 'ann' to 'bob'
hint: it counts once it is merged; see that whoever answers for it agrees
```

## Passes

```yaml title="main:catalogue/sales/domain.yaml"
custodian: ann
```

```yaml title="catalogue/sales/domain.yaml"
custodian: ann
description: What is sold, and to whom.
```
"""

from __future__ import annotations

from collections.abc import Iterable

from lakebook.book import Book
from lakebook.changes.change import PolicyChange
from lakebook.changes.policy import policy_changes
from lakebook.checks import check
from lakebook.diagnostics import Finding, Location, Severity

_UNREAD = ("file_unreadable", "workbook_unreadable", "front_matter_unreadable", "decision_front_matter_yaml")


@check("SEC018", severity=Severity.warning)
def policy_changed(book: Book) -> Iterable[Finding]:
    """Differences of policy from the book this one is to be merged into, where it is known."""
    hint = "it counts once it is merged; see that whoever answers for it agrees"
    if book.target is None or _unread(book) - _unread(book.target):  # what is gone may only be unreadable
        return
    for change in policy_changes(book.target, book):
        place = Location(change.location.path) if change.gone else change.location
        field = ".".join(part for part in (change.kind.name, change.part) if part)
        yield Finding(place, _message(change), hint, change.subject, field)


def _unread(book: Book) -> set[str]:
    """Files of which nothing could be read."""
    return {finding.location.path for name in _UNREAD for finding in book.findings_of(name)}


def _message(change: PolicyChange) -> str:
    said = f"policy: {change.of} '{change.subject}': "
    said += f"{change.part}: {change.kind.words}" if change.part else change.kind.words
    if change.before and change.after:
        return f"{said}, from '{change.before}' to '{change.after}'"
    return f"{said}: {change.before or change.after}" if change.before or change.after else said

"""A decision names another one that does not name it back.

Whoever opens the old decision must learn there that a new one replaces it; whoever opens the new one, what it
replaces. A supersession is answered by its reverse, any other relation by any word about the first decision;
`relates to` needs no answer. Nothing is asked of a decision whose relations are in doubt: one is broken, is a bare
number, or stands in front matter whose status its own text contradicts. Those come first.

## Fails

```markdown title="adrs/0005-mask-names.md"
# 5. Mask names

Date: 2026-03-02

## Status

Superseded by [6. Hash names](0006-hash-names.md)
```

```markdown title="adrs/0006-hash-names.md"
# 6. Hash names

Date: 2026-03-02

## Status

Accepted
```

```output
adrs/0005-mask-names.md:7:1: error ADR012 superseded by 'adr-0006', which does not name it back
hint: write 'Supersedes [Mask names](0005-mask-names.md)' below '## Status' in adrs/0006-hash-names.md
```

## Fails, in front matter

```markdown title="adrs/0005-mask-names.md"
---
status: accepted
date: 2026-03-02
---
# Mask names
```

```markdown title="adrs/0006-hash-names.md"
---
status: accepted
date: 2026-03-09
supersedes: [adr-0005]
---
# Hash names
```

```output
adrs/0006-hash-names.md:4:14: error ADR012 supersedes 'adr-0005', which does not name it back
hint: write 'status: superseded' and 'superseded_by: adr-0006' in the front matter of adrs/0005-mask-names.md
```

## Passes

```markdown title="adrs/0005-mask-names.md"
# 5. Mask names

Date: 2026-03-02

## Status

Superseded by [6. Hash names](0006-hash-names.md)
```

```markdown title="adrs/0006-hash-names.md"
# 6. Hash names

Date: 2026-03-02

## Status

Accepted

Supersedes [5. Mask names](0005-mask-names.md)
```
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from lakebook.book import Book
from lakebook.checks import check
from lakebook.checks.decisions._broken import broken_relations
from lakebook.checks.decisions._reverse import reverse_repairs
from lakebook.diagnostics import Finding, Location
from lakebook.model.decision import RELATIONS, Decision, Relation


@check("ADR012")
def decision_relation_one_sided(book: Book) -> Iterator[Finding]:
    """A finding at each relation that the other decision does not answer."""
    bare = {finding.location.path for finding in book.findings_of("decision_yaml_octal_number")}
    contradicted = {finding.location.path for finding in book.findings_of("decision_status_contradiction")}
    for decision in book.decisions:
        in_doubt = decision.path in bare or (decision.path in contradicted and decision.dialect == "front-matter")
        if in_doubt or any(broken_relations(book, decision)):
            continue
        for relation in decision.relations:
            other = book.decisions.find(relation.decision) if relation.decision else None
            if other is not None and relation.kind != "relates_to" and not _answered(relation, decision, other):
                yield _finding(book, relation, decision, other)


def _answered(relation: Relation, decision: Decision, other: Decision) -> bool:
    back = {answer.kind for answer in other.relations if answer.decision == decision.id}
    return RELATIONS[relation.kind] in back or (bool(back) and "supersede" not in relation.kind)


def _finding(book: Book, relation: Relation, decision: Decision, other: Decision) -> Finding:
    back = RELATIONS[relation.kind]
    message = f"{relation.kind.replace('_', ' ')} '{other.id}', which does not name it back"
    location = Location(decision.path, relation.line, relation.column)
    field, repairs = f"{relation.kind}.{other.id}", reverse_repairs(book, back, decision, other)
    return Finding(location, message, _hint(back, decision, other), decision.id, field, repairs=repairs)


def _hint(back: str, decision: Decision, other: Decision) -> str:
    """The reverse, in the way the other file keeps its metadata."""
    ends = back == "superseded_by" and other.status != "superseded"
    if other.dialect == "front-matter":
        status = "'status: superseded' and " if ends else ""
        return f"write {status}'{back}: {decision.id}' in the front matter of {other.path}"
    link = posixpath.relpath(decision.path, posixpath.dirname(other.path))
    words = f"'{back.replace('_', ' ').capitalize()} [{decision.title or decision.id}]({link})'"
    if ends:
        return f"write {words} in place of the status of {other.path}"
    place = "below '## Links'" if other.dialect == "bullets" else "below '## Status'"
    return f"write {words} {place} in {other.path}"

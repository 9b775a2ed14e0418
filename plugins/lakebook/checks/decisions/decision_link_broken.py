"""A decision names another one that is not there.

The reader who follows the relation finds nothing, and nobody can tell which decision holds. Files that were
renamed and numbers that were typed from memory are the usual reasons.

## Fails

```markdown title="adrs/0005-mask-names.md"
# 5. Mask names

Date: 2026-03-02

## Status

Accepted

Amends [4. Keep raw files](0004-keep-raw.md)
```

```markdown title="adrs/0004-keep-raw-files.md"
# 4. Keep raw files

Date: 2026-03-02

## Status

Accepted
```

```output
adrs/0005-mask-names.md:9:1: error ADR010 amends '0004-keep-raw.md', which is not in the book
hint: did you mean '0004-keep-raw-files.md'?
```

## Passes

```markdown title="adrs/0005-mask-names.md"
# 5. Mask names

Date: 2026-03-02

## Status

Accepted

Amends [4. Keep raw files](0004-keep-raw-files.md)
```

```markdown title="adrs/0004-keep-raw-files.md"
# 4. Keep raw files

Date: 2026-03-02

## Status

Accepted

Amended by [5. Mask names](0005-mask-names.md)
```
"""

from __future__ import annotations

import difflib
import posixpath
from collections.abc import Iterator

from lakebook.book import Book
from lakebook.checks import check
from lakebook.checks.decisions._broken import broken_relations
from lakebook.diagnostics import Finding, Location
from lakebook.model.decision import Relation
from lakebook.model.log import is_link


@check("ADR010")
def decision_link_broken(book: Book) -> Iterator[Finding]:
    """A finding for each relation that leads neither to a decision nor to a file of the book."""
    for decision in book.decisions:
        for relation in broken_relations(book, decision):
            target = f"{relation.target} {relation.text}".strip()
            message = f"{relation.kind.replace('_', ' ')} '{target}', which is not in the book"
            location = Location(decision.path, relation.line, relation.column)
            yield Finding(location, message, _hint(book, relation, decision.path), decision.id, relation.kind)


def _hint(book: Book, relation: Relation, path: str) -> str:
    """The name that comes nearest, written as the relation is: a link or an id."""
    if relation.text:
        return f"write {relation.target} alone, and what is limited about it in the text"
    if is_link(relation.target):
        known = [posixpath.relpath(found.path, posixpath.dirname(path)) for found in book.decisions]
    else:
        known = [found.id for found in book.decisions]
    near = difflib.get_close_matches(relation.target, known, n=1)
    return f"did you mean '{near[0]}'?" if near else "correct the target, or delete the relation"

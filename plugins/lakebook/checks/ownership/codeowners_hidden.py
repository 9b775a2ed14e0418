"""GitLab reads another CODEOWNERS file than the one that was exported.

It looks at `CODEOWNERS`, then at `docs/CODEOWNERS`, then at `.gitlab/CODEOWNERS`, and takes the first. Nobody reads
what the exported file says about custodians.

## Fails

```text title=".gitlab/CODEOWNERS"
# Written by 'lakebook export codeowners'. Do not edit it: the next time it is written anew.
```

```text title="CODEOWNERS"
* @everyone
```

```output
CODEOWNERS: error OWN031 GitLab reads CODEOWNERS and not .gitlab/CODEOWNERS, which names the custodians
hint: delete CODEOWNERS
```

## Passes

```text title="CODEOWNERS"
* @everyone
```
"""

from __future__ import annotations

from collections.abc import Iterable

from lakebook.book import Book
from lakebook.checks import check
from lakebook.checks.ownership._codeowners import files, ours
from lakebook.diagnostics import Finding, Location
from lakebook.exporters._codeowners_lines import PLACES


@check("OWN031")
def codeowners_hidden(book: Book) -> Iterable[Finding]:
    """What is read before the file for GitLab."""
    place = PLACES["codeowners"]
    if place in (path for path, _, form in ours(book) if form == "codeowners"):
        first = next(iter(files(book)))
        if first != place:
            message = f"GitLab reads {first} and not {place}, which names the custodians"
            yield Finding(Location(first), message, f"delete {first}", "", first)

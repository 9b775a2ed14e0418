"""The site of this book will be larger than its host takes.

A host refuses what is too large, and by then the change is merged. What a site will hold is therefore predicted from
the book, before anything is built. The prediction may be 15 % off, so that only what is above 115 % of a limit is an
error; from 80 % on it is a warning. `lakebook budget` measures a site that is built. The limits are those of `host:` in
`lakebook.yaml`; where it says nothing, those of the host that `repository:` is on.

## Fails

```yaml title="lakebook.yaml"
host:
  name: gitlab
  bytes: 2 MB
  entries: 320
```

```output
lakebook.yaml:3:3: error SITE001 the site will have about 4.88 MB, and the host 'gitlab' takes 2 MB
hint: have its administrator raise it, and write 'host: {name: gitlab, bytes: 8 MB}' in lakebook.yaml
lakebook.yaml:4:3: error SITE001 the site will have about 387 entries, and the host 'gitlab' takes 320 entries
hint: have its administrator raise it, and write 'host: {name: gitlab, entries: 600}' in lakebook.yaml
```

## Passes

```yaml title="lakebook.yaml"
host: gitlab.com
```
"""

from __future__ import annotations

from collections.abc import Iterable

from lakebook.book import Book
from lakebook.checks import check
from lakebook.checks.site._predicted import INACCURACY, predicted
from lakebook.diagnostics import Finding, Location, Severity
from lakebook.hosting.host import Limits
from lakebook.hosting.shares import Share, shares
from lakebook.settings import FILE


@check("SITE001")
def site_over_budget(book: Book) -> Iterable[Finding]:
    """Limits of the host that the predicted size comes near, or is above."""
    limits = book.settings.limits
    if limits.bytes is None and limits.entries is None:
        return
    size = predicted(book)
    for share in shares(limits, used_bytes=size.bytes, used_entries=size.entries):
        if share.verdict in ("near", "over"):
            over = share.part > 1 + INACCURACY
            severity = None if over else Severity.warning
            field = f"host.{share.of}"
            yield Finding(
                _place(book, share), _message(share, limits, over), share.hint(limits), "", field, "", severity
            )


def _message(share: Share, limits: Limits, over: bool) -> str:
    if over:
        return f"the site will have about {share.amount}, and the {limits} takes {share.most}"
    return f"the site will have about {share.amount}, {share.part:.0%} of what the {limits} takes"


def _place(book: Book, share: Share) -> Location:
    """Where the limit is written, or what it was taken from."""
    try:
        book.source.size(FILE)
    except OSError:
        return Location(FILE)
    if book.settings.limits.deduced and getattr(book.settings.host, share.of) is None:
        return book.locate(FILE, "repository", "url")
    return book.locate(FILE, "host", share.of)

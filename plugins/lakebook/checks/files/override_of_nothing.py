"""Severities are given to a folder in which nothing lies.

The folder was renamed, or its name is a slip of the keyboard; what should weigh less there weighs as much as
everywhere.

## Fails

```yaml title="lakebook.yaml"
overrides:
  - below: catalogue/sale
    severities: {dataset_without_description: off}
```

```yaml title="catalogue/sales/crm/orders.yaml"
datasets:
  order:
    description: Orders as the dealers place them.
```

```output
lakebook.yaml:2:5: warning FIL016 there is nothing below 'catalogue/sale'
hint: did you mean 'catalogue/sales'?
```

## Passes

```yaml title="lakebook.yaml"
overrides:
  - below: catalogue/sales
    severities: {dataset_without_description: off}
```

```yaml title="catalogue/sales/crm/orders.yaml"
datasets:
  order:
    kind: table
```
"""

from __future__ import annotations

from collections.abc import Iterable

from lakebook.book import Book
from lakebook.checks import check
from lakebook.diagnostics import Finding, Severity
from lakebook.readers._hints import closest
from lakebook.settings import FILE


@check("FIL016", severity=Severity.warning)
def override_of_nothing(book: Book) -> Iterable[Finding]:
    """Entries of ``overrides:`` that cover no file of the book."""
    if not book.settings.overrides:
        return
    folders = book.settings.folders
    rooms = (folders.catalogue, folders.products, folders.decisions)
    paths = [FILE, *(path for room in rooms for path in book.source.paths(room))]
    for index, override in enumerate(book.settings.overrides):
        if not any(map(override.covers, paths)):
            near = closest(override.below.strip("/"), {*paths, *_folders(paths)})
            hint = f"did you mean '{near}'?" if near else "delete the entry, or correct the folder"
            message = f"there is nothing below '{override.below}'"
            place = book.locate(FILE, "overrides", index, "below")
            yield Finding(place, message, hint, field=f"overrides.{override.below}.below")


def _folders(paths: Iterable[str]) -> set[str]:
    """Every folder on the way to these files."""
    return {path[:end] for path in paths for end, letter in enumerate(path) if letter == "/"}

"""The file of known findings cannot be read.

Without it every finding counts as new, and a book that was adopted with some thousand of them is stopped. The file is
written by `lakebook check --update-baseline`, lies in the book, and is committed with it.

## Fails

```yaml title="lakebook.yaml"
baseline: baseline.json
```

```output
lakebook.yaml:1:1: error FIL020 there is no baseline 'baseline.json'
hint: type 'lakebook check --update-baseline', and commit the file
```

## Fails, after a merge

```yaml title="lakebook.yaml"
baseline: baseline.json
```

```json title="baseline.json"
[{"lakebook-baseline": 1}
<<<<<<< main
=======
,{"fingerprint": "ad32d4dc0d1fd0a60d09dd4937f64c2c9b56e5e41e1de0e4f8c0c5bfa1cbb8f6", "code": "OWN001"}
>>>>>>> orders
]
```

```output
baseline.json:2: error FIL020 merge conflict markers stand in the baseline
hint: keep the lines of either side, then type 'lakebook check --update-baseline'
```

## Passes

```yaml title="lakebook.yaml"
baseline: baseline.json
```

```json title="baseline.json"
[{"lakebook-baseline": 1}
]
```
"""

from __future__ import annotations

from collections.abc import Iterable

from lakebook.book import Book
from lakebook.checks import check
from lakebook.checks._baseline import BaselineError, own_baseline
from lakebook.diagnostics import Finding


@check("FIL020")
def baseline_unreadable(book: Book) -> Iterable[Finding]:
    """What stands in the way of the baseline that the settings name."""
    try:
        own_baseline(book)
    except BaselineError as error:
        yield Finding(error.location, str(error), error.hint)

"""A check that is silenced or given a severity does not exist.

It is most often a slip of the keyboard, and what should have been silent goes on speaking. Both names
and codes are taken; `lakebook explain` lists them.

## Fails

```yaml title="lakebook.yaml"
severities:
  dataset_without_descripton: error
overrides:
  - below: catalogue/legacy
    severities: {CAT999: off}
```

```yaml title="catalogue/sales/crm/orders.yaml"
datasets:
  fax_order:
    ignore:
      CAT999: Deleted at the end of the year.
```

```output
catalogue/sales/crm/orders.yaml:4:7: warning FIL013 there is no check 'CAT999'
hint: see 'lakebook explain' for names and codes
lakebook.yaml:2:3: warning FIL013 there is no check 'dataset_without_descripton'
hint: did you mean 'dataset_without_description'?
lakebook.yaml:5:18: warning FIL013 there is no check 'CAT999'
hint: see 'lakebook explain' for names and codes
```

## Passes

```yaml title="lakebook.yaml"
severities:
  dataset_without_description: error
```

```yaml title="catalogue/sales/crm/orders.yaml"
datasets:
  fax_order:
    ignore:
      CAT011: Deleted at the end of the year.
```
"""

from __future__ import annotations

from collections.abc import Iterable

from lakebook.book import Book
from lakebook.checks import dataset_check
from lakebook.checks._run import all_checks
from lakebook.checks.files._silenced import silenced
from lakebook.diagnostics import Finding, Severity
from lakebook.model.dataset import Dataset
from lakebook.readers._hints import closest
from lakebook.settings import FILE


@dataset_check("FIL013", severity=Severity.warning)
def check_unknown(book: Book, datasets: Iterable[Dataset]) -> Iterable[Finding]:
    """Names and codes in ``severities:`` and ``ignore:`` that no check has."""
    known = {key for name, found in all_checks().items() for key in (name, found.code)}
    for name in book.settings.severities:
        if name not in known:
            place = book.locate(FILE, "severities", name)
            yield Finding(place, f"there is no check '{name}'", _hint(name, known), field=f"severities.{name}")
    for index, override in enumerate(book.settings.overrides):
        for name in override.severities:
            if name not in known:
                keys = ("overrides", index, "severities", name)
                field = f"overrides.{override.below}.{name}"
                yield Finding(book.locate(FILE, *keys), f"there is no check '{name}'", _hint(name, known), field=field)
    for entry in silenced(book, datasets):
        if entry.check not in known:
            yield entry.finding(book, f"there is no check '{entry.check}'", _hint(entry.check, known))


def _hint(name: str, known: set[str]) -> str:
    near = closest(name, sorted(known)) if "_" in name else ""
    return f"did you mean '{near}'?" if near else "see 'lakebook explain' for names and codes"

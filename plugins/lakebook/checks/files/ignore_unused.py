"""A check is silenced where it finds nothing.

What was silenced has been repaired, or the entry stands on the wrong record. Left there, it silences the next fault
of its kind, which nobody has looked at.

## Fails

```yaml title="catalogue/sales/crm/orders.yaml"
datasets:
  order:
    description: Orders as the dealers place them.
    ignore:
      dataset_without_description: Nobody knows any more what it holds.
```

```output
catalogue/sales/crm/orders.yaml:5:7: warning FIL015 'dataset_without_description' finds nothing here to be silent about
hint: delete the entry
```

## Passes

```yaml title="catalogue/sales/crm/orders.yaml"
datasets:
  fax_order:
    ignore:
      dataset_without_description: Nobody knows any more what it holds.
```
"""

from __future__ import annotations

from collections.abc import Iterable

from lakebook.book import Book
from lakebook.checks import OF_SOURCES, Check, check
from lakebook.checks._run import find_check, subjects
from lakebook.checks.files._silenced import Silenced, silenced
from lakebook.diagnostics import Finding, Severity
from lakebook.model.dataset import Dataset


@check("FIL015", severity=Severity.warning)
def ignore_unused(book: Book) -> Iterable[Finding]:
    """Entries of ``ignore:`` whose check, asked again about these records, has nothing to say of them."""
    entries: dict[str, list[Silenced]] = {}
    for entry in silenced(book, book.catalogue.datasets.values()):
        entries.setdefault(entry.check, []).append(entry)
    for name, named in entries.items():
        given = [entry for entry in named if entry.reason.strip()]
        silenced_check = find_check(name) if given else None
        if silenced_check is None or silenced_check.closing or silenced_check.__name__ == ignore_unused.__name__:
            continue
        if silenced_check.code.startswith(OF_SOURCES) and book.drift is None:
            continue
        found = _found(book, silenced_check, given)
        for entry in given:
            if entry.silences not in found:
                yield entry.finding(book, f"'{name}' finds nothing here to be silent about", "delete the entry")


def _found(book: Book, check: Check, entries: list[Silenced]) -> set[tuple[str, str]]:
    """What the check speaks of, as entries name it."""
    datasets = {entry.record.id: entry.record for entry in entries if isinstance(entry.record, Dataset)}
    findings = check(book, list(datasets.values())) if check.by_dataset else check(book)
    pairs = [(subject, finding.location.path) for finding in findings for subject in subjects(finding)]
    return {*pairs, *((subject, "") for subject, _ in pairs)}

"""Two domains mean different things by one term, and a note is missing.

That a word means two things is no fault: each domain has its own language. But whoever reads one of the two has to learn
that there is another. A `note:` says how they differ.

## Fails

```yaml title="catalogue/sales/domain.yaml"
terms:
  batch: All orders that are sent to the warehouse together.
```

```yaml title="catalogue/plants/domain.yaml"
terms:
  Batch: One charge of a mixer.
```

```output
catalogue/plants/domain.yaml:2:3: warning CAT015 term 'Batch' means something else in domain 'sales'
hint: add a note: that says how they differ
catalogue/sales/domain.yaml:2:3: warning CAT015 term 'batch' means something else in domain 'plants'
hint: add a note: that says how they differ
```

## Passes

```yaml title="catalogue/sales/domain.yaml"
terms:
  batch:
    definition: All orders that are sent to the warehouse together.
    note: In the plants, a charge of a mixer.
```

```yaml title="catalogue/plants/domain.yaml"
terms:
  Batch:
    definition: One charge of a mixer.
    note: In sales, orders that are sent together.
```
"""  # noqa: E501

from __future__ import annotations

from collections.abc import Iterable

from lakebook.book import Book
from lakebook.checks import check
from lakebook.checks._place import place_of
from lakebook.diagnostics import Finding, Severity
from lakebook.model.domain import Domain, Term


@check("CAT015", severity=Severity.warning)
def term_meanings_differ(book: Book) -> Iterable[Finding]:
    """Terms without a note that another domain explains in other words."""
    named: dict[str, list[tuple[Domain, str, Term]]] = {}
    for domain in book.catalogue.domains.values():
        for name, term in domain.terms.items():
            named.setdefault(name.strip().lower(), []).append((domain, name, term))
    for alike in named.values():
        if len({_plain(term) for _, _, term in alike}) < 2:
            continue
        for domain, name, term in alike:
            if not term.note:
                others = ", ".join(f"'{other.id}'" for other, _, said in alike if _plain(said) != _plain(term))
                message = f"term '{name}' means something else in domain {others}"
                hint = "add a note: that says how they differ"
                place = place_of(book, domain, "terms", name)
                yield Finding(place, message, hint, domain.id, f"terms.{name}.note")


def _plain(term: Term) -> str:
    """Its definition, without what does not matter."""
    return " ".join(term.definition.lower().split()).rstrip(".")

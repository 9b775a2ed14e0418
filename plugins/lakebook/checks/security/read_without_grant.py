"""A product reads personal or restricted data without a grant of its custodian that holds today.

The custodian answers for the data, so the custodian says who reads it: an entry in the `grants.yaml` of the domain,
which only the custodian may change. A grant that names columns covers these alone; what the product uses is told by
the `from:` of what it writes. Grants that have ended, and those without an end, have checks of their own.

## Fails

```yaml title="catalogue/sales/crm/customers.yaml"
datasets:
  customer:
    personal: [contact]
    retention: 3 years after the last order
```

```markdown title="wids/dealer-churn.md"
---
id: dealer-churn
status: active
reads: [crm.customers.customer]
---
```

```output
wids/dealer-churn.md:4:9: error SEC007 'dealer-churn' reads 'crm.customers.customer', which holds personal data (contact), without a grant of its custodian
hint: ask the custodian to add 'product: dealer-churn', dataset, purpose and until to catalogue/sales/grants.yaml
```

## Fails, with a grant of other columns

```yaml title="catalogue/sales/crm/customers.yaml"
datasets:
  customer:
    retention: 3 years after the last order
    columns:
      id: bigint
      email: {type: text, personal: [contact]}
  churn:
    columns:
      email: {type: text, from: customer.email, personal: [contact]}
```

```yaml title="catalogue/sales/grants.yaml"
grants:
  - product: dealer-churn
    dataset: crm.customers.customer
    columns: [id]
    purpose: Count the customers of a dealer.
    until: 2027-12-31
```

```markdown title="wids/dealer-churn.md"
---
id: dealer-churn
status: active
reads: [crm.customers.customer]
writes: [crm.customers.churn]
---
```

```output
wids/dealer-churn.md:4:9: error SEC007 'dealer-churn' uses columns of 'crm.customers.customer' that are not granted: email
hint: ask the custodian to add them to columns: in catalogue/sales/grants.yaml, or stop using them
```

## Passes

```yaml title="catalogue/sales/crm/customers.yaml"
datasets:
  customer:
    personal: [contact]
    retention: 3 years after the last order
```

```yaml title="catalogue/sales/grants.yaml"
grants:
  - product: dealer-churn
    dataset: crm.customers.customer
    purpose: Count the customers of a dealer.
    until: 2027-12-31
```

```markdown title="wids/dealer-churn.md"
---
id: dealer-churn
status: active
reads: [crm.customers.customer]
---
```
"""  # noqa: E501

from __future__ import annotations

from collections.abc import Iterable

from lakebook.book import Book
from lakebook.checks import check
from lakebook.checks.security._levels import Levels, listed, why_guarded
from lakebook.checks.security._reads import Read, reads
from lakebook.diagnostics import Finding
from lakebook.model.grant import Grant


@check("SEC007")
def read_without_grant(book: Book) -> Iterable[Finding]:
    """Guarded datasets, or columns of them, that a product reads and no custodian granted."""
    levels = Levels(book)
    for read in reads(book):
        why = why_guarded(levels, read.dataset, levels.restricted)
        if not why:
            continue
        grants = book.grants.between(read.product.id, read.dataset.id)
        holding = [grant for grant in grants if grant.holds(book.today)]
        if holding:
            yield from _uncovered(book, read, holding)
        elif not any(_has_its_own_check(grant, book) for grant in grants):
            yield _ungranted(book, read, why, grants)


def _has_its_own_check(grant: Grant, book: Book) -> bool:
    return grant.until is None or grant.until < book.today


def _ungranted(book: Book, read: Read, why: str, grants: list[Grant]) -> Finding:
    message = f"'{read.product.id}' reads '{read.dataset.id}', which holds {why}, without a grant of its custodian"
    file = f"{book.settings.folders.catalogue}/{read.dataset.domain}/grants.yaml"
    if grants:
        message = f"the grant of '{read.dataset.id}' to '{read.product.id}' begins on {grants[0].from_}"
        return read.finding(book, message, f"wait until then, or ask {_custodian(book, read)} to change {file}")
    hint = f"ask {_custodian(book, read)} to add 'product: {read.product.id}', dataset, purpose and until to {file}"
    return read.finding(book, message, hint)


def _uncovered(book: Book, read: Read, holding: list[Grant]) -> Iterable[Finding]:
    """A finding where lineage tells that what the product writes holds columns that no grant names."""
    written = (book.catalogue.resolve(write.dataset).dataset for write in read.product.writes if write.dataset)
    ids = {dataset.id for dataset in written if dataset is not None}
    used = book.lineage.fed_by_columns(read.dataset.id) if ids else {}
    missing = [
        column
        for column, targets in used.items()
        if column and any(target in ids for target, _ in targets) and not any(one.covers(column) for one in holding)
    ]
    if missing:
        file = f"{book.settings.folders.catalogue}/{read.dataset.domain}/grants.yaml"
        message = f"'{read.product.id}' uses columns of '{read.dataset.id}' that are not granted: {listed(missing)}"
        hint = f"ask {_custodian(book, read)} to add them to columns: in {file}, or stop using them"
        yield read.finding(book, message, hint)


def _custodian(book: Book, read: Read) -> str:
    return book.catalogue.custodian_of(read.dataset) or "the custodian"

"""A schema is described by a workbook and by YAML at once.

One of the two is out of date, and nobody can tell which: whoever edits the other sees their change
ignored. A schema has one home, either a workbook or YAML.

## Fails

```yaml title="catalogue/sales/crm/orders.yaml"
datasets:
  order:
    description: One row per order.
```

```csv title="catalogue/sales/crm/orders.xlsx"
# Sheet: Datasets
name,description
order_line,One row per line of an order
```

```output
catalogue/sales/crm/orders.xlsx: error XLS004 schema crm.orders is also described in catalogue/sales/crm/orders.yaml
hint: move what is right into one of the two, and delete the other
catalogue/sales/crm/orders.yaml: error XLS004 schema crm.orders is also described in catalogue/sales/crm/orders.xlsx
hint: move what is right into one of the two, and delete the other
```

## Passes

```yaml title="catalogue/sales/crm/contacts.yaml"
datasets:
  contact:
    description: One row per person.
```

```csv title="catalogue/sales/crm/orders.xlsx"
# Sheet: Datasets
name,description
order,One row per order
```
"""

from __future__ import annotations

from collections.abc import Iterator
from posixpath import splitext

from lakebook.book import Book
from lakebook.checks import check
from lakebook.diagnostics import Finding, Location


@check("XLS004")
def schema_given_twice(book: Book) -> Iterator[Finding]:
    """A finding at the workbook and at the YAML file, for each schema that has both."""
    folder = book.settings.folders.catalogue
    described: dict[tuple[str, ...], dict[str, str]] = {}
    for path in book.source.paths(folder):
        stem, ending = splitext(path)
        parts = tuple(stem[len(folder) + 1 :].split("/"))
        kind = {".yaml": "yaml", ".yml": "yaml", ".xlsx": "workbook"}.get(ending.lower())
        if kind and (len(parts) == 4 or (len(parts) == 3 and not _is_about_it(parts[2]))):
            described.setdefault(parts[:3], {}).setdefault(kind, path)
    for (_, system, schema), files in described.items():
        if len(files) == 2:
            yield _finding(files["workbook"], files["yaml"], f"{system}.{schema}")
            yield _finding(files["yaml"], files["workbook"], f"{system}.{schema}")


def _is_about_it(stem: str) -> bool:
    """Whether a file is beside the schema's own: the system's, or what an importer observed."""
    return stem == "system" or stem.endswith(".observed")


def _finding(path: str, other: str, schema: str) -> Finding:
    message = f"schema {schema} is also described in {other}"
    return Finding(Location(path), message, "move what is right into one of the two, and delete the other", schema)

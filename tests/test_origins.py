"""Who says what of a dataset, on its page."""

from __future__ import annotations

import re

from lakebook.book import read_book
from lakebook.pages.dataset import dataset
from lakebook.site.context import SiteContext
from lakebook.sources.in_memory import InMemory

SCHEMA = """datasets:
  orders:
    kind: view
    description: Without returns.
    columns:
      id: bigint pk required | Key.
      net: {type: numeric, description: By Ann, formerly: amount}
      note: text
"""
SEEN = """datasets:
  orders:
    seen:
      database:
        kind: view
        description: Orders.
        columns:
          id: bigint pk required | Key.
          amount: numeric | Amount.
      dbt:
        columns:
          id: bigint
"""


def page(**files: str) -> str:
    given = {f"catalogue/sales/crm/shop{name.rstrip('_').replace('_', '.')}.yaml": text for name, text in files.items()}
    book = read_book(InMemory(given))
    (found,) = dataset(book, SiteContext(book.settings.repository, True, []))
    return found.read().content


def rows(html: str) -> list[list[str]]:
    table = html[html.index("lb-origins") :].partition("</table>")[0]
    cells = [re.findall(r"<td>(.*?)</td>", row) for row in table.split("<tr>")[2:]]
    return [[re.sub("<.*?>", "", cell) for cell in row] for row in cells]


def test_each_field_says_who_says_so():
    html = page(_=SCHEMA, _observed=SEEN)
    assert rows(html) == [
        ["The dataset", "database kind; people description"],
        ["id", "database and dbt type; database key, required, description"],
        ["net", "database type; people description"],
        ["note", "people type"],
    ]
    assert "<b>people</b> say 2 descriptions and 1 type." in html


def test_a_dataset_that_no_importer_read_has_nothing_of_it():
    assert "lb-origins" not in page(_=SCHEMA)
    assert "lb-origins" not in page(_=SCHEMA, _observed="datasets:\n  orders:\n    edges:\n      a.b.c: sql\n")

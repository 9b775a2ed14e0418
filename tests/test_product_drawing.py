"""What the page of a product is given to draw: what it reads and writes, and what is around that."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from lineage_site import id_of

from lakebook import discovery
from lakebook.book import read_book
from lakebook.site.context import SiteContext
from lakebook.sources.working_tree import WorkingTree

PRODUCT = "---\nid: shop-figures\ntitle: Shop figures\nstatus: active\nreads: [{reads}]\nwrites: [{writes}]\n---\n"


class _NoProse:
    def render(self, text: str, path: str, line: int, source: str) -> tuple[str, list[Any]]:
        return "", []


def page_of(root: Path, schema: str, reads: str, writes: str):
    """The page of the product that reads and writes these."""
    files = {
        "lakebook.yaml": "title: Small\n",
        "catalogue/sales/lake/a.yaml": f"datasets:\n{schema}",
        "wids/shop-figures.md": PRODUCT.format(reads=reads, writes=writes),
    }
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    book = read_book(WorkingTree(root))
    context = SiteContext(book.settings.repository, True)
    context.prose = _NoProse()
    kind = discovery.load_all("lakebook.pages")["product"]
    pages = {page.address: page for page in kind(book, context)}  # type: ignore[operator]
    return pages["products/shop-figures/"]


def drawn(root: Path, schema: str, reads: str = "", writes: str = "") -> dict[str, Any]:
    """What its drawing is given."""
    found = re.search(r'application/json">(.*?)</script>', page_of(root, schema, reads, writes).read().content)
    assert found
    return json.loads(found.group(1))


def names(data: dict[str, Any], places: list[int]) -> list[str]:
    return [id_of(data["nodes"][place]).removeprefix("lake.a.") for place in places]


SCHEMA = """\
  raw:
  orders: {sources: [raw, crm.gone]}
  totals: {sources: [orders]}
  board: {sources: [totals]}
  prices:
  far: {sources: [board]}
"""


def test_it_begins_at_what_the_product_writes_and_at_what_it_reads_elsewhere(tmp_path: Path):
    data = drawn(tmp_path, SCHEMA, "lake.a.orders, lake.a.prices", "lake.a.totals")
    assert names(data, data["roots"]) == ["totals", "prices"]
    assert sorted(names(data, list(range(len(data["nodes"]))))) == [
        "board", "crm.gone", "far", "orders", "prices", "raw", "totals",
    ]  # fmt: skip
    edges = {tuple(names(data, edge[:2])) for edge in data["edges"]}
    assert edges >= {("raw", "orders"), ("crm.gone", "orders"), ("orders", "totals"), ("totals", "board")}
    gone = next(node for node in data["nodes"] if node[0] == "crm.gone")
    assert gone[7] == "" and gone[8] == 4
    assert "hidden" not in data


def test_a_product_that_writes_nothing_begins_at_what_it_reads(tmp_path: Path):
    data = drawn(tmp_path, SCHEMA, "lake.a.totals, lake.a.nowhere")
    assert names(data, data["roots"]) == ["totals"]


def test_forty_are_drawn_and_the_others_counted(tmp_path: Path):
    schema = (
        "".join(f"  s{n}:\n" for n in range(60)) + f"  all: {{sources: [{', '.join(f's{n}' for n in range(60))}]}}\n"
    )
    data = drawn(tmp_path, schema, writes="lake.a.all")
    assert len(data["nodes"]) == 40 and data["hidden"] == {"nodes": 21}
    assert names(data, data["roots"]) == ["all"]


def test_what_has_no_lineage_is_not_drawn(tmp_path: Path):
    assert "<lineage-graph" not in page_of(tmp_path, "  alone:\n", "lake.a.alone", "").read().content


def test_what_is_two_steps_away_decides_whether_the_page_is_made_again(tmp_path: Path):
    before = page_of(tmp_path, SCHEMA, "", "lake.a.totals").made_from
    assert (
        page_of(tmp_path, SCHEMA.replace("raw:\n", "raw: {title: Raw orders}\n", 1), "", "lake.a.totals").made_from
        != before
    )
    assert (
        page_of(tmp_path, SCHEMA.replace("prices:\n", "prices: {title: Prices}\n"), "", "lake.a.totals").made_from
        == before
    )


def test_without_scripts_only_what_lies_beyond_is_listed(tmp_path: Path):
    """The page names what is read and written already."""
    content = page_of(tmp_path, SCHEMA, "lake.a.prices, lake.a.board", "").read().content
    rows = re.search(r"<lineage-graph.*?<tbody>(.*?)</tbody>", content, re.DOTALL)
    assert rows
    assert "board" in rows[1] and "totals" in rows[1] and "prices" not in rows[1]

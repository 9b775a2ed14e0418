"""What the lineage view is given: around a dataset, the whole graph, the columns of a dataset. Right, and the same again."""

from __future__ import annotations

import datetime
import gzip
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from lineage_site import id_of
from test_incremental import _built, _clean, _copy, _differences, _replace, _times, _tree

from lakebook.book import Book, read_book
from lakebook.pages import _addresses as addresses
from lakebook.pages._lineage import GRAPH, columns_file
from lakebook.pages._lineage.column_file import column_script
from lakebook.pages._lineage.graph_file import graph_script
from lakebook.pages._lineage.neighbourhood import around
from lakebook.pages._lineage.nodes import DEPRECATED, SENSITIVE, UNKNOWN, Nodes
from lakebook.site.context import SiteContext
from lakebook.sources.in_memory import InMemory
from lakebook.sources.working_tree import WorkingTree

TODAY = datetime.date(2026, 11, 24)
WAY = "../../../../"


@pytest.fixture(scope="module")
def demo(demo_root: Path) -> Book:
    return read_book(WorkingTree(demo_root), today=TODAY)


def book_of(schema: str, **more: str) -> Book:
    return read_book(InMemory({"catalogue/sales/crm/core.yaml": schema, **more}), today=TODAY)


def said(script: bytes, call: str) -> list[Any]:
    """What a script hands over."""
    text = script.decode()
    assert text.startswith(f"__lineage.{call}(") and text.endswith(")\n") and text.count("\n") == 1
    return json.loads(f"[{text[len(call) + 11 : -2]}]")


class Data:
    """All that is made of one book."""

    def __init__(self, book: Book, directories: bool = True) -> None:
        self.book = book
        self.context = SiteContext(book.settings.repository, directories)
        self.nodes = Nodes(book, self.context)

    def graph(self) -> dict[str, Any]:
        (found,) = said(self.graph_bytes(), "graph")
        return found

    def graph_bytes(self) -> bytes:
        return graph_script(self.book.catalogue, self.book.lineage, self.nodes, self.context)

    def around(self, key: str) -> dict[str, Any]:
        return json.loads(around(self.book.lineage, self.nodes, key, WAY))

    def columns(self, key: str) -> list[Any]:
        return said(self.columns_bytes(key), "columns")

    def columns_bytes(self, key: str) -> bytes:
        return column_script(self.book.lineage.column_edges, self.nodes, self.book.catalogue.datasets[key])


def edges_of(graph: dict[str, Any]) -> dict[tuple[str, str], int]:
    """Source and target -> how it is known, as the view reads them out of the whole graph."""
    found, place = {}, 0
    for source, count in zip(graph["ids"], graph["out"], strict=True):
        for target, known in list(zip(graph["to"], graph["known"], strict=True))[place : place + count]:
            found[source, graph["ids"][target]] = known
        place += count
    assert place == len(graph["to"])
    return found


def urls_of(graph: dict[str, Any]) -> list[str]:
    pattern, others = graph["urls"], graph["others"]
    return [others.get(str(n), pattern.replace("{path}", key.replace(".", "/"))) for n, key in enumerate(graph["ids"])]


def ends_of(listed: list[list[Any]]) -> set[tuple[int, str, str]]:
    """Column, dataset and other column, as the view reads them: a number stands for the dataset of an entry before."""
    named = [one[1] if isinstance(one[1], str) else listed[one[1]][1] for one in listed]
    assert all(isinstance(one, str) for one in named)
    return {(one[0], dataset, one[2]) for one, dataset in zip(listed, named, strict=True)}


# The demo book --------------------------------------------------------------------------------------------------------


def test_the_whole_graph_is_the_lineage_of_the_book(demo: Book):
    graph, lineage = Data(demo).graph(), demo.lineage
    assert graph["ids"] == sorted(demo.catalogue.datasets)
    wanted = {
        (source, target): lineage.edge(source, target).known
        for target in demo.catalogue.datasets
        for source in lineage.sources_of(target)
    }
    assert edges_of(graph) == wanted and len(wanted) > 100
    for number, key in enumerate(graph["ids"]):
        dataset = demo.catalogue.datasets[key]
        assert (graph["titles"][number] or dataset.name) == dataset.display_title
        for field, letter in (("kind", "k"), ("layer", "l"), ("domain", "d")):
            assert graph[f"{field}s"][graph[letter][number]] == getattr(dataset, field)
    assert graph["products"][graph["p"][graph["ids"].index("supply_lake.gold.demand_forecast")]] == "demand-forecast"
    assert graph["labels"]["domains"]["supply-chain"] == "Supply chain"


@pytest.mark.parametrize("directories", [True, False])
def test_addresses_in_the_whole_graph_are_those_of_the_pages(demo: Book, directories: bool):
    data = Data(demo, directories)
    pages = [addresses.of_dataset(demo.catalogue.datasets[key]) for key in sorted(demo.catalogue.datasets)]
    assert urls_of(data.graph()) == [page if directories else f"{page[:-1]}.html" for page in pages]


def test_around_each_dataset_is_what_the_lineage_says(demo: Book):
    data = Data(demo)
    for key in demo.catalogue.datasets:
        found = data.around(key)
        ids = [id_of(node) for node in found["nodes"]]
        assert ids[found["focus"]] == key and len(ids) == len(set(ids)) <= 40
        for source, target, known in found["edges"]:
            assert demo.lineage.edge(ids[source], ids[target]).known == known
        shown = {(source, target) for target in ids for source in demo.lineage.sources_of(target) if source in ids}
        assert {(ids[source], ids[target]) for source, target, _ in found["edges"]} == shown
        near = {**demo.lineage.upstream(key, 2), **demo.lineage.downstream(key, 2)}
        assert set(ids) - {key} <= set(near) and found.get("hidden", {}).get("nodes", 0) == len(near) - len(ids) + 1
    up, down = data.around("sales_lake.silver.order_line")["nodes"][0][2:4]
    assert (up, down) == (4, 8)


TITLED = """datasets:
  order_line: {title: Order line, layer: silver, sources: [plain, other, secret]}
  plain:
  other: {title: Something else}
  secret: {classification: restricted}
"""


def test_what_follows_from_the_path_is_not_said():
    nodes = Data(book_of(TITLED)).around("crm.core.order_line")["nodes"]
    assert nodes == [
        ["crm/core/order_line", 1, 3, 0, "table", "silver", "sales"],
        ["crm/core/other", "Something else", 0, 1, "table", "", "sales"],
        ["crm/core/plain", 0, 0, 1, "table", "", "sales"],
        ["crm/core/secret", 0, 0, 1, "table", "", "sales", "", SENSITIVE],
    ]


def test_columns_lead_to_net_revenue_across_the_layers(demo: Book):
    """From the board pack down to the ERP, file after file."""
    data, wave, seen = Data(demo), [("bi.reports.board_pack", "revenue_meur")], set()
    while wave:
        key, column = wave.pop()
        _, columns, up, _ = data.columns(key)
        place = [one[0] for one in columns].index(column)
        wave += [(dataset, other) for own, dataset, other in ends_of(up) if own == place and other]
        seen.add(key)
    layers = {demo.catalogue.datasets[key].layer for key in seen}
    assert {"erp.sd.invoice_lines", "finance_mart.gold.revenue_by_customer"} <= seen and {
        "",
        "silver",
        "gold",
    } <= layers


def test_columns_of_each_dataset_say_the_same_from_both_ends(demo: Book):
    data, up, down = Data(demo), set(), set()
    names = {key: list(one.columns) for key, one in demo.catalogue.datasets.items()}
    for key, dataset in demo.catalogue.datasets.items():
        id_, columns, above, below = data.columns(key)
        assert id_ == key
        assert [one[:2] for one in columns] == [[name, column.type] for name, column in dataset.columns.items()]
        up |= {(other, column, key, names[key][own]) for own, other, column in ends_of(above)}
        down |= {(key, names[key][own] if own >= 0 else "", other, column) for own, other, column in ends_of(below)}
    assert up == down == set(demo.lineage.column_edges)


def test_the_same_book_gives_the_same_bytes(demo: Book, demo_root: Path):
    again = Data(read_book(WorkingTree(demo_root), today=TODAY))
    first = Data(demo)
    assert first.graph_bytes() == again.graph_bytes()
    for key in demo.catalogue.datasets:
        assert first.columns_bytes(key) == again.columns_bytes(key)
        assert first.around(key) == again.around(key)


# Odd input ------------------------------------------------------------------------------------------------------------

ODD = """datasets:
  'a</script><b>"c"':
    title: "<!--<script> \\u2028 \u05e9\u05dc\u05d5\u05dd"
    columns: {'x</y>"z"': "int | <i>"}
  Dotted.Name: {sources: [{'a</script><b>"c"': ''}, crm.core.Dotted.Name]}
  secret: {classification: confidential, sources: [erp.gone.orders, erp.gone.lines]}
  person:
    status: deprecated
    sources: {secret: '', erp.gone.orders: ''}
    columns: {name: {type: text, personal: [name], from: [erp.gone.orders.name, elsewhere.at.all.x]}, id: int pk}
"""


def test_markup_and_quotes_in_names_break_nothing():
    data = Data(book_of(ODD))
    odd = 'crm.core.a</script><b>"c"'
    inline = around(data.book.lineage, data.nodes, odd, WAY)
    assert "<" not in inline and "\u2028" not in inline
    assert json.loads(inline)["nodes"][0][:3] == [odd, odd[9:], "<!--<script> \u2028 \u05e9\u05dc\u05d5\u05dd"]
    assert b"<" not in data.graph_bytes() + data.columns_bytes(odd)
    assert data.columns(odd)[1] == [['x</y>"z"', "int", 0]]


def test_names_and_addresses_that_do_not_follow_from_the_id_are_listed():
    data = Data(book_of(ODD))
    graph = data.graph()
    number = graph["ids"].index("crm.core.Dotted.Name")
    assert graph["names"][str(number)] == "Dotted.Name"
    assert urls_of(graph)[number] == "datasets/crm/core/dotted.name~81/"
    assert columns_file(data.book.catalogue.datasets["crm.core.Dotted.Name"]).endswith(
        "columns/crm/core/dotted.name~81.js"
    )


def test_a_dataset_that_comes_from_itself_keeps_its_edge():
    data = Data(book_of(ODD))
    assert edges_of(data.graph())["crm.core.Dotted.Name", "crm.core.Dotted.Name"] == 1
    assert [0, 0, 1] in data.around("crm.core.Dotted.Name")["edges"]


def test_sources_that_are_not_in_the_catalogue_are_drawn_without_an_address():
    data = Data(book_of(ODD))
    found = data.around("crm.core.person")
    nodes = {id_of(node): node for node in found["nodes"]}
    assert nodes.keys() == {
        "crm.core.person",
        "crm.core.secret",
        "erp.gone.orders",
        "erp.gone.lines",
        "elsewhere.at.all.x",
    }
    assert nodes["erp.gone.orders"][7:9] == ["", UNKNOWN]
    assert nodes["crm.core.secret"][8] == SENSITIVE and nodes["crm.core.person"][8] == SENSITIVE | DEPRECATED
    assert nodes["crm.core.person"][2] == 3, "two names beside the one source"
    ids = list(nodes)
    edges = {(ids[source], ids[target]): known for source, target, known in found["edges"]}
    assert edges["erp.gone.orders", "crm.core.person"] == 1 and edges["elsewhere.at.all.x", "crm.core.person"] == 2
    graph = data.graph()
    assert graph["ids"][-3:] == ["elsewhere.at.all.x", "erp.gone.lines", "erp.gone.orders"]
    assert edges_of(graph)["erp.gone.lines", "crm.core.secret"] == 1 and urls_of(graph)[-1] == ""
    assert data.columns("crm.core.person")[1] == [["name", "text", 1], ["id", "int", 2]]


def test_what_does_not_fit_is_counted():
    lines = "".join(f"  d{n:03}: {{sources: [hub]}}\n" for n in range(500))
    found = Data(book_of(f"datasets:\n  hub:\n    sources: [gone.a.b]\n{lines}")).around("crm.core.hub")
    assert len(found["nodes"]) == 40 and found["hidden"] == {"nodes": 462} and found["nodes"][0][2:4] == [1, 500]


def test_five_thousand_columns_are_one_file():
    columns = "".join(f"      c{n}: {{type: int, from: raw.c{n}}}\n" for n in range(5000))
    raw = "".join(f"      c{n}: int\n" for n in range(5000))
    data = Data(book_of(f"datasets:\n  raw:\n    columns:\n{raw}  wide:\n    columns:\n{columns}"))
    _, listed, up, down = data.columns("crm.core.wide")
    assert len(listed) == len(up) == 5000 and down == []
    assert up[:2] == [[0, "crm.core.raw", "c0"], [1, 0, "c1"]]
    assert len(gzip.compress(data.columns_bytes("crm.core.wide"))) < 60_000


def test_a_browser_takes_the_scripts(page, tmp_path: Path):
    data = Data(book_of(ODD))
    scripts = data.graph_bytes() + data.columns_bytes("crm.core.person")
    (tmp_path / "data.js").write_bytes(scripts)
    (tmp_path / "index.html").write_text(
        "<!doctype html><meta charset=utf-8><script>__lineage = {graph(one) { this.whole = one },"
        " columns(id, columns, up, down) { this.file = [id, columns, up, down] }}</script><script src=data.js></script>"
        f"<script type='application/json'>{around(data.book.lineage, data.nodes, 'crm.core.person', WAY)}</script>"
    )
    page.goto((tmp_path / "index.html").as_uri())
    assert page.evaluate("__lineage.whole") == data.graph()
    assert page.evaluate("__lineage.file") == data.columns("crm.core.person")
    inline = page.evaluate("JSON.parse(document.querySelector('[type=\"application/json\"]').textContent)")
    assert inline == data.around("crm.core.person")


# In the site ----------------------------------------------------------------------------------------------------------


def test_a_build_writes_what_changed_and_nothing_else(demo_root: Path, tmp_path: Path):
    root = _copy(demo_root, tmp_path / "book")
    _built(root)
    site = root / "site"
    demo = read_book(WorkingTree(root), today=TODAY)
    data = Data(demo)
    assert (site / GRAPH).read_bytes() == data.graph_bytes()
    for key, dataset in demo.catalogue.datasets.items():
        assert (site / columns_file(dataset)).read_bytes() == data.columns_bytes(key)
    before = _times(site)
    _built(root)
    assert _times(site / "lakebook-data") == {k[14:]: v for k, v in before.items() if k.startswith("lakebook-data/")}
    _replace(root / "catalogue/finance/erp/sd.yaml", r"^(      net_amount:\n        type: ).*$", r"\1money")
    _built(root)
    after = _times(site)
    changed = {path for path in after if after[path] != before.get(path) and path.startswith("lakebook-data/")}
    assert changed == {"lakebook-data/lineage/columns/erp/sd/invoice_lines.js"}
    assert _differences(_tree(site), _clean(root)) == []
    shutil.rmtree(root / "catalogue/finance/bi")
    _built(root)
    assert not (site / "lakebook-data/lineage/columns/bi").exists()

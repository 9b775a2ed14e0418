"""Flows between groups: what is counted, what is drawn of them, and the map of a large book."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from searching import build

from lakebook import discovery
from lakebook.book import Book, read_book
from lakebook.lineage.flows import Flows
from lakebook.pages import Page
from lakebook.site.context import SiteContext
from lakebook.sources.working_tree import WorkingTree

NAMES = st.sampled_from("abcdefgh")
PAIRS = st.lists(st.tuples(NAMES, NAMES, st.sampled_from([1, 2, 8])), max_size=60)


@given(PAIRS)
def test_every_flow_is_counted_once_on_each_side(single: list[tuple[str, str, int]]):
    flows = Flows(single)
    between = Counter((one, other) for one, other, _ in single if one != other)
    assert sum(map(flows.given, "abcdefgh")) == sum(map(flows.taken, "abcdefgh")) == between.total()
    assert sum(flows.within.values()) == len(single) - between.total()
    assert all(flows.weight(one, other) == weight for (one, other), weight in between.items())


@given(PAIRS, st.integers(1, 8), st.integers(1, 3))
def test_the_backbone_has_the_strongest_flows_out_of_each(single: list[tuple[str, str, int]], most: int, each: int):
    flows = Flows(single)
    near = flows.backbone(most, each)
    assert len(near.groups) <= most and len(near.groups) + near.left_out == len(flows.connected())
    assert max(Counter(one for one, _, _ in near.edges).values(), default=0) <= each
    for one, other, weight in near.edges:
        assert weight == flows.weight(one, other) and {one, other} <= set(near.groups)
    for one in near.groups:
        drawn = sorted(weight for first, _, weight in near.edges if first == one)
        every = sorted(w for other, w in flows.targets.get(one, {}).items() if other in near.groups)
        assert drawn == every[-len(drawn) :] if drawn else not every


@given(PAIRS, st.integers(2, 8))
def test_around_a_group_all_its_own_flows_are_drawn_and_nothing_hangs_in_the_air(
    single: list[tuple[str, str, int]], most: int
):
    flows = Flows(single)
    near = flows.around("a", most)
    assert near.groups[0] == "a" and len(near.groups) <= most
    own = {edge[:2] for edge in near.edges if "a" in edge[:2]}
    assert own == {("a", one) for one in flows.targets.get("a", {}) if one in near.groups} | {
        (one, "a") for one in flows.sources.get("a", {}) if one in near.groups
    }
    reached = {"a"}
    for _ in near.groups:
        reached |= {end for edge in near.edges if reached & set(edge[:2]) for end in edge[:2]}
    assert reached == set(near.groups)
    assert near.thinned >= 0


# The map of a large book ---------------------------------------------------------------------------------------------

PRODUCT = "---\nid: p-{n}\ntitle: Product {n}\nstatus: active\nreads: [{reads}]\nwrites: [lake.a.d{n}]\n---\n"


def large_book(root: Path, products: int, domains: int) -> Book:
    """Every product reads what the one before writes, and what the first writes; each domain feeds the next ones."""
    schema = "".join(f"  d{n}: {{columns: {{id: int}}}}\n" for n in range(products))
    files = {"catalogue/core/lake/a.yaml": f"datasets:\n{schema}", "lakebook.yaml": "title: Large\n"}
    for n in range(domains):
        sources = ", ".join(f"s{other}.t.x" for other in range(max(n - 3, 0), n))
        files[f"catalogue/area-{n}/s{n}/t.yaml"] = f"datasets:\n  x: {{sources: [{sources}]}}\n"
    for n in range(products):
        reads = f"lake.a.d0, lake.a.d{n - 1}" if n > 1 else ""
        files[f"wids/p-{n}.md"] = PRODUCT.format(n=n, reads=reads)
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    return read_book(WorkingTree(root))


def map_of(book: Book) -> list[Page]:
    context = SiteContext(book.settings.repository, True)
    kind = discovery.load_all("lakebook.pages")["platform_map"]
    return list(kind(book, context))  # type: ignore[operator]


def test_the_map_of_a_thousand_products_is_cut_and_small(tmp_path: Path):
    first, *further = map_of(large_book(tmp_path, 1_000, 90))
    html = first.read().content
    assert len(html.encode()) < 400_000
    assert "Drawn are the 40 of 1,000 products with the most flows" in html
    assert "Drawn are the 40 of 90 domains with the most flows" in html
    assert "The 60 products with the most flows stand in the matrix" in html
    assert html.count("<tbody><tr><th") == 2 and html.count('<tr><th scope="row">') == 2 * 61
    assert [page.address for page in further][-1] == "lineage/map/products/5/"
    listed = re.findall(r'href="[./]*products/p-(\d+)/"', html + "".join(page.read().content for page in further))
    assert {int(number) for number in listed} == set(range(1_000))


def test_the_matrix_counts_as_people_do(tmp_path: Path):
    """The second before the tenth."""
    (page,) = map_of(large_book(tmp_path, 12, 12))
    rows = re.findall(r'<tr><th scope="row">.*?>([^<]+)</a>', page.read().content)
    areas = [int(re.sub(r"\D", "", row)) for row in rows if row.lower().startswith("area")]
    assert areas == list(range(12))


def test_a_book_that_says_nothing_of_its_lineage_is_told_how(tmp_path: Path):
    (page,) = map_of(large_book(tmp_path, 0, 1))
    assert "<code>sources: [system.schema.dataset]</code>" in page.read().content


@pytest.mark.parametrize("most", [0, 3000])
def test_what_draws_nothing_lists_it(tmp_path: Path, most: int):
    large_book(tmp_path, 4, 5)
    (tmp_path / "lakebook.yaml").write_text(f"title: Small\ndrawn_lineage: {most}\n")
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: Small\ntheme: {name: material}\nplugins: [search, {lakebook: {strict_checks: false}}]\n"
    )
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/index.md").write_text("# Home\n")
    build(tmp_path, tmp_path / "site", "--strict")
    pages = {
        "systems/s3": "Comes from",
        "domains/area-3": "Comes from",
        "products/p-2": "Reads",
        "lineage/map": "from the rows to the columns",
        "lineage": "Most connected datasets",
    }
    for address, said in pages.items():
        html = (tmp_path / f"site/{address}/index.html").read_text(encoding="utf-8")
        assert said in html, address
        assert ("<lineage-graph" in html) == bool(most), address

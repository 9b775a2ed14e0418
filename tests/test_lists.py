"""Long lists: paged without scripts, sorted and filtered with them; looked at in the browser, on a book of 4,000 datasets."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import expect
from searching import served

from lakebook.model.order import natural
from lakebook.pages._parts import MOST, part_size

WORDS = "orders invoices customers plants batches shipments prices stocks Éléments größen".split()  # noqa: SIM905
MKDOCS = """\
site_name: Long
site_url: https://example.org/data/
theme:
  name: material
  font: false
  features: [navigation.tabs, navigation.indexes, toc.follow, content.action.edit]
  palette:
    - {media: "(prefers-color-scheme: light)", scheme: default, toggle: {icon: material/weather-night, name: dark}}
    - {media: "(prefers-color-scheme: dark)", scheme: slate, toggle: {icon: material/weather-sunny, name: light}}
plugins: [search, {lakebook: {strict_checks: false}}]
validation: {anchors: warn}
"""
PRODUCT = """\
---
id: {id}
title: {title}
summary: Plans what the department does next.
status: {status}
domain: sales
team: planning
business_contact: ann.durand
---

## What it does

It plans.
"""


def write(root: Path, files: dict[str, str]) -> None:
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")


def schema(names: list[str], layer: str, columns: int = 3) -> str:
    lines = ["datasets:\n"]
    for number, name in enumerate(names):
        said = f"What {name} holds, as of the last night."
        held = "".join(f"      column_{n}: bigint | Number {n}.\n" for n in range(1, columns + 1 + number % 5))
        lines.append(f"  {name}:\n    layer: {layer}\n    description: {said}\n    columns:\n{held}")
    return "".join(lines)


def large_book(root: Path) -> None:
    """Two systems of 2,000 datasets, one with 40 schemas and one with a single schema; other lists as long."""
    flat = [f"{WORDS[n % 10]}_{n // 10 + 1}" for n in range(2_000)]
    files = {
        "lakebook.yaml": "title: Long\n",
        "mkdocs.yml": MKDOCS,
        "docs/index.md": "# Long\n\nThe [last term](domains/sales/terms/3.md#term-term_450).\n",
        "catalogue/people.yaml": "people:\n  ann.durand: Ann Durand <ann.durand@example.org>\n"
        + "".join(f"  p.{n}: Person {n} <p.{n}@example.org>\n" for n in range(1, 601)),
        "catalogue/teams.yaml": "teams:\n  planning: {title: Planning}\n",
        "catalogue/sales/domain.yaml": "title: Sales\ncustodian: ann.durand\nclassification: internal\nterms:\n"
        + "".join(f"  term_{n}: The meaning of term {n}.\n" for n in range(1, 451)),
        "catalogue/sales/erp/system.yaml": "title: Old ERP\nkind: ERP\ndescription: What was bought in 1998.\n",
        "catalogue/sales/erp/tables.yaml": schema(flat, "bronze"),
        "catalogue/sales/lake/system.yaml": "title: Sales lake\nkind: lake\ndescription: Everything of sales.\n",
        "catalogue/sales/lake/wide.yaml": schema(["wide_table"], "gold", 500) + "    terms: [term_450]\n",
    }
    for number in range(1, 41):
        names = [f"{WORDS[n % 10]}_{n}" for n in range(1, 51)]
        files[f"catalogue/sales/lake/area_{number}.yaml"] = schema(names, ("silver", "gold")[number % 2])
    # A schema with the name of a list, and one that is too long for a page
    files["catalogue/sales/lake/datasets.yaml"] = schema([f"entry_{n}" for n in range(1, 251)], "bronze")
    for number in range(1, 1001):
        status = ("active", "proposed", "deprecated")[number % 3]
        text = PRODUCT.format(id=f"product-{number}", title=f"Product {number}", status=status)
        files[f"wids/product-{number}.md"] = text
    for number in range(1, 301):
        day = f"2026-{number % 12 + 1:02}-{number % 28 + 1:02}"
        files[f"adrs/{number:04}-use-option.md"] = f"---\nstatus: accepted\ndate: {day}\n---\n# Use option {number}\n"
    write(root, files)


def build(root: Path, folder: str, option: str) -> Path:
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", option, "-d", str(root / folder)]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "1795478400", "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, timeout=600, check=False)
    assert done.returncode == 0, done.stderr
    return root / folder


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The book, built strictly with addresses that are folders."""
    root = tmp_path_factory.mktemp("long")
    large_book(root)
    return build(root, "site", "--use-directory-urls")


@pytest.fixture(scope="module")
def disk(site: Path) -> Path:
    """The same book, built to be opened from disk."""
    return build(site.parent, "disk", "--no-directory-urls")


@pytest.fixture(scope="module")
def web(site: Path) -> Iterator[str]:
    with served(site) as root:
        yield root


# How lists are cut ---------------------------------------------------------------------------------------------------


def test_natural_order():
    names = ["orders_10", "Orders_2", "orders_1", "Élan", "elbow", "apple", "orders_02b"]
    assert sorted(names, key=natural) == ["apple", "Élan", "elbow", "orders_1", "Orders_2", "orders_02b", "orders_10"]


@given(st.text(), st.text())
def test_any_two_names_have_an_order(one: str, other: str):
    assert (natural(one) < natural(other)) + (natural(other) < natural(one)) + (natural(one) == natural(other)) == 1


@given(st.integers(0, 100_000))
def test_parts_are_even_and_no_larger_than_a_page(count: int):
    size = part_size(count)
    sizes = [min(size, count - start) for start in range(0, count, size)]
    assert sum(sizes) == count
    assert all(0 < one <= MOST for one in sizes)
    assert len(sizes) <= -(-count // MOST)


# Without scripts -----------------------------------------------------------------------------------------------------


class _Links(HTMLParser):
    """Links of the article, and anchors."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.hrefs: list[str] = []
        self.ids: set[str] = set()
        self.feed(html[html.index("<article") : html.index("</article")])

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        for name, value in attributes:
            if tag == "a" and name == "href" and value:
                self.hrefs.append(value)
            if name == "id" and value:
                self.ids.add(value)


def reachable(site: Path, start: str, below: str) -> tuple[set[str], set[str]]:
    """Pages that links of articles lead to, from *start*, going on only from those below *below*; and their anchors."""
    found, waiting, anchors = {start}, [start], set()
    while waiting:
        address = waiting.pop()
        page = _Links((site / unquote(address) / "index.html").read_text(encoding="utf-8"))
        anchors |= page.ids
        for href in page.hrefs:
            target = urlsplit(urljoin(f"https://x/{address}", href))
            path = target.path.lstrip("/")
            if target.netloc == "x" and path not in found:
                found.add(path)
                if path.startswith(below):
                    waiting.append(path)
    return found, anchors


def datasets_of(site: Path, place: str) -> set[str]:
    return {file.parent.relative_to(site).as_posix() + "/" for file in site.glob(f"datasets/{place}/*/*/index.html")}


@pytest.mark.parametrize(("system", "count"), [("erp", 2_000), ("lake", 2_251)])
def test_every_dataset_of_a_system_is_reached_by_following_links(site: Path, system: str, count: int):
    found, _ = reachable(site, f"systems/{system}/", f"systems/{system}/")
    wanted = datasets_of(site, system)
    assert len(wanted) == count
    assert wanted <= {unquote(one) for one in found}


def test_every_row_of_the_other_lists_is_reached(site: Path):
    answered, _ = reachable(site, "people/ann.durand/", "people/ann.durand/")
    assert len([one for one in answered if one.startswith("datasets/")]) == 4_251
    products, _ = reachable(site, "products/", "products/list/")
    assert {f"products/product-{number}/" for number in range(1, 1001)} <= products
    decisions, _ = reachable(site, "decisions/", "decisions/list/")
    assert {f"decisions/adr-{number:04}/" for number in range(1, 301)} <= decisions
    people, _ = reachable(site, "people/", "people/everyone/")
    assert {f"people/p.{number}/" for number in range(1, 601)} <= people
    _, anchors = reachable(site, "domains/sales/", "domains/sales/terms/")
    assert {f"term-term_{number}" for number in range(1, 451)} <= anchors


def test_list_pages_are_small_and_each_is_a_page_of_its_own(site: Path):
    titles: dict[str, str] = {}
    for file in site.rglob("index.html"):
        address = file.parent.relative_to(site).as_posix()
        if address.startswith("datasets/"):
            continue
        html = file.read_text(encoding="utf-8")
        assert len(html.encode()) < 300_000, address
        title = unescape(re.search(r"<title>(.*?)</title>", html, re.DOTALL).group(1))
        if re.match(r"systems/|.*/\d+$", address):
            assert title not in titles, f"{address} and {titles[title]} are both called {title}"
            assert f'<link rel="canonical" href="https://example.org/data/{address}/">' in html
            titles[title] = address
    assert "Old ERP: datasets 201 to 400 - Long" in titles
    assert "Products 201 to 400 - Long" in titles
    assert titles["Sales lake: area_7 - Long"] == "systems/lake/area_7"
    assert "https://example.org/data/systems/erp/datasets/2/" in (site / "sitemap.xml").read_text()


def test_a_further_page_stands_in_the_section_of_its_system(site: Path):
    html = (site / "systems/erp/datasets/3/index.html").read_text()
    assert re.findall(r'md-nav__link--active">\s*<span class="md-ellipsis">\s*(.*?)\s*<', html)[-1] == "Old ERP"


def test_a_dataset_leads_to_the_page_of_its_schema(site: Path):
    found, _ = reachable(site, "datasets/lake/area_7/orders_10/", "none/")
    assert "systems/lake/area_7/" in found
    found, _ = reachable(site, "datasets/erp/tables/orders_1/", "none/")
    assert "systems/erp/" in found and "systems/erp/tables/" not in found


def test_a_term_is_linked_where_it_stands(site: Path):
    html = (site / "datasets/lake/wide/wide_table/index.html").read_text()
    assert 'href="../../../../domains/sales/terms/3/#term-term_450"' in html
    assert 'id="term-term_450"' in (site / "domains/sales/terms/3/index.html").read_text()


def test_rows_are_kept_from_build_to_build(site: Path):
    rows = site / "systems/erp/datasets/rows.js"
    before = rows.stat().st_mtime_ns, (site / "systems/erp/datasets/3/index.html").stat().st_mtime_ns
    build(site.parent, "site", "--use-directory-urls")
    assert before == (rows.stat().st_mtime_ns, (site / "systems/erp/datasets/3/index.html").stat().st_mtime_ns)
    names = re.findall(r"datasets/erp/tables/(orders_[0-9]+)/", rows.read_text(encoding="utf-8"))
    assert names == [f"orders_{number}" for number in range(1, 201)]


def test_without_scripts_nothing_that_needs_them_is_shown(web: str, browser):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{web}systems/erp/")
    expect(page.locator(".lb-filter, .lb-sort, .lb-more")).to_have_count(0)
    expect(page.locator("tbody tr:visible")).to_have_count(200)
    page.click("text=Next")
    expect(page).to_have_url(f"{web}systems/erp/datasets/2/")
    expect(page.locator(".lb-pager [aria-current]")).to_have_text("2")
    page.goto(f"{web}systems/lake/")
    expect(page.locator("tbody tr:visible")).to_have_count(42)
    context.close()


# With scripts --------------------------------------------------------------------------------------------------------


def shown(page) -> None:
    """Waits for the rows that were asked for."""
    page.wait_for_function("!document.querySelector('.lb-listed > [aria-busy=true]')")


_NAMES = """() => [...document.querySelectorAll(".lb-listed tbody td:first-child a")]
  .filter((link) => link.checkVisibility()).map((link) => link.innerText)"""


def names(page) -> list[str]:
    """What the rows in sight are called."""
    shown(page)
    return page.evaluate(_NAMES)


def begins(page, *wanted: str) -> None:
    """Waits until the first rows in sight are called so."""
    page.wait_for_function(
        f"wanted => String(({_NAMES})().slice(0, wanted.length)) === String(wanted)", arg=list(wanted)
    )


def type_filter(page, query: str, wanted: str) -> None:
    page.fill(".lb-filter input", query)
    page.wait_for_function("text => document.querySelector('.lb-filter [role=status]')?.innerText === text", arg=wanted)


def heading(page, name: str):
    return page.locator("th:visible", has=page.get_by_role("button", name=name, exact=True))


def test_rows_beyond_the_page_are_filtered(web: str, page):
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{web}systems/erp/datasets/2/")
    page.wait_for_selector(".lb-filter input")
    assert not [url for url in asked if "rows.js" in url or "lakebook-search" in url]
    type_filter(page, "groszen", "0 of 2,000 datasets")
    type_filter(page, "GRÖSSEN bronze tables.", "200 of 2,000 datasets")
    begins(page, "größen_1", "größen_2", "größen_3")
    expect(page.locator(".lb-pager")).to_be_hidden()
    type_filter(page, "elements_200", "1 of 2,000 datasets")
    assert [url for url in asked if "rows.js" in url] == [f"{web}systems/erp/datasets/rows.js"]
    page.click("text=Éléments_200")
    expect(page.locator("h1")).to_have_text("Éléments_200")


def test_a_column_sorts_three_ways_and_says_so(web: str, page):
    page.goto(f"{web}systems/erp/")
    before = [f"batches_{n}" for n in range(1, 6)]
    begins(page, *before)
    cell = heading(page, "Columns")
    cell.get_by_role("button").click()
    expect(page).to_have_url(f"{web}systems/erp/?sort=-columns")
    expect(cell).to_have_attribute("aria-sort", "descending")
    expect(page.locator("tbody tr:first-child .lb-number")).to_have_text("7")
    cell.get_by_role("button").click()
    expect(page).to_have_url(f"{web}systems/erp/?sort=columns")
    expect(cell).to_have_attribute("aria-sort", "ascending")
    expect(page.locator("tbody tr:first-child .lb-number")).to_have_text("3")
    cell.get_by_role("button").click()
    expect(page).to_have_url(f"{web}systems/erp/")
    expect(cell).not_to_have_attribute("aria-sort", re.compile("."))
    begins(page, *before)
    expect(page.locator(".lb-pager")).to_be_visible()


def test_names_sort_naturally_with_accents_among_their_letters(web: str, page):
    page.goto(f"{web}systems/erp/?sort=dataset&q=_10")
    page.wait_for_function("document.querySelectorAll('tbody tr').length === 110")
    found = names(page)
    assert found[:3] == ["batches_10", "batches_100", "batches_101"]
    assert found.index("Éléments_10") < found.index("größen_10") < found.index("invoices_10")
    page.goto(f"{web}systems/erp/?sort=-dataset")
    page.wait_for_function("document.querySelector('tbody a')?.innerText === 'stocks_200'")
    begins(page, "stocks_200", "stocks_199")


def test_layers_sort_in_the_order_data_flows(web: str, page):
    page.goto(f"{web}systems/lake/?sort=layer&q=1")
    page.wait_for_selector("tbody tr:visible")
    shown(page)
    expect(page.locator("tbody tr:visible .lb-badge--layer-bronze")).not_to_have_count(0)
    expect(page.locator("tbody tr:visible").first.locator(".lb-badge")).to_have_text("bronze")


def test_the_address_keeps_what_is_shown(web: str, page):
    page.goto(f"{web}systems/erp/")
    type_filter(page, "orders_1", "111 of 2,000 datasets")
    heading(page, "Dataset").get_by_role("button").click()
    heading(page, "Dataset").get_by_role("button").click()
    page.wait_for_function("location.search === '?q=orders_1&sort=-dataset'")
    shared = page.url
    page.goto("about:blank")
    page.goto(shared)
    page.wait_for_function("document.querySelector('.lb-filter [role=status]')?.innerText?.startsWith('111')")
    expect(page.locator(".lb-filter input")).to_have_value("orders_1")
    expect(page).to_have_url(shared)
    begins(page, "orders_199")
    expect(page.locator("[data-md-toggle=search]")).not_to_be_checked()


def test_keys_are_enough(web: str, page):
    page.goto(f"{web}systems/erp/")
    page.focus(".lb-filter input")
    page.keyboard.type("invoices_7")
    page.wait_for_function("document.querySelector('tbody a')?.innerText === 'invoices_7'")
    page.keyboard.press("Tab")
    page.wait_for_function("document.activeElement?.className.startsWith('lb-sort')")
    page.focus(".lb-filter input")
    page.keyboard.press("Escape")
    page.wait_for_function("location.search === ''")
    begins(page, "batches_1")
    page.focus("th >> nth=3 >> button")
    page.keyboard.press("Enter")
    page.wait_for_function("location.search === '?sort=-columns'")
    page.keyboard.press("Space")
    page.wait_for_function("location.search === '?sort=columns'")
    shown(page)
    page.wait_for_function("getComputedStyle(document.activeElement).outlineStyle === 'solid'")
    page.focus(".lb-filter input")
    page.keyboard.press("ArrowDown")
    page.wait_for_function("document.activeElement?.closest('tr') === document.querySelector('tbody tr')")


def test_more_rows_are_shown_on_demand(web: str, page):
    page.goto(f"{web}systems/erp/?sort=name")
    page.click(".lb-more")
    page.wait_for_function("document.querySelectorAll('tbody tr').length === 400")
    page.wait_for_function("document.activeElement?.closest('tr') === document.querySelectorAll('tbody tr')[200]")


def test_a_system_of_many_schemas_is_filtered_as_a_whole(web: str, page):
    page.goto(f"{web}systems/lake/")
    begins(page, "area_1", "area_2")
    type_filter(page, "invoices_21", "40 of 2,251 datasets")
    begins(page, "invoices_21")
    page.click("text=List all datasets")
    page.wait_for_function("location.search === ''")
    begins(page, "area_1", "area_2")
    page.click("text=List all datasets")
    page.wait_for_function("document.querySelectorAll('tbody tr').length > 100")
    page.goto(f"{web}systems/lake/area_7/?q=orders")
    page.wait_for_function("document.querySelector('.lb-filter [role=status]')?.innerText === '5 of 50 datasets'")
    page.click("text=Look in all of Sales lake")
    page.wait_for_function("document.querySelector('.lb-filter [role=status]')?.innerText?.includes('of 2,251')")
    expect(page).to_have_url(f"{web}systems/lake/?q=orders")


def test_lists_of_one_page_do_not_disturb_each_other(web: str, page):
    page.goto(f"{web}domains/sales/?terms.q=term_12&products.q=1000")
    page.wait_for_function("document.querySelectorAll('dl.lb-terms > div').length === 11")
    page.wait_for_function("document.querySelectorAll('ul.lb-list > li').length === 1")
    expect(page.locator(".lb-filter").nth(1)).to_contain_text("11 of 450 terms")


def test_columns_of_a_wide_dataset_are_filtered_and_sorted(web: str, page):
    page.goto(f"{web}datasets/lake/wide/wide_table/#column-column_499")
    page.wait_for_selector(".lb-filter input")
    type_filter(page, "column_49", "11 of 500 columns")
    heading(page, "Column").get_by_role("button").click()
    heading(page, "Column").get_by_role("button").click()
    begins(page, "column_499", "column_498")


def test_dates_sort_as_dates(web: str, page):
    page.goto(f"{web}decisions/list/2/?sort=-date")
    page.wait_for_function("document.querySelector('.lb-date')?.innerText?.endsWith('December 2026')")
    days = page.evaluate("[...document.querySelectorAll('tbody time')].map((one) => one.dateTime)")
    assert len(days) == 150 and days == sorted(days, reverse=True)


def test_an_anchor_that_moved_to_another_page_is_found(web: str, page):
    page.goto(f"{web}domains/sales/#term-term_450")
    page.wait_for_url(f"{web}domains/sales/terms/3/#term-term_450")
    expect(page.locator("#term-term_450")).to_be_visible()


def test_small_pages_load_no_script(site: Path):
    script = re.compile(r"assets/lakebook/lists\.\w+\.js")
    assert script.search((site / "systems/erp/index.html").read_text())
    assert not script.search((site / "datasets/erp/tables/orders_1/index.html").read_text())
    assert not script.search((site / "systems/lake/wide/index.html").read_text())


def test_what_cannot_be_loaded_is_said(web: str, page):
    page.route("**/rows.js", lambda route: route.abort())
    page.goto(f"{web}systems/erp/")
    page.fill(".lb-filter input", "batches_12")
    page.wait_for_function(
        "document.querySelector('.lb-filter [role=status]')?.innerText?.includes('could not be loaded')"
    )
    begins(page, "batches_12")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("address", ["systems/erp/", "systems/lake/", "datasets/lake/wide/wide_table/", "products/"])
def test_a_narrow_screen_scrolls_downwards_only(web: str, browser, address: str, scheme: str):
    page = browser.new_page(viewport={"width": 400, "height": 900}, color_scheme=scheme)
    page.goto(f"{web}{address}")
    page.wait_for_selector(".lb-sort:visible")
    page.wait_for_function("document.documentElement.scrollWidth <= 400")
    page.close()


def test_headings_stay_in_sight(web: str, page):
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(f"{web}systems/erp/")
    page.wait_for_selector(".lb-fits")
    page.evaluate("scrollTo(0, 4000)")
    page.wait_for_function("""() => {
      const [head, header] = ['thead', '.md-header'].map((one) => document.querySelector(one)?.getBoundingClientRect());
      return Math.abs(head?.top - header?.height) <= 1;
    }""")


def test_from_disk(disk: Path, page):
    trouble: list[str] = []
    page.on("pageerror", lambda error: trouble.append(str(error)))
    page.goto((disk / "systems/erp/datasets/2.html").as_uri())
    type_filter(page, "stocks_200", "1 of 2,000 datasets")
    heading(page, "Columns").get_by_role("button").click()
    page.click("text=stocks_200")
    expect(page).to_have_url((disk / "datasets/erp/tables/stocks_200.html").as_uri())
    page.goto((disk / "domains/sales.html").as_uri() + "#term-term_450")
    page.wait_for_url("**/terms/3.html#term-term_450")
    assert not trouble

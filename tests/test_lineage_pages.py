"""The lineage view on the pages of the demo, over http and from disk."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect
from searching import build, held_back, served

DATASET = "datasets/sales_lake/gold/customer_360"


@pytest.fixture(scope="module", params=["web", "disk"])
def address(request: pytest.FixtureRequest, demo_sites: Path) -> Iterator[str]:
    """Of a dataset's page, in each of the two."""
    if request.param == "disk":
        yield f"{(demo_sites / 'disk').as_uri()}/{DATASET}.html"
        return
    with served(demo_sites / "web") as root:
        yield f"{root}{DATASET}/"


@pytest.fixture
def drawn(page: Page, address: str) -> Iterator[Page]:
    """The page; nothing may go wrong in it, and nothing may be asked of another site."""
    trouble: list[str] = []
    own = address[: address.index(DATASET)]
    page.on("pageerror", lambda error: trouble.append(str(error)))
    page.on(
        "request",
        lambda request: trouble.append(request.url) if not request.url.startswith((own, "data:", "blob:")) else None,
    )
    page.goto(address)
    yield page
    assert not trouble


def test_the_dataset_is_drawn_with_what_it_comes_from(drawn: Page):
    view = drawn.locator("lineage-graph")
    expect(view.get_by_role("link", name="Customer at a glance").first).to_be_visible()
    expect(view.get_by_role("link", name="Dealer churn features").first).to_be_visible()
    expect(view.get_by_text("14 datasets")).to_be_visible()


def test_a_card_leads_to_its_page(drawn: Page):
    drawn.locator("lineage-graph").get_by_role("link", name="Dealer churn features").first.click()
    expect(drawn.get_by_role("heading", level=1)).to_have_text("Dealer churn features")


def test_a_card_opens_its_columns(drawn: Page):
    view = drawn.locator("lineage-graph")
    card = view.get_by_role("link", name="Customer at a glance").first
    card.focus()
    card.press("c")
    expect(view.get_by_role("button", name="Trace customer_id,").first).to_be_visible()


def test_keys_of_a_card_are_none_of_the_site(drawn: Page):
    """Material searches with f, s and /, and leaves the page with n, p, comma and full stop."""
    view = drawn.locator("lineage-graph")
    view.get_by_role("link", name="Dealer churn features").first.focus()
    before = drawn.url
    for key in "s/np,.":
        drawn.keyboard.press(key)
    drawn.keyboard.press("f")
    drawn.wait_for_url("**#lineage?focus=*")
    expect(drawn.locator("#__search")).not_to_be_checked()
    assert drawn.url.partition("#")[0] == before.partition("#")[0]
    drawn.get_by_role("heading", level=1).click()
    drawn.keyboard.press("s")
    expect(drawn.locator("#__search")).to_be_checked()


@pytest.fixture
def late(page: Page, demo_sites: Path) -> Iterator[Callable[[], None]]:
    """The page is there, the script for what is pressed comes when this is called."""
    with served(demo_sites / "web") as root:
        come = held_back(page, "**/lineage-more*.js")
        with page.expect_request("**/lineage-more*.js"):
            page.goto(f"{root}{DATASET}/", wait_until="commit")  # a script that is held may hold the page
        yield come


def test_what_is_pressed_before_the_script_for_it_has_come_is_done_then(page: Page, late: Callable[[], None]):
    """A key, and a click elsewhere, though the key has all cards drawn anew."""
    view = page.locator("lineage-graph")
    view.get_by_role("link", name="Dealer churn features").first.focus()
    page.keyboard.press("c")
    view.get_by_role("button", name="Columns of Customer at a glance").click()
    late()
    for title in ("Dealer churn features", "Customer at a glance"):
        rows = view.get_by_role("group", name=title, exact=True).get_by_role("button", name="Trace ")
        expect(rows.first).to_be_visible()


def test_keys_before_the_script_for_them_has_come_lead_as_far_as_later_ones(page: Page, late: Callable[[], None]):
    view = page.locator("lineage-graph")
    focused = view.locator(".card:focus-within")
    view.get_by_role("link", name="Customer at a glance").first.focus()
    keys = ("ArrowLeft", "ArrowLeft", "ArrowDown")
    for key in keys:
        page.keyboard.press(key)
    late()
    expect(focused).to_have_attribute("aria-label", "Claims without the claimant")
    page.keyboard.press("Home")
    expect(focused).to_have_attribute("aria-label", "Customer at a glance")
    for key in keys:
        page.keyboard.press(key)
    expect(focused).to_have_attribute("aria-label", "Claims without the claimant")


SUM = "net_revenue_eur of Revenue and margin by customer: made of 7 columns in 5 datasets; used by 2 columns in 2 datasets."
LAYERS = {
    "Invoice lines": "net_amount",
    "Invoice line changes as received": "net_amount",
    "Invoice lines in euro": "net_amount_eur",
    "Revenue and margin by customer": "net_revenue_eur",
    "Board pack": "net_revenue_meur",
    "Margin dashboard": "net_revenue_eur",
}


def _sees_net_revenue(view: Locator) -> None:
    """From the ERP over bronze, silver and gold to the reports; all else is dimmed."""
    expect(view.get_by_role("status")).to_have_text(SUM)
    for title, column in LAYERS.items():
        card = view.get_by_role("group", name=title, exact=True)
        expect(card.get_by_role("button", name=f"Trace {column},")).to_be_visible()
        expect(card).not_to_have_class(re.compile("dimmed"))
    expect(view.get_by_role("group", name="Working capital by month", exact=True)).to_have_class(re.compile("dimmed"))


def test_net_revenue_is_traced_from_the_source_to_the_reports(drawn: Page, address: str):
    drawn.goto(address.replace(DATASET, "datasets/finance_mart/gold/revenue_by_customer"))
    view = drawn.locator("lineage-graph")
    card = view.get_by_role("group", name="Revenue and margin by customer", exact=True)
    card.get_by_role("button", name="Columns of").click()
    card.get_by_role("button", name="Trace net_revenue_eur,").click()
    _sees_net_revenue(view)


def test_a_guide_leads_to_that_trace(drawn: Page, address: str):
    drawn.goto(address.replace(DATASET, "guides/analyst"))
    drawn.get_by_role("link", name="this link, which keeps the answer").click()
    _sees_net_revenue(drawn.locator("lineage-graph"))


LINK = "#lineage?trace=finance_mart.gold.revenue_by_customer&column=net_revenue_eur"


def test_a_shared_link_shows_its_answer(drawn: Page, address: str):
    """All layers of it in sight, without a hand."""
    drawn.set_viewport_size({"width": 1400, "height": 900})
    drawn.goto("about:blank")
    drawn.goto(address.replace(DATASET, "datasets/finance_mart/gold/revenue_by_customer") + LINK)
    view = drawn.locator("lineage-graph")
    _sees_net_revenue(view)
    for title in LAYERS:
        expect(view.get_by_role("group", name=title, exact=True).locator(".title").first).to_be_in_viewport()
    expect(view.get_by_role("status")).to_be_in_viewport()


def test_a_column_leads_to_its_trace(drawn: Page, address: str):
    drawn.goto(address.replace(DATASET, "datasets/finance_mart/gold/revenue_by_customer"))
    row = drawn.locator("#column-net_revenue_eur")
    row.get_by_role("link", name="Trace", exact=True).click()
    view = drawn.locator("lineage-graph")
    _sees_net_revenue(view)
    expect(view.get_by_role("status")).to_be_in_viewport()
    drawn.goto(address.replace(DATASET, "datasets/bi/reports/board_pack"))
    expect(drawn.locator("#columns")).to_be_visible()
    expect(drawn.locator(".lb-columns tr:not(:has(.lb-from, .lb-feeds)) .lb-trace")).to_have_count(0)


def test_a_column_leads_to_all_that_it_feeds(drawn: Page, address: str):
    drawn.goto(address.replace(DATASET, "datasets/finance_mart/gold/revenue_by_customer"))
    drawn.locator("#column-net_revenue_eur").get_by_role("link", name="Impact").click()
    expect(drawn.get_by_role("combobox", name="Column")).to_have_value("net_revenue_eur")
    expect(drawn.get_by_role("row", name=re.compile("Board pack")).first).to_be_visible()


def test_on_a_phone_the_way_of_a_trace_is_text(drawn: Page, address: str):
    drawn.set_viewport_size({"width": 400, "height": 800})
    drawn.goto("about:blank")
    drawn.goto(address.replace(DATASET, "datasets/finance_mart/gold/revenue_by_customer") + LINK)
    view = drawn.locator("lineage-graph")
    way = view.get_by_text("Invoice line changes as received · net_amount → Invoice lines in euro · bonus_eur · net")
    expect(way).to_be_in_viewport()
    drawn.wait_for_function("document.documentElement.scrollWidth <= 400")
    view.get_by_role("button", name="Stop tracing").click()
    expect(way).to_have_count(0)


def test_without_scripts_it_is_a_table(demo_sites: Path, browser):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    with served(demo_sites / "web") as root:
        page.goto(f"{root}{DATASET}/")
        table = page.locator("lineage-graph table").first
        expect(table.get_by_role("columnheader", name="Comes from", exact=True)).to_be_visible()
        expect(table.get_by_role("link", name="Dealer churn features").first).to_be_visible()
        expect(table.get_by_role("cell", name="declared").first).to_be_visible()
    context.close()


def test_a_larger_book_lists_it(tmp_path: Path):
    (tmp_path / "catalogue/sales/crm").mkdir(parents=True)
    (tmp_path / "catalogue/sales/crm/core.yaml").write_text("datasets:\n  a:\n  b:\n    sources: a\n")
    (tmp_path / "mkdocs.yml").write_text("site_name: Small\ntheme: {name: material}\nplugins: [search, lakebook]\n")
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/index.md").write_text("# Home\n")
    for most, drawn in ((2, True), (1, False)):
        (tmp_path / "lakebook.yaml").write_text(f"title: Small\ndrawn_lineage: {most}\n")
        build(tmp_path, tmp_path / "site")
        page = (tmp_path / "site/datasets/crm/core/b/index.html").read_text()
        assert ("<lineage-graph" in page) == drawn
        assert (tmp_path / "site/lakebook-data/lineage/graph.js").exists() == drawn

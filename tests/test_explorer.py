"""The explorer and the platform map of the demo, over http and from disk, with instant navigation and without scripts."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from searching import build, goto_instant, held_back, served

BOOK = ("catalogue", "wids", "adrs", "docs", "lakebook.yaml", "mkdocs.yml")
CHOSEN = re.compile(r"#lineage\?focus=sales_lake\.gold\.customer_360$")


@pytest.fixture
def instant_book(demo_root: Path, tmp_path: Path) -> Path:
    """The demo with Material's instant navigation, not yet built."""
    for name in BOOK:
        whole = shutil.copytree if (demo_root / name).is_dir() else shutil.copy2
        whole(demo_root / name, tmp_path / name)
    config = tmp_path / "mkdocs.yml"
    instant = config.read_text(encoding="utf-8").replace("    - navigation.tabs\n", "    - navigation.instant\n")
    config.write_text(instant, encoding="utf-8")
    return tmp_path


class Site:
    """A built site, and how its pages are called."""

    def __init__(self, root: str, *, disk: bool) -> None:
        self.root = root
        self._disk = disk

    def __call__(self, address: str, fragment: str = "") -> str:
        return self.root + (f"{address[:-1]}.html" if self._disk else address) + fragment


@pytest.fixture(scope="module", params=["web", "disk"])
def site(request: pytest.FixtureRequest, demo_sites: Path) -> Iterator[Site]:
    if request.param == "disk":
        yield Site(f"{(demo_sites / 'disk').as_uri()}/", disk=True)
        return
    with served(demo_sites / "web") as root:
        yield Site(root, disk=False)


def watched(page: Page, root: str) -> list[str]:
    """What goes wrong in the page, and what is asked of another site."""
    trouble: list[str] = []
    own = (root, "data:", "blob:")
    page.on("pageerror", lambda error: trouble.append(str(error)))
    page.on("request", lambda request: trouble.append(request.url) if not request.url.startswith(own) else None)
    return trouble


@pytest.fixture
def quiet(page: Page, site: Site) -> Iterator[Page]:
    """A page in which nothing may go wrong."""
    trouble = watched(page, site.root)
    yield page
    assert not trouble


def field(page: Page):
    return page.get_by_role("combobox", name="Dataset")


def card(page: Page, name: str):
    return page.locator("lineage-graph").get_by_role("link", name=name).first


def offered(page: Page):
    return page.get_by_role("listbox", name="Datasets").get_by_role("option")


def type_and_wait(page: Page, text: str, first: str) -> None:
    """Types into the field, and waits for the first dataset that is offered."""
    field(page).click()
    page.keyboard.type(text)
    expect(offered(page).first).to_contain_text(first)


# The explorer --------------------------------------------------------------------------------------------------------


def test_a_dataset_is_found_by_letters_and_drawn(quiet: Page, site: Site):
    quiet.goto(site("lineage/"))
    expect(quiet.get_by_role("heading", name="Most connected datasets")).to_be_visible()
    expect(quiet.locator("lineage-graph")).to_be_hidden()
    expect(field(quiet)).to_have_attribute("aria-expanded", "false")
    type_and_wait(quiet, "glance", "Customer at a glance")
    expect(field(quiet)).to_have_attribute("aria-expanded", "true")
    field(quiet).press("ArrowDown")
    chosen = quiet.get_by_role("listbox", name="Datasets").get_by_role("option", selected=True)
    expect(chosen).to_contain_text("sales_lake.gold.customer_360")
    expect(field(quiet)).to_have_attribute("aria-activedescendant", chosen.get_attribute("id"))
    field(quiet).press("Enter")
    expect(card(quiet, "Customer at a glance")).to_be_visible()
    expect(card(quiet, "Dealer churn features")).to_be_visible()
    expect(quiet).to_have_url(CHOSEN)
    expect(field(quiet)).to_have_value("Customer at a glance")
    expect(offered(quiet)).to_have_count(0)
    expect(quiet.get_by_role("heading", name="Most connected datasets")).to_be_hidden()
    expect(quiet.get_by_text("takes from").first).to_be_hidden()


def test_back_leads_to_what_was_drawn_before(quiet: Page, site: Site):
    quiet.goto(site("lineage/"))
    quiet.get_by_role("link", name="Order lines", exact=True).click()
    expect(field(quiet)).to_have_value("Order lines")
    expect(card(quiet, "Order lines")).to_be_visible()
    type_and_wait(quiet, "glance", "Customer at a glance")
    field(quiet).press("Enter")
    expect(field(quiet)).to_have_value("Customer at a glance")
    quiet.go_back()
    expect(field(quiet)).to_have_value("Order lines")
    expect(card(quiet, "Order lines")).to_be_visible()
    quiet.go_back()
    expect(quiet.get_by_role("heading", name="Most connected datasets")).to_be_visible()
    expect(field(quiet)).to_have_value("")


def test_the_field_follows_what_the_view_is_about(quiet: Page, site: Site):
    quiet.goto(site("lineage/", "#lineage?focus=sales_lake.gold.customer_360"))
    expect(field(quiet)).to_have_value("Customer at a glance")
    card(quiet, "Dealer churn features").focus()
    card(quiet, "Dealer churn features").press("f")
    expect(field(quiet)).to_have_value("Dealer churn features")
    quiet.go_back()
    expect(field(quiet)).to_have_value("Customer at a glance")
    expect(card(quiet, "Customer at a glance")).to_be_visible()


def test_a_shared_link_opens_the_same(quiet: Page, site: Site):
    quiet.goto(site("lineage/", "#lineage?focus=sales_lake.gold.customer_360&hops=1"))
    expect(field(quiet)).to_have_value("Customer at a glance")
    expect(card(quiet, "Dealer churn features")).to_be_visible()
    expect(quiet.locator("lineage-graph select")).to_have_value("1")


def test_escape_closes_the_list_and_then_begins_anew(quiet: Page, site: Site):
    quiet.goto(site("lineage/", "#lineage?focus=sales_lake.gold.customer_360"))
    expect(field(quiet)).to_have_value("Customer at a glance")
    type_and_wait(quiet, "order", "Order")
    field(quiet).press("Escape")
    expect(offered(quiet)).to_have_count(0)
    field(quiet).press("Escape")
    expect(quiet.get_by_role("heading", name="Most connected datasets")).to_be_visible()
    expect(quiet).to_have_url(site("lineage/"))


def test_what_nobody_is_called_is_said(quiet: Page, site: Site):
    quiet.goto(site("lineage/"))
    field(quiet).press_sequentially("nobodyiscalledso")
    expect(quiet.get_by_text("No dataset is called so.")).to_be_visible()
    expect(offered(quiet)).to_have_count(0)
    quiet.get_by_role("link", name="Search the whole site for it").click()
    quiet.wait_for_url(re.compile(r"/search(\.html|/)\?q=nobodyiscalledso$"))
    expect(quiet.get_by_role("heading", level=1)).to_have_text("Search")


def test_names_that_do_not_arrive_are_said(page: Page, demo_sites: Path):
    with served(demo_sites / "web") as root:
        page.route("**/graph.js", lambda route: route.abort())
        page.goto(f"{root}lineage/")
        field(page).press_sequentially("order")
        expect(page.get_by_text("The names of the datasets could not be loaded.")).to_be_visible()
        expect(page.get_by_role("heading", name="Most connected datasets")).to_be_visible()


def test_keys_before_the_names_have_come_are_done_then(page: Page, demo_sites: Path):
    """What is typed stays, though the view says what it is about when the names come; Enter chooses of what was typed."""
    come = held_back(page, "**/graph.js")
    with served(demo_sites / "web") as root:
        page.goto(f"{root}lineage/#lineage?focus=sales_lake.gold.customer_360", wait_until="commit")
        field(page).fill("order lines")
        for key in ("ArrowDown", "ArrowDown", "ArrowUp", "Enter"):
            page.keyboard.press(key)
        come()
        expect(field(page)).to_have_value("Order lines")
        expect(card(page, "Order lines")).to_be_visible()


def test_the_page_of_a_dataset_leads_here(quiet: Page, site: Site):
    quiet.goto(site("datasets/sales_lake/gold/customer_360/"))
    quiet.get_by_role("link", name="Open in the explorer").click()
    expect(quiet.get_by_role("heading", level=1)).to_have_text("Lineage")
    expect(card(quiet, "Dealer churn features")).to_be_visible()


def test_with_instant_navigation(page: Page, instant_book: Path):
    site = instant_book / "site"
    with served(site) as root:
        build(instant_book, site, "--strict")
        sitemap = site / "sitemap.xml"
        assert "navigation.instant" in (site / "index.html").read_text(encoding="utf-8")
        sitemap.write_text(_sitemap(site, root), encoding="utf-8")
        trouble = watched(page, root)
        goto_instant(page, root)
        page.evaluate("window.stays = true")
        page.get_by_role("link", name="flows").first.click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Lineage")
        expect(field(page)).to_be_visible()
        expect(page.locator(".md-main svg[class^=lb-i-]").first).not_to_have_css("mask-image", "none")
        page.get_by_role("link", name="Order lines", exact=True).click()
        expect(card(page, "Order lines")).to_be_visible()
        page.get_by_role("link", name="platform map", exact=True).click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("Platform map")
        expect(page.get_by_role("cell", name="Sales to Supply chain: 4 flows")).to_be_visible()
        page.go_back()
        expect(field(page)).to_have_value("Order lines")
        type_and_wait(page, "glance", "Customer at a glance")
        field(page).press("Enter")
        expect(card(page, "Dealer churn features")).to_be_visible()
        assert page.evaluate("window.stays") is True, "the page was loaded anew"
        assert not trouble


def _sitemap(site: Path, root: str) -> str:
    """Material follows by script only what the sitemap lists."""
    pages = (file.parent.relative_to(site).as_posix() for file in site.rglob("index.html"))
    urls = "".join(f"<url><loc>{root}{'' if page == '.' else f'{page}/'}</loc></url>" for page in sorted(pages))
    return f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'


# The map -------------------------------------------------------------------------------------------------------------


def test_the_map_has_a_drawing_and_a_matrix_for_domains_and_products(quiet: Page, site: Site):
    quiet.goto(site("lineage/map/"))
    domains = quiet.get_by_role("region", name="Flows between domains")
    cell = domains.get_by_role("cell", name="Sales to Supply chain: 4 flows")
    expect(cell).to_have_text("4")
    expect(domains.get_by_role("cell", name="within Sales")).to_be_visible()
    expect(card(quiet, "Finance")).to_be_visible()
    drawings = quiet.locator("lineage-graph[more$='.js']")
    expect(drawings).to_have_count(2)
    products = quiet.get_by_role("region", name="Flows between products")
    expect(products.get_by_role("cell", name="Tyre genealogy to Margin cube: 1 flow")).to_be_visible()
    domains.get_by_role("rowheader", name="Supply chain").get_by_role("link").click()
    expect(quiet.get_by_role("heading", level=1)).to_have_text("Supply chain")
    expect(card(quiet, "Sales")).to_be_visible()


def test_a_system_is_drawn_among_those_it_has_to_do_with(quiet: Page, site: Site):
    quiet.goto(site("systems/sales_lake/"))
    expect(card(quiet, "Web shop events")).to_be_visible()
    card(quiet, "Web shop events").click()
    expect(quiet.get_by_role("heading", level=1)).to_have_text("Web shop events")


def test_a_product_is_drawn_with_what_it_reads_and_writes(quiet: Page, site: Site):
    quiet.goto(site("products/margin-cube/"))
    expect(card(quiet, "Plant cost per tyre")).to_be_visible()
    expect(card(quiet, "Tyre genealogy")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("address", ["lineage/", "lineage/map/", "systems/sales_lake/", "products/margin-cube/"])
def test_a_narrow_screen_scrolls_downwards_only(demo_sites: Path, browser, address: str, scheme: str):
    page = browser.new_page(viewport={"width": 400, "height": 900}, color_scheme=scheme)
    with served(demo_sites / "web") as root:
        page.goto(root + address)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        page.wait_for_function("document.querySelector('lineage-graph')?.shadowRoot")
        page.wait_for_function("document.documentElement.scrollWidth <= 400")
    page.close()


# Without scripts -----------------------------------------------------------------------------------------------------


@pytest.fixture
def plain(demo_sites: Path, browser) -> Iterator[tuple[Page, str]]:
    """A page that runs no scripts, and the root of the site."""
    context = browser.new_context(java_script_enabled=False)
    with served(demo_sites / "web") as root:
        yield context.new_page(), root
    context.close()


def test_without_scripts_the_explorer_leads_to_pages(plain: tuple[Page, str]):
    page, root = plain
    page.goto(f"{root}lineage/")
    expect(page.get_by_role("link", name="Supply chain")).to_be_visible()
    page.get_by_role("link", name="Order lines", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Order lines")


@pytest.mark.parametrize(
    ("address", "heading", "row"),
    [
        ("systems/sales_lake/", "Comes from", "Web shop events"),
        ("domains/sales/", "Feeds", "Supply chain"),
        ("products/margin-cube/", "Reads", "Invoice lines in euro"),
        ("lineage/map/", "From", "Manufacturing"),
    ],
)
def test_without_scripts_a_drawing_is_a_table(plain: tuple[Page, str], address: str, heading: str, row: str):
    page, root = plain
    page.goto(root + address)
    table = page.locator("lineage-graph table", has=page.get_by_role("columnheader", name=heading, exact=True)).first
    expect(table).to_be_visible()
    expect(table.get_by_role("link", name=row).first).to_be_visible()

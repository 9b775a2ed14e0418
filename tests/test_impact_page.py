"""The impact page of the demo, over http and from disk: it says what ``lakebook impact`` says."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from click.testing import CliRunner
from playwright.sync_api import Page, expect
from searching import build, goto_instant, served

from lakebook.cli import lakebook

LINES = "erp.sd.invoice_lines"


@pytest.fixture(scope="module", params=["web", "disk"])
def address(request: pytest.FixtureRequest, demo_sites: Path) -> Iterator[str]:
    """Of the page, in each of the two."""
    if request.param == "disk":
        yield f"{(demo_sites / 'disk').as_uri()}/lineage/impact.html"
        return
    with served(demo_sites / "web") as root:
        yield f"{root}lineage/impact/"


@pytest.fixture
def opened(page: Page, address: str) -> Iterator[Page]:
    """A page in which nothing may go wrong, and which may ask nothing of another site."""
    trouble: list[str] = []
    own = address[: address.index("lineage/impact")]
    page.on("pageerror", lambda error: trouble.append(str(error)))
    page.on(
        "request",
        lambda request: trouble.append(request.url) if not request.url.startswith((own, "data:", "blob:")) else None,
    )
    yield page
    assert not trouble


def ask(page: Page, address: str, dataset: str, column: str = "") -> None:
    page.goto(f"{address}?dataset={quote(dataset)}" + (f"&column={quote(column)}" if column else ""))


def told(root: Path, dataset: str, column: str) -> list[dict[str, str]]:
    """What the command says, as its own CSV."""
    name = f"{dataset}.{column}" if column else dataset
    arguments = ["-C", str(root), "impact", name, "--format", "csv", "--today", "2026-11-24"]
    done = CliRunner().invoke(lakebook, arguments)
    assert done.exit_code == 0, done.output
    return rows(done.output)


def told_datasets(page: Page) -> list[dict[str, str]]:
    """What the page itself saves, without products."""
    with page.expect_download() as saved:
        page.get_by_role("button", name="Download CSV").click()
    found = rows(Path(saved.value.path()).read_text(encoding="utf-8"))
    return [row for row in found if row["kind"] != "product"]


def rows(text: str) -> list[dict[str, str]]:
    """By kind and id; the columns of each in alphabetical order."""
    found = [dict(row) for row in csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))]
    for row in found:
        row["columns"] = "; ".join(sorted(row["columns"].split("; ")))
    return sorted(found, key=lambda row: (row["kind"], row["id"]))


@pytest.mark.parametrize(
    ("dataset", "column"),
    [
        (LINES, ""),
        (LINES, "net_amount"),
        ("mes.mixing.batches", ""),
        ("erp.fi.exchange_rates", "rate_to_eur"),
        ("crm.core.accounts", "account_id"),
        ("sales_lake.silver.customer", ""),
    ],
)
def test_it_says_what_the_command_says(opened: Page, address: str, demo_root: Path, dataset: str, column: str):
    ask(opened, address, dataset, column)
    with opened.expect_download() as saved:
        opened.get_by_role("button", name="Download CSV").click()
    found = rows(Path(saved.value.path()).read_text(encoding="utf-8"))
    wanted = told(demo_root, dataset, column)
    assert len(wanted) > 2
    shared = [name for name in wanted[0] if name != "place"]
    assert [[row[name] for name in shared] for row in found] == [[row[name] for name in shared] for row in wanted]
    assert saved.value.suggested_filename == f"impact-{dataset}{column and f'.{column}'}.csv"


def test_it_shows_products_people_and_datasets(opened: Page, address: str):
    ask(opened, address, LINES)
    expect(opened.get_by_role("status").filter(has_text="come from Invoice lines")).to_be_visible()
    products = opened.get_by_role("table").first
    row = products.get_by_role("row").filter(has_text="margin-cube")
    expect(row.get_by_role("link", name="Margin by customer")).to_be_visible()
    expect(row.get_by_role("link", name="Grace Mbeki")).to_be_visible()
    expect(opened.get_by_role("link", name="grace.mbeki@rondelle.example")).to_be_visible()
    datasets = opened.get_by_role("table").nth(1)
    row = datasets.get_by_role("row").filter(has_text="finance_mart.gold.revenue_by_customer")
    expect(row).to_contain_text("Finance")
    expect(row).to_contain_text("gold")
    expect(row).to_contain_text("Margin cube")
    row.get_by_role("link", name="Revenue and margin by customer").click()
    expect(opened.get_by_role("heading", level=1)).to_have_text("Revenue and margin by customer")


def test_headings_sort_by_product_and_by_custodian(opened: Page, address: str):
    ask(opened, address, "mes.mixing.batches")
    datasets = opened.get_by_role("table").nth(1)
    first = datasets.get_by_role("row").nth(1)
    datasets.get_by_role("button", name="Custodian").click()
    expect(datasets.get_by_role("columnheader", name="Custodian")).to_have_attribute("aria-sort", "ascending")
    expect(first).to_contain_text("Chloé Martin")
    datasets.get_by_role("button", name="Product").click()
    expect(first).to_contain_text("Claim root cause")


def test_a_column_narrows_it(opened: Page, address: str):
    ask(opened, address, LINES)
    opened.get_by_role("combobox", name="Column").select_option("discount_amount")
    expect(opened.get_by_role("status").filter(has_text="discount_amount of Invoice lines")).to_be_visible()
    expect(opened).to_have_url(re.compile("column=discount_amount"))
    expect(opened.get_by_role("table").last).to_contain_text("discount_eur")
    opened.go_back()
    expect(opened.get_by_role("combobox", name="Column")).to_have_value("")


def test_another_name_starts_anew(opened: Page, address: str):
    ask(opened, address, LINES, "net_amount")
    box = opened.get_by_role("combobox", name="Dataset")
    expect(box).to_have_value("Invoice lines")
    box.fill("mixed bat")
    expect(opened.get_by_role("option", name="Mixed batches")).to_be_visible()
    box.press("ArrowDown")
    box.press("ArrowUp")
    box.press("Enter")
    expect(opened.get_by_role("status").filter(has_text="come from Mixed batches")).to_be_visible()
    expect(opened).to_have_url(re.compile(r"\?dataset=mes\.mixing\.batches$"))
    expect(opened.get_by_role("combobox", name="Column")).to_have_value("")


def test_a_small_one_is_drawn(opened: Page, address: str):
    ask(opened, address, LINES)
    view = opened.locator("lineage-graph")
    expect(view.get_by_role("link", name="Invoice lines in euro").first).to_be_visible()
    expect(view.get_by_role("link", name="Exchange rates")).to_have_count(0)


def test_it_begins_with_what_most_depends_on(opened: Page, address: str):
    opened.goto(address)
    box = opened.get_by_role("combobox", name="Dataset")
    expect(box).to_be_visible()
    opened.get_by_role("link", name="Exchange rates").click()
    expect(opened.get_by_role("status").filter(has_text="come from Exchange rates")).to_be_visible()
    expect(opened.get_by_role("heading", name="What most depends on")).to_be_hidden()


def test_a_name_that_leads_nowhere_is_told(opened: Page, address: str):
    ask(opened, address, "no.such.<b>thing</b>")
    expect(opened.get_by_role("status").filter(has_text="There is no dataset no.such.<b>thing</b>")).to_be_visible()
    expect(opened.get_by_role("combobox", name="Dataset")).to_be_visible()


def test_a_mistyped_column_is_told(opened: Page, address: str):
    ask(opened, address, LINES, "net_amuont")
    said = opened.get_by_role("status").filter(has_text="There is no column net_amuont: all of the dataset counts. ")
    expect(said).to_contain_text("come from Invoice lines.")
    expect(opened.get_by_role("combobox", name="Column")).to_have_value("")


def test_a_column_may_stand_behind_the_name_in_other_capitals(opened: Page, address: str):
    ask(opened, address, "ERP.sd.invoice_lines.Net_Amount")
    expect(opened.get_by_role("status").filter(has_text="come from net_amount of Invoice lines.")).to_be_visible()
    columns = opened.get_by_role("combobox", name="Column")
    expect(columns).to_have_value("net_amount")
    columns.select_option("All columns")
    expect(opened.get_by_role("status").filter(has_text="come from Invoice lines.")).to_be_visible()
    expect(opened).to_have_url(re.compile(rf"\?dataset={re.escape(LINES)}$"))


def test_all_of_a_small_one_is_drawn(opened: Page, address: str):
    """However many steps there are: from the invoices to the board, the dataset itself among them."""
    ask(opened, address, LINES, "net_amount")
    view = opened.locator("lineage-graph")
    expect(view.get_by_role("group", name="Invoice lines", exact=True)).to_have_class("card focus")
    names = [row["title"] for row in told_datasets(opened)]
    assert len(names) > 5
    for name in names:
        expect(view.get_by_role("group", name=name, exact=True)).to_be_visible()


def test_back_to_the_bare_page_empties_the_box(opened: Page, address: str):
    opened.goto(address)
    opened.get_by_role("link", name="Exchange rates").click()
    box = opened.get_by_role("combobox", name="Dataset")
    expect(box).to_have_value("Exchange rates")
    opened.go_back()
    expect(box).to_have_value("")


def test_what_feeds_nothing_says_so(opened: Page, address: str):
    ask(opened, address, "bi.reports.board_pack")
    expect(opened.get_by_role("status").filter(has_text="Nothing comes from Board pack.")).to_be_visible()
    expect(opened.get_by_role("button", name="Download CSV")).to_be_hidden()


def test_the_page_of_a_dataset_leads_to_it(opened: Page, address: str):
    page = "datasets/erp/sd/invoice_lines"
    opened.goto(address.replace("lineage/impact", page))
    opened.get_by_role("link", name="Everything downstream").click()
    expect(opened.get_by_role("status").filter(has_text="come from Invoice lines")).to_be_visible()


def test_without_scripts_it_says_how_to_ask(demo_sites: Path, browser):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{(demo_sites / 'disk').as_uri()}/lineage/impact.html?dataset={LINES}")
    expect(page.locator("noscript code")).to_have_text("lakebook impact system.schema.dataset")
    expect(page.locator("noscript code")).to_be_visible()
    expect(page.get_by_role("link", name="Exchange rates")).to_be_visible()
    context.close()


def test_a_file_that_is_missing_is_told(page: Page, demo_sites: Path):
    page.route("**/concerned.js", lambda route: route.abort())
    with served(demo_sites / "web") as root:
        page.goto(f"{root}lineage/impact/?dataset={LINES}")
        expect(page.get_by_text("could not be loaded")).to_be_visible()


# A book that is not nice ------------------------------------------------------------------------------------------------

NASTY = '=SUM(1) <img src=x onerror=alert(1)> "q" \u05d0\u05d1'
MATERIAL = "site_name: Hub\ntheme: {name: material, font: false, features: [navigation.instant]}\nplugins: [search, lakebook]\n"


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A hub with 240 datasets made of it, a circle, an edge to itself, and a title with markup; with instant navigation."""
    root = tmp_path_factory.mktemp("crowd")
    lines = ["datasets:", "  hub: {sources: hub, columns: {a: int, b: int}}"]
    lines += [f"  made_{n}: {{sources: hub}}" for n in range(240)]
    lines += [f"  nasty: {{title: '{NASTY}', columns: {{x: {{from: hub.a}}}}}}", "  one: {sources: [two, nasty]}"]
    lines += ["  two: {sources: one}"]
    files = {
        "catalogue/sales/crm/core.yaml": "\n".join(lines),
        "lakebook.yaml": "title: Hub\n",
        "docs/index.md": "# Home\n\n[The hub](datasets/crm/core/hub.md)\n",
    }
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    (root / "site").mkdir()
    with served(root / "site") as address:
        (root / "mkdocs.yml").write_text(f"site_url: {address}\n{MATERIAL}", encoding="utf-8")
        build(root, root / "site")
        yield address


def test_a_crowd_is_listed_a_hundred_at_a_time_and_not_drawn(page: Page, crowd: str):
    page.goto(f"{crowd}lineage/impact/?dataset=crm.core.hub")
    expect(page.get_by_text("243 datasets come from hub.")).to_be_visible()
    rows = page.get_by_role("table").get_by_role("row")
    expect(rows).to_have_count(101)
    page.get_by_role("button", name="More").click()
    expect(rows).to_have_count(201)
    expect(rows.nth(101).get_by_role("link").first).to_be_focused()
    expect(page.locator("lineage-graph")).to_have_count(0)


def test_markup_is_text_and_a_formula_is_none(page: Page, crowd: str):
    page.goto(f"{crowd}lineage/impact/?dataset=crm.core.hub&column=a")
    page.get_by_role("button", name="Dataset").click()
    expect(page.get_by_role("link", name=NASTY)).to_be_visible()
    with page.expect_download() as saved:
        page.get_by_role("button", name="Download CSV").click()
    found = {row["id"]: row for row in rows(Path(saved.value.path()).read_text(encoding="utf-8"))}
    assert found["crm.core.nasty"]["title"] == f"'{NASTY}"
    assert (found["crm.core.one"]["steps"], found["crm.core.two"]["steps"]) == ("2", "3")


def test_a_circle_ends(page: Page, crowd: str):
    page.goto(f"{crowd}lineage/impact/?dataset=crm.core.one")
    expect(page.get_by_text("1 dataset comes from one.")).to_be_visible()


def test_it_works_where_material_changes_pages_without_loading_them(page: Page, crowd: str):
    goto_instant(page, crowd)
    page.evaluate("window.stayed = true")
    page.get_by_role("link", name="The hub").click()
    page.get_by_role("link", name="Everything downstream").click()
    expect(page.get_by_text("243 datasets come from hub.")).to_be_visible()
    page.get_by_role("combobox", name="Dataset").fill("two")
    page.get_by_role("option", name="two").click()
    expect(page.get_by_text("1 dataset comes from two.")).to_be_visible()
    page.go_back()
    expect(page.get_by_text("243 datasets come from hub.")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("hub")
    assert page.evaluate("window.stayed")

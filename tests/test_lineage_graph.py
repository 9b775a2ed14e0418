"""The lineage view, by itself: a small site that the test writes, used by role and name, from a server and from disk."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from pathlib import Path

import pytest
from lineage_site import (
    BY_COLUMNS,
    DECLARED,
    DEPRECATED,
    OBSERVED,
    SENSITIVE,
    UNKNOWN,
    Lineage,
    Made,
    address,
    columns,
    element,
    group,
    write_page,
    write_site,
)
from playwright.sync_api import Locator, Page, expect
from searching import build, goto_instant, served

ORDERS, LINES, ACCOUNTS = "erp.sd.orders", "erp.sd.order_lines", "crm.core.accounts"
CLEAN, REVENUE, REPORT, PACK = "lake.silver.orders", "lake.gold.net_revenue", "bi.finance.report", "bi.finance.pack"
OLD, BANK, HOSTILE, WIDE = "lake.silver.old_accounts", "partners.files.bank", "odd.names.hostile", "lake.gold.wide"
NASTY = "</script><img src=x onerror=alert(1)> \"quoted\" 'it' שלום עולם"


def _lineage() -> Lineage:
    """Net revenue over four layers, and all that is odd around it."""
    extracts = [Made(f"mart.extracts.e{number:03}", layer="gold", domain="Marketing") for number in range(500)]
    datasets = [
        Made(ORDERS, "Sales orders", layer="bronze", domain="Sales", columns=[*columns("order_id", "gross", "discount")]),
        Made(LINES, "Order lines", layer="bronze", domain="Sales"),
        Made(ACCOUNTS, "Accounts", layer="bronze", domain="Sales", flags=SENSITIVE, columns=[("email", "string", 1)]),
        Made(CLEAN, "Orders, cleaned", layer="silver", domain="Sales", columns=[*columns("order_id", "net_eur", "day")]),
        Made(OLD, "Old accounts", layer="silver", domain="Sales", flags=DEPRECATED),
        Made(REVENUE, "Net revenue", layer="gold", domain="fin", product="Revenue insights",
             columns=[*columns("month_id", *(f"figure_{number}" for number in range(9)), "net_revenue")]),
        Made(REPORT, "Revenue report", "dashboard", domain="fin", columns=[*columns("net_revenue")]),
        Made(PACK, "Board pack", "report", domain="fin", columns=[*columns("net_revenue")]),
        Made(BANK, "bank", "", flags=UNKNOWN),
        Made(HOSTILE, NASTY, NASTY, NASTY, NASTY, NASTY, columns=[(NASTY, NASTY, 3)]),
        Made(WIDE, "Wide", layer="gold", columns=[(f"c{number:04}", "int", 0) for number in range(5000)]),
        *extracts,
    ]  # fmt: skip
    edges = {
        (ORDERS, CLEAN): DECLARED | BY_COLUMNS, (LINES, CLEAN): DECLARED, (ACCOUNTS, OLD): DECLARED, (OLD, REVENUE): OBSERVED,
        (CLEAN, REVENUE): BY_COLUMNS | OBSERVED, (BANK, REVENUE): DECLARED, (REVENUE, REPORT): DECLARED, (REPORT, PACK): DECLARED,
        (HOSTILE, WIDE): DECLARED, (WIDE, HOSTILE): DECLARED, (WIDE, WIDE): DECLARED, (REVENUE, HOSTILE): DECLARED,
        (PACK, "not.there.at_all"): DECLARED, **{(CLEAN, made.id): DECLARED for made in extracts},
    }  # fmt: skip
    made_of = [
        (ORDERS, "gross", CLEAN, "net_eur", "gross less discount"), (ORDERS, "discount", CLEAN, "net_eur", ""),
        (CLEAN, "net_eur", REVENUE, "net_revenue", "sum"), (REVENUE, "net_revenue", REPORT, "net_revenue", ""),
        (REPORT, "net_revenue", PACK, "net_revenue", ""), (HOSTILE, NASTY, WIDE, "c4999", NASTY), (WIDE, "c4999", HOSTILE, NASTY, ""),
    ]  # fmt: skip
    return Lineage(datasets, edges, made_of)


_SYSTEMS = [group(name, "system", f"{size} datasets", "Sales" if size > 30 else "Finance")
            for name, size in {"crm": 12, "erp": 40, "lake": 517, "bi": 31, "hr": 3}.items()]  # fmt: skip
_FLOWS = [[0, 2, DECLARED, 12], [1, 2, BY_COLUMNS, 140], [2, 3, DECLARED | OBSERVED, 1], [4, 1, OBSERVED, 3]]
_GROUPS = {
    "system": {"v": 1, "of": "systems", "focus": 2, "nodes": _SYSTEMS, "edges": _FLOWS},
    "map": {"v": 1, "of": "systems", "roots": [], "nodes": _SYSTEMS, "edges": _FLOWS},
    "explorer": {"v": 1, "nodes": [], "edges": []},
}


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("lineage")
    write_site(folder / "web", _lineage())
    write_site(folder / "disk", _lineage(), files=True)
    for site in ("web", "disk"):
        for name, data in _GROUPS.items():
            write_page(folder / site, name, data)
        write_page(folder / site, "product", _product())
    return folder


def _product() -> dict[str, object]:
    """Two datasets that a product writes, and what is around them."""
    ids = [OLD, REVENUE, REPORT, CLEAN, ACCOUNTS]
    lineage = _lineage()
    nodes = [[key, key, lineage.by_id[key].title, "table", "", "", "", "", 0, 9, 1] for key in ids]
    edges = [
        [ids.index(one), ids.index(two), known] for (one, two), known in lineage.edges.items() if {one, two} <= set(ids)
    ]
    return {"v": 1, "focus": 1, "roots": [1, 4], "nodes": nodes, "edges": edges, "hidden": {"nodes": 7}}


@pytest.fixture(scope="module")
def web(sites: Path) -> Iterator[str]:
    with served(sites / "web") as root:
        yield root


@pytest.fixture(scope="module", params=["web", "disk"])
def place(request, sites: Path, web: str) -> tuple[str, bool]:
    """Root of the site, and whether it is opened from disk."""
    return (web, False) if request.param == "web" else ((sites / "disk").as_uri() + "/", True)


@pytest.fixture(autouse=True)
def trouble(page: Page, sites: Path, web: str) -> Iterator[list[str]]:
    """What goes wrong in the page, and every request off the site; nothing may."""
    said: list[str] = []
    known = (web, sites.as_uri(), "data:", "blob:", "about:")
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None)
    page.on("request", lambda request: None if request.url.startswith(known) else said.append(request.url))
    page.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))
    yield said
    assert not said


def see(page: Page, place: tuple[str, bool] | str, key: str = REVENUE, fragment: str = "") -> Locator:
    """Opens the page of a dataset; its view, once it can be used."""
    root, files = (place, False) if isinstance(place, str) else place
    page.goto(root + address(key, files) + fragment)
    page.wait_for_function("() => globalThis.__lineage?.handsOf")
    return page.locator("lineage-graph")


def card(view: Locator, title: str) -> Locator:
    return view.get_by_role("group", name=title, exact=True)


def holds(view: Locator, predicate: str, arg: object = None) -> None:
    """Waits until something is true of what is drawn; a predicate of JavaScript is given its root.

    One step, unlike Playwright's ``evaluate_all``: what is drawn anew between finding and reading would be measured as nothing.
    """
    view.page.wait_for_function(
        f"arg => {{ const root = document.querySelector('lineage-graph')?.shadowRoot; return root && ({predicate})(root, arg) }}",
        arg=arg,
    )


_TITLES = "[...document.querySelector('lineage-graph').shadowRoot.querySelectorAll('.card')].map((card) => card.getAttribute('aria-label'))"


def titles(view: Locator) -> list[str]:
    return sorted(view.page.evaluate(_TITLES))


def box_of(view: Locator, title: str) -> dict[str, float]:
    """Where a card is, in pixels, once nothing moves any more."""
    still(view.page)
    return view.page.evaluate(f"title => ({_BOX})(document.querySelector('lineage-graph').shadowRoot, title)", title)


_BOX = """(root, title) => {
  const { x, y, width, height } = root.querySelector(`.card[aria-label="${title}"] .frame-box`).getBoundingClientRect();
  return { x, y, width, height };
}"""


def sees(view: Locator, *names: str) -> None:
    """Waits until there are these cards and no others."""
    expect(view.locator(".card")).to_have_count(len(names))
    for name in names:
        expect(card(view, name)).to_be_attached()


def still(page: Page) -> None:
    """Waits until nothing in the view moves any more."""
    page.evaluate(_STILL)


_STILL = """async () => {
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  const { shadowRoot } = document.querySelector('lineage-graph');
  await Promise.allSettled([...shadowRoot.querySelectorAll('.stage, .card')].flatMap((one) => one.getAnimations()).map(({ finished }) => finished));
}"""


def trace(view: Locator, title: str, column: str) -> None:
    card(view, title).get_by_role("button", name=f"Columns of {title}").click()
    card(view, title).get_by_role("button", name=f"Trace {column},").click()


# First sight -----------------------------------------------------------------------------------------------------------


def test_two_hops_are_seen_and_the_buttons_count_what_is_hidden(page: Page, place):
    view = see(page, place)
    for title in (
        "Sales orders",
        "Orders, cleaned",
        "Net revenue",
        "Revenue report",
        "Board pack",
        "Old accounts",
        "Wide",
    ):
        expect(card(view, title)).to_be_attached()
    expect(card(view, "e000")).to_have_count(0)
    expect(card(view, "Orders, cleaned").get_by_role("button", name="Show 500 more datasets it feeds")).to_be_visible()
    expect(view.get_by_role("button", name=re.compile("^Show"))).to_have_count(2)


def test_a_card_says_what_its_dataset_is(page: Page, web: str):
    view = see(page, web)
    for title, words in {
        "Accounts": "crm.core.accounts, bronze table, domain Sales, sensitive",
        "Old accounts": "deprecated",
        "Net revenue": "product Revenue insights",
        "bank": "not in the catalogue",
    }.items():
        role = "img" if title == "bank" else "link"
        expect(card(view, title).get_by_role(role)).to_have_attribute("aria-label", re.compile(words))
    expect(card(view, "bank").locator(".place")).to_have_text("not in the catalogue")


def test_a_long_title_takes_two_lines(page: Page, sites: Path, web: str):
    """And what stands below it makes room: place, product, columns and the line of a trace."""
    source = (sites / "web" / address(REVENUE) / "index.html").read_text(encoding="utf-8")
    target = sites / "web/datasets/lake/gold/long/index.html"
    target.parent.mkdir(exist_ok=True)
    target.write_text(source.replace('"Net revenue"', '"Net revenue by customer and month"'), encoding="utf-8")
    page.goto(f"{web}datasets/lake/gold/long/")
    long = card(page.locator("lineage-graph"), "Net revenue by customer and month")
    expect(long.locator(".title")).to_have_text(["Net revenue by", re.compile("^customer and")])
    below = """(root, title) => {
      const card = root.querySelector(`.card[aria-label="${title}"]`);
      const boxes = [...card.querySelectorAll(".title"), ...card.querySelectorAll(".place")].map((one) => one.getBoundingClientRect());
      const frame = card.querySelector(".frame-box").getBoundingClientRect();
      return boxes.length > 2 && boxes.every(({ bottom }, at) => bottom <= (boxes[at + 1] ? boxes[at + 1].top + 3 : frame.bottom));
    }"""
    holds(page.locator("lineage-graph"), below, "Net revenue by customer and month")


def test_a_click_on_a_card_leads_to_its_page(page: Page, place):
    view = see(page, place)
    card(view, "Revenue report").get_by_role("link").click(position={"x": 90, "y": 8})  # beside all letters
    page.wait_for_url(f"**/{address(REPORT, place[1])}")
    expect(page.locator("lineage-graph .card.focus")).to_have_attribute("aria-label", "Revenue report")


def test_without_scripts_the_list_is_seen(browser, web: str):
    page = browser.new_page(java_script_enabled=False)
    page.goto(web + address(REVENUE))
    page.get_by_role("link", name=CLEAN, exact=True).click()
    expect(page).to_have_url(web + address(CLEAN))
    page.close()


def test_the_list_stays_below_the_view(page: Page, web: str):
    view = see(page, web)
    expect(page.get_by_role("link", name=CLEAN, exact=True)).to_be_hidden()
    view.get_by_text("As a list").click()
    expect(page.get_by_role("link", name=CLEAN, exact=True)).to_be_visible()


def test_broken_data_leaves_the_list(page: Page, sites: Path, trouble: list[str]):
    text = (sites / "disk" / address(REVENUE, True)).read_text(encoding="utf-8")
    broken = sites / "disk" / "datasets/lake/gold/broken.html"
    broken.write_text(text.replace('"nodes":[', '"nodes":[{', 1), encoding="utf-8")
    with failing(page, "lineage-graph: SyntaxError"):
        page.goto(broken.as_uri())
    expect(page.get_by_role("link", name=CLEAN, exact=True)).to_be_visible()
    assert [one.startswith("lineage-graph: SyntaxError") for one in trouble] == [True]
    trouble.clear()


# More and less ---------------------------------------------------------------------------------------------------------


def test_more_is_shown_a_dozen_at_a_time_and_the_card_stays_where_it_is(page: Page, place):
    view = see(page, place)
    expect(view.locator(".card")).not_to_have_count(0)
    before, shown = box_of(view, "Orders, cleaned"), len(titles(view))
    card(view, "Orders, cleaned").get_by_role("button", name="Show 500 more").click()
    expect(view.get_by_role("status")).to_have_text("12 datasets more, 488 still hidden.")
    expect(view.locator(".card")).to_have_count(shown + 12)
    stays = f"(root, [title, {{ x, y }}]) => {{ const now = ({_BOX})(root, title); return Math.abs(x - now.x) < 1 && Math.abs(y - now.y) < 1 }}"
    holds(view, stays, ["Orders, cleaned", before])
    card(view, "Orders, cleaned").hover()
    card(view, "Orders, cleaned").get_by_role("button", name="Hide datasets it feeds").click()
    expect(view.get_by_role("status")).to_have_text("12 datasets hidden.")
    expect(view.locator(".card")).to_have_count(shown)


def test_hops_are_chosen(page: Page, web: str):
    view = see(page, web)
    view.get_by_label("How far").select_option("1 hop")
    sees(view, "Net revenue", "Orders, cleaned", "Old accounts", "bank", "Revenue report", NASTY)
    view.get_by_label("How far").select_option("3 hops")
    expect(card(view, "Sales orders")).to_be_visible()


def test_filters_leave_what_was_chosen_and_what_is_joined_over_it(page: Page, place):
    view = see(page, place)
    view.get_by_role("button", name="Filter", exact=True).click()
    panel = view.get_by_role("group", name="Filters")
    panel.get_by_role("group", name="Layer").get_by_text("bronze").click()
    expect(view.get_by_role("status")).to_contain_text("filtered out")
    sees(view, "Accounts", "Net revenue", "Order lines", "Sales orders")
    expect(view.locator(".line.over")).to_have_count(3)
    panel.get_by_role("group", name="Domain").get_by_text("Finance").click()
    sees(view, "Net revenue")
    panel.get_by_role("button", name="Clear").click()
    expect(card(view, "Board pack")).to_be_visible()
    page.keyboard.press("Escape")
    expect(panel).to_have_count(0)


# Columns ---------------------------------------------------------------------------------------------------------------


def test_net_revenue_is_traced_over_four_layers(page: Page, place):
    view = see(page, place)
    card(view, "Net revenue").get_by_role("button", name="Columns of").click()
    card(view, "Net revenue").get_by_role("button", name="+ 3 more columns").click()
    card(view, "Net revenue").get_by_role("button", name="Trace net_revenue,").click()
    expect(view.get_by_role("status")).to_have_text(
        "net_revenue of Net revenue: made of 3 columns in 2 datasets; used by 2 columns in 2 datasets."
    )
    for title, column in {
        "Sales orders": "gross",
        "Orders, cleaned": "net_eur",
        "Revenue report": "net_revenue",
        "Board pack": "net_revenue",
    }.items():
        expect(card(view, title).get_by_role("button", name=f"Trace {column}")).to_be_visible()
        expect(card(view, title)).not_to_have_class(re.compile("dimmed"))
    expect(card(view, "Old accounts")).to_have_class(re.compile("dimmed"))
    expect(view.locator(".line.column")).to_have_count(5)
    expect(view.locator(".line.column title", has_text="gross → net_eur: gross less discount")).to_have_count(1)
    view.get_by_role("button", name="Stop tracing").click()
    expect(view.locator(".dimmed, .line.column")).to_have_count(0)


def test_a_trace_reaches_what_was_hidden(page: Page, place):
    view = see(page, place, PACK)
    expect(card(view, "Board pack")).to_be_attached()
    expect(card(view, "Sales orders")).to_have_count(0)
    trace(view, "Board pack", "net_revenue")
    expect(view.get_by_role("status")).to_contain_text("made of 5 columns in 4 datasets")
    for title in ("Sales orders", "Orders, cleaned"):
        expect(card(view, title)).to_be_attached()


def test_five_thousand_columns_are_shown_eight_at_first_and_the_traced_one_on_top(page: Page, web: str):
    view = see(page, web, WIDE)
    wide = card(view, "Wide")
    wide.get_by_role("button", name="Columns of Wide").click()
    expect(view.get_by_role("status")).to_have_text("5,000 columns of Wide.")
    expect(wide.get_by_role("button", name=re.compile("^Trace"))).to_have_count(8)
    wide.get_by_role("button", name="+ 4,992 more columns").click()
    expect(wide.get_by_role("button", name=re.compile("^Trace"))).to_have_count(32)
    card(view, NASTY).get_by_role("button", name="Columns of").click()
    card(view, NASTY).get_by_role("button", name=re.compile("^Trace")).press("Enter")
    expect(wide.get_by_role("button", name=re.compile("^Trace")).first).to_have_attribute("data-column", "c4999")


def failing(page: Page, what: str = "ERR_FAILED"):
    """Waits, at its end, for what the browser says of that."""
    return page.expect_console_message(lambda message: what in message.text)


def test_a_dataset_whose_columns_are_not_there_says_so(page: Page, sites: Path, web: str, trouble: list[str]):
    view = see(page, web, LINES)
    page.route("**/columns/erp/sd/orders.js", lambda route: route.abort())
    card(view, "Orders, cleaned").get_by_role("button", name="Columns of").click()
    with failing(page):
        card(view, "Orders, cleaned").get_by_role("button", name="Trace net_eur,").click()
    expect(view.get_by_role("status")).to_contain_text("The columns of 1 dataset could not be loaded.")
    assert len(trouble) == 1 and "ERR_FAILED" in trouble[0]
    trouble.clear()


def test_columns_that_could_not_be_loaded_are_not_taken_for_none(page: Page, web: str, trouble: list[str]):
    page.route("**/columns/erp/sd/orders.js", lambda route: route.abort())
    view = see(page, web, ORDERS)
    with failing(page):
        card(view, "Sales orders").get_by_role("button", name="Columns of").click()
    expect(view.get_by_role("status")).to_have_text("The columns could not be loaded.")
    expect(card(view, "Sales orders").get_by_text("The columns could not be loaded.")).to_be_visible()
    assert len(trouble) == 1 and "ERR_FAILED" in trouble[0]
    trouble.clear()


def test_what_can_be_done_may_come_late_or_not_at_all(page: Page, web: str, trouble: list[str]):
    page.route("**/lineage-more.js", lambda route: route.abort())
    page.goto(web + address(REVENUE))
    view = page.locator("lineage-graph")
    expect(view.get_by_role("status")).to_have_text("A part of this view could not be loaded.")
    view.get_by_role("status").evaluate("status => status.replaceChildren()")
    card(view, "Net revenue").get_by_role("button", name="Columns of").click()
    expect(view.get_by_role("status")).to_have_text("A part of this view could not be loaded.")
    page.unroute("**/lineage-more.js")
    card(view, "Net revenue").get_by_role("button", name="Columns of").click()
    expect(view.get_by_role("status")).to_have_text("11 columns of Net revenue.")
    assert all("ERR_FAILED" in one for one in trouble)
    trouble.clear()


def test_what_was_in_the_middle_stays_there_when_the_page_becomes_narrow(page: Page, web: str):
    page.set_viewport_size({"width": 1300, "height": 800})
    view = see(page, web)
    page.set_viewport_size({"width": 400, "height": 800})
    expect(card(view, "Net revenue").get_by_role("link")).to_be_in_viewport(ratio=1)


def test_f_draws_what_is_around_another_card(page: Page, web: str):
    view = see(page, web)
    card(view, "Revenue report").get_by_role("link").focus()
    page.keyboard.press("f")
    expect(card(view, "Revenue report")).to_have_class(re.compile("focus"))
    page.wait_for_url(re.compile(rf"#lineage\?focus={REPORT}$"))
    page.wait_for_function(f"() => {_FOCUSED} === 'Revenue report'")


# Hostile ---------------------------------------------------------------------------------------------------------------


def test_names_with_markup_quotes_and_other_directions_are_text(page: Page, place):
    view = see(page, place, HOSTILE)
    expect(card(view, NASTY)).to_be_visible()
    expect(view.locator("img, script script")).to_have_count(0)
    expect(view.locator(".card .edge")).to_have_count(1)  # Wide reads itself
    expect(view.locator(".line.back")).not_to_have_count(0)
    view.get_by_role("button", name="Filter", exact=True).click()
    expect(view.get_by_role("group", name="Domain").get_by_text(NASTY)).to_be_visible()
    expect(page.get_by_text("Below the view.")).to_be_visible()


def test_an_edge_to_nothing_is_left_out_and_told(page: Page, sites: Path, web: str):
    source = sites / "web" / address(PACK) / "index.html"
    text = source.read_text(encoding="utf-8").replace('"edges":[', '"edges":[[0,99,1],', 1)
    target = sites / "web/datasets/lake/gold/lost/index.html"
    target.parent.mkdir(exist_ok=True)
    target.write_text(text, encoding="utf-8")
    page.goto(web + "datasets/lake/gold/lost/")
    expect(page.locator("lineage-graph .note")).to_contain_text("1 edge to nothing left out")


# How edges are known ---------------------------------------------------------------------------------------------------


def edges_say(view: Locator, *words: str, only: bool = False) -> None:
    """Waits until edges say that, and with *only* no others."""
    said = "(root, words) => { const said = new Set([...root.querySelectorAll('.line title')].map(({ textContent }) => textContent)); "
    holds(
        view,
        said
        + f"return words.every((one) => said.has(one)) && (said.size === words.length || {str(not only).lower()}) }}",
        list(words),
    )


def test_an_edge_says_how_it_is_known_and_the_legend_what_lines_mean(page: Page, place):
    view = see(page, place)
    edges_say(
        view,
        "Orders, cleaned → Net revenue: declared and observed, read from columns",
        "Old accounts → Net revenue: only observed",
        "Sales orders → Orders, cleaned: only declared, read from columns",
        "Net revenue → Revenue report: only declared",
    )
    expect(view.get_by_role("img", name="Old accounts → Net revenue: only observed")).to_have_count(1)
    expect(view.locator(".legend > span")).to_have_text(["declared", "declared and observed", "only observed"])
    dashed = """(root) => {
      const [line, legend] = [".line.observed .edge", ".legend .observed .edge"].map((one) => getComputedStyle(root.querySelector(one)).strokeDasharray);
      return line === legend && line !== "none";
    }"""
    holds(view, dashed)


def test_where_nothing_was_observed_nothing_is_said_of_it(page: Page, web: str):
    view = see(page, web, PACK, "#lineage?hops=1")
    edges_say(view, "Revenue report → Board pack: declared", only=True)
    expect(view.locator(".legend > span")).to_have_text(["declared"])


def test_what_is_near_and_not_drawn_is_told_until_more_is_shown(page: Page, web: str):
    view = see(page, web, CLEAN)
    expect(view.get_by_text("15 of 506 datasets are drawn")).to_be_visible()
    card(view, "Orders, cleaned").get_by_role("button", name="Show 489 more").click()
    expect(view.get_by_text("are drawn")).to_have_count(0)


# Groups, and several starts --------------------------------------------------------------------------------------------


def look(page: Page, place: tuple[str, bool] | str, name: str, fragment: str = "") -> Locator:
    """Opens a page at the root of the site."""
    root = place if isinstance(place, str) else place[0]
    page.goto(f"{root}{name}.html{fragment}")
    page.wait_for_function("() => document.querySelector('lineage-graph')?.shadowRoot?.querySelector('.frame')")
    return page.locator("lineage-graph")


def test_systems_are_drawn_with_how_much_flows_between_them(page: Page, place):
    view = look(page, place, "system")
    expect(view.locator(".note")).to_have_text("5 systems")
    expect(card(view, "Lake").get_by_role("link", name="Lake, 517 datasets, system, domain Sales")).to_be_visible()
    expect(card(view, "Lake")).to_have_class("card focus")
    expect(view.get_by_role("button", name=re.compile("^Columns"))).to_have_count(0)
    edges_say(
        view,
        "Crm → Lake: 12 flows, only declared",
        "Erp → Lake: 140 flows, only declared, read from columns",
        "Lake → Bi: 1 flow, declared and observed",
        "Hr → Erp: 3 flows, only observed",
        only=True,
    )
    wider = """(root) => {
      const edges = ["lake", "crm", "erp"].map((one) => root.querySelector(`.line[data-from=${one}] .edge`));
      const [lake, crm, erp] = edges.map((one) => parseFloat(getComputedStyle(one).strokeWidth));
      return lake < crm && crm < erp;
    }"""
    holds(view, wider)
    expect(view.locator(".legend")).to_contain_text("more flows")


def test_systems_are_filtered_by_what_tells_them_apart(page: Page, web: str):
    view = look(page, web, "system")
    view.get_by_role("button", name="Filter", exact=True).click()
    panel = view.get_by_role("group", name="Filters")
    expect(panel.locator("legend")).to_have_text(["Domain"])
    panel.get_by_text("Finance").click()
    expect(view.get_by_role("status")).to_have_text("2 systems filtered out.")


def test_of_systems_nothing_is_loaded(page: Page, web: str):
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    view = look(page, web, "system")
    view.get_by_label("How far").select_option("1 hop")
    card(view, "Erp").get_by_role("button", name="Show 1 more source: Erp").click()
    expect(view.get_by_role("status")).to_have_text("1 system more.")
    expect(card(view, "Hr")).to_be_visible()
    card(view, "Hr").get_by_role("link").focus()
    page.keyboard.press("c")
    page.keyboard.press("ArrowRight")
    assert not [url for url in asked if "graph.js" in url or "columns" in url]


def test_a_map_is_about_nothing_in_particular_until_somebody_chooses(page: Page, place):
    view = look(page, place, "map")
    sees(view, "Bi", "Crm", "Erp", "Hr", "Lake")
    expect(view.locator(".card.focus")).to_have_count(0)
    expect(view.get_by_label("How far")).to_be_hidden()
    page.wait_for_function("() => globalThis.__lineage?.handsOf")
    card(view, "Crm").get_by_role("link").focus()
    page.keyboard.press("f")
    expect(view.locator(".card.focus")).to_have_count(1)
    sees(view, "Bi", "Crm", "Lake")
    page.wait_for_url(re.compile(r"#lineage\?focus=crm$"))
    page.go_back()
    expect(view.locator(".card")).to_have_count(5)


def test_a_drawing_may_start_from_several_datasets(page: Page, place):
    view = look(page, place, "product", "#lineage?hops=1")
    expect(view.locator(".card.focus")).to_have_count(2)
    sees(view, "Accounts", "Net revenue", "Old accounts", "Orders, cleaned", "Revenue report")
    expect(view.get_by_role("group", name="Lineage of 2 datasets")).to_be_visible()


# Explorer --------------------------------------------------------------------------------------------------------------

_EXPLORE = "id => { history.pushState(null, '', '#lineage?focus=' + id); document.querySelector('lineage-graph').setAttribute('focus', id) }"
_FOLLOW = "() => { globalThis.told = []; addEventListener('lineage-focus', ({ detail }) => told.push(detail.id)) }"


def test_without_a_focus_there_is_an_invitation_and_back_leads_to_it(page: Page, place):
    view = look(page, place, "explorer")
    expect(view.get_by_text("Choose a dataset")).to_be_visible()
    expect(view.get_by_role("toolbar")).to_be_hidden()
    page.evaluate(_EXPLORE, REVENUE)
    expect(card(view, "Net revenue")).to_have_class(re.compile("focus"))
    expect(view.get_by_text("Choose a dataset")).to_be_hidden()
    expect(card(view, "Net revenue").get_by_role("link")).to_be_in_viewport(ratio=1)
    page.evaluate(_EXPLORE, WIDE)
    expect(card(view, "Wide")).to_have_class(re.compile("focus"))
    page.go_back()
    expect(card(view, "Net revenue")).to_have_class(re.compile("focus"))
    page.go_back()
    expect(view.get_by_text("Choose a dataset")).to_be_visible()


def test_a_page_can_follow_the_focus(page: Page, web: str):
    view = look(page, web, "explorer")
    page.evaluate(_FOLLOW)
    page.evaluate(_EXPLORE, REVENUE)
    card(view, "Revenue report").get_by_role("button", name="Columns of").click()
    card(view, "Revenue report").get_by_role("button", name="Draw what is around it").click()
    expect(card(view, "Revenue report")).to_have_class(re.compile("focus"))
    page.wait_for_function("told => String(globalThis.told) === told", arg=REPORT)
    page.go_back()
    expect(card(view, "Net revenue")).to_have_class(re.compile("focus"))
    page.wait_for_function("told => String(globalThis.told) === told", arg=f"{REPORT},{REVENUE}")
    page.evaluate(_EXPLORE, REVENUE)  # the same again changes nothing
    expect(card(view, "Net revenue")).to_have_class(re.compile("focus"))


def test_a_dataset_that_is_not_there_is_told(page: Page, place):
    view = look(page, place, "explorer", "#lineage?focus=no.such.one")
    expect(view.get_by_role("status")).to_have_text("There is no dataset no.such.one.")
    expect(view.get_by_text("Choose a dataset")).to_be_visible()
    page.evaluate(_EXPLORE, PACK)
    expect(card(view, "Board pack")).to_have_class(re.compile("focus"))
    expect(view.get_by_role("status")).to_have_text("")


# Keys ------------------------------------------------------------------------------------------------------------------

_FOCUSED = (
    "document.querySelector('lineage-graph')?.shadowRoot?.activeElement?.closest('.card')?.getAttribute('aria-label')"
)


def test_it_is_used_without_a_mouse(page: Page, place):
    view = see(page, place)
    card(view, "Net revenue").get_by_role("link").focus()
    walk = [
        ("ArrowRight", "Revenue report"),
        ("ArrowRight", "Board pack"),
        ("ArrowLeft", "Revenue report"),
        ("Home", "Net revenue"),
    ]
    for key, title in walk:
        page.keyboard.press(key)
        page.wait_for_function(f"title => {_FOCUSED} === title", arg=title)
    page.keyboard.press("ArrowLeft")
    before = ["Orders, cleaned", "Old accounts", "bank"]
    first = page.wait_for_function(f"before => before.find((one) => one === {_FOCUSED})", arg=before).json_value()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.wait_for_function(f"title => {_FOCUSED} === title", arg=first)
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("c")
    row = card(view, "Revenue report").get_by_role("button", name="Trace net_revenue")
    expect(row).to_be_focused()
    page.keyboard.press("Enter")
    expect(view.get_by_role("status")).to_contain_text("net_revenue of Revenue report")
    expect(row).to_be_focused()
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(view.locator(".dimmed")).to_have_count(0)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{address(REPORT, place[1])}*")


def test_the_keys_stop_once_at_the_drawing(page: Page, web: str):
    view = see(page, web)
    expect(view.locator(".link[tabindex='0']")).to_have_count(1)
    view.get_by_role("button", name="Save as a picture").focus()
    page.keyboard.press("Tab")
    expect(card(view, "Net revenue").get_by_role("link")).to_be_focused()
    page.keyboard.press("Tab")
    expect(card(view, "Net revenue").get_by_role("button", name="Columns of")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(view.locator("summary")).to_be_focused()


# Camera ----------------------------------------------------------------------------------------------------------------

_CANVAS = "document.querySelector('lineage-graph').shadowRoot.querySelector('.canvas').getBoundingClientRect()"
_CAMERA = "new DOMMatrix(getComputedStyle(document.querySelector('lineage-graph').shadowRoot.querySelector('.stage')).transform)"


def camera(page: Page) -> tuple[float, float, float]:
    still(page)
    return tuple(page.evaluate(f"(({{ a, e, f }}) => [a, e, f])({_CAMERA})"))


def grows(page: Page, before: tuple[float, float, float], factor: float = 1) -> None:
    """Waits until all is larger than before, by more than a factor."""
    page.wait_for_function(f"least => {_CAMERA}.a > least", arg=before[0] * factor)


def test_the_wheel_scrolls_the_page_unless_control_is_held(page: Page, web: str):
    page.set_viewport_size({"width": 1000, "height": 300})
    view = see(page, web)
    view.locator("svg.canvas").hover(position={"x": 30, "y": 30})
    before = camera(page)
    page.mouse.wheel(0, 90)
    page.wait_for_function("scrollY > 0")
    assert camera(page) == before
    page.keyboard.down("Control")
    page.mouse.wheel(0, -200)
    grows(page, before)
    page.keyboard.up("Control")


_NO_ROOM_LOST = """(root) => {
  const boxes = [...root.querySelectorAll(".frame-box")].map((one) => one.getBoundingClientRect());
  const frame = root.querySelector(".canvas").getBoundingClientRect();
  const left = Math.min(...boxes.map(({ left }) => left)) - frame.left;
  const right = frame.right - Math.max(...boxes.map(({ right }) => right));
  return Math.abs(left - right) < 2 || (Math.min(left, right) < 0 && Math.max(left, right) < 50);
}"""


@pytest.mark.parametrize(("key", "width"), [(PACK, 1400), (ORDERS, 1400), (PACK, 400), (ORDERS, 400), (CLEAN, 400)])
def test_at_first_no_room_is_lost_beside_the_drawing(page: Page, web: str, key: str, width: int):
    page.set_viewport_size({"width": width, "height": 800})
    view = see(page, web, key)
    expect(view.locator(".card.focus .link")).to_be_in_viewport(ratio=1)
    holds(view, _NO_ROOM_LOST)


def test_dragging_moves_and_is_no_click(page: Page, web: str):
    view = see(page, web)
    before, url = camera(page), page.url
    box = box_of(view, "Revenue report")
    page.mouse.move(box["x"] + 60, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] - 40, box["y"] + 50, steps=4)
    page.mouse.up()
    moved = f"([e, f]) => {{ const now = {_CAMERA}; return Math.round(now.e - e) === -100 && Math.round(now.f - f) === 30 }}"
    page.wait_for_function(moved, arg=before[1:])
    assert page.url == url


def test_buttons_make_it_larger_smaller_and_fit(page: Page, web: str):
    view = see(page, web)
    first = camera(page)
    view.get_by_role("button", name="Larger").click()
    page.wait_for_function(f"wanted => Math.abs({_CAMERA}.a / wanted - 1) < 1e-3", arg=first[0] * 1.25)
    view.get_by_role("button", name="Smaller").click()
    view.get_by_role("button", name="Fit all").click()
    inside = """(root) => {
      const frame = root.querySelector(".canvas").getBoundingClientRect();
      const boxes = [...root.querySelectorAll(".frame-box")].map((one) => one.getBoundingClientRect());
      return boxes.length && boxes.every(({ left, right }) => left >= frame.left && right <= frame.right);
    }"""
    holds(view, inside)


def test_full_screen_and_back(page: Page, web: str):
    view = see(page, web)
    view.get_by_role("button", name="Full screen").click()
    page.wait_for_function("document.fullscreenElement")
    expect(view.locator(".frame")).to_have_class("frame full")
    page.wait_for_function(f"least => {_CANVAS}.height > least", arg=page.viewport_size["height"] - 90)
    before = camera(page)
    page.mouse.move(300, 300)
    page.mouse.wheel(0, -200)
    grows(page, before)
    view.get_by_role("button", name="Full screen").click()
    expect(view.locator(".frame")).to_have_class("frame")


def test_in_full_screen_the_drawing_is_fitted_anew(page: Page, web: str):
    view = see(page, web, PACK)
    page.add_style_tag(content="lineage-graph { width: 600px }")
    expect(view.locator("svg.canvas")).to_have_css("width", "598px")
    view.get_by_role("button", name="Full screen").click()
    holds(
        view,
        f"(root) => root.querySelector('.frame.full .canvas')?.clientWidth === innerWidth && ({_NO_ROOM_LOST})(root)",
    )


def test_two_fingers_make_it_larger_and_one_moves_it(browser, web: str):
    context = browser.new_context(has_touch=True, viewport={"width": 400, "height": 800})
    page = context.new_page()
    see(page, web)
    before = camera(page)
    canvas = page.evaluate(f"(({{ x, y }}) => ({{ x, y }}))({_CANVAS})")
    client = context.new_cdp_session(page)
    x, y = canvas["x"] + 200, canvas["y"] + 40

    def touch(kind: str, *points: tuple[float, float]) -> None:
        client.send(
            "Input.dispatchTouchEvent",
            {"type": kind, "touchPoints": [{"x": px, "y": py, "id": at} for at, (px, py) in enumerate(points)]},
        )

    touch("touchStart", (x - 20, y), (x + 20, y))
    for step in range(1, 6):
        touch("touchMove", (x - 20 - 10 * step, y), (x + 20 + 10 * step, y))
    touch("touchEnd")
    grows(page, before, 1.5)
    larger = camera(page)
    touch("touchStart", (x, y))
    for step in range(1, 8):
        touch("touchMove", (x - 15 * step, y))
    touch("touchEnd")
    page.wait_for_function(f"most => {_CAMERA}.e < most", arg=larger[1] - 50)
    context.close()


def test_targets_are_24_pixels_or_more(page: Page, web: str):
    view = see(page, web)
    card(view, "Net revenue").get_by_role("button", name="Columns of").click()
    expect(card(view, "Net revenue").get_by_role("button", name=re.compile("^Trace"))).to_have_count(8)
    large = """(root) => {
      const boxes = [...root.querySelectorAll(".hit, .bar button, .bar select, summary")].map((one) => one.getBoundingClientRect());
      return boxes.length > 20 && boxes.every(({ width, height }) => Math.min(width, height) >= 24);
    }"""
    holds(view, large)


# Address ---------------------------------------------------------------------------------------------------------------


def test_the_address_brings_a_view_back(page: Page, place):
    view = see(page, place)
    card(view, "Orders, cleaned").get_by_role("button", name="Show 500 more").click()
    expect(view.get_by_role("status")).to_contain_text("12 datasets more")
    trace(view, "Orders, cleaned", "net_eur")
    expect(view.get_by_role("status")).to_contain_text("net_eur of Orders, cleaned")
    page.wait_for_url("**#lineage?*trace=*")
    said, seen, url = view.get_by_role("status").text_content(), titles(view), page.url
    page.goto("about:blank")
    page.goto(url)
    expect(view.get_by_role("status")).to_have_text(said)
    sees(view, *seen)


def test_another_focus_in_the_address_and_in_the_attribute(page: Page, web: str):
    view = see(page, web, REVENUE, f"#lineage?focus={WIDE}")
    expect(card(view, "Wide")).to_have_class(re.compile("focus"))
    page.evaluate(f"document.querySelector('lineage-graph').setAttribute('focus', '{PACK}')")
    expect(card(view, "Board pack")).to_have_class(re.compile("focus"))
    page.evaluate("location.hash = '#lineage?hops=1'")
    expect(card(view, "Net revenue")).to_have_class(re.compile("focus"))


def test_an_anchor_of_the_page_is_left_alone(page: Page, web: str):
    view = see(page, web, REVENUE, "#column-net_revenue")
    expect(card(view, "Net revenue")).to_be_visible()
    expect(page).to_have_url(re.compile("#column-net_revenue$"))


# Pictures --------------------------------------------------------------------------------------------------------------


def _saved(page: Page, view: Locator, form: str, folder: Path) -> Path:
    view.get_by_role("button", name="Save as a picture").click()
    with page.expect_download() as saved:
        view.get_by_role("button", name=form, exact=True).click()
    path = folder / saved.value.suggested_filename
    saved.value.save_as(path)
    return path


def test_a_saved_svg_is_what_other_programs_read(page: Page, place, tmp_path: Path):
    view = see(page, place)
    path = _saved(page, view, "SVG", tmp_path)
    assert path.name == f"lineage-{REVENUE}.svg"
    text = path.read_text(encoding="utf-8")
    root = ElementTree.fromstring(text)
    words = "".join(root.itertext())
    assert root.tag == "{http://www.w3.org/2000/svg}svg" and "Net revenue" in words and "Orders, cleaned" in words
    assert not re.search(r"var\(|color-mix|color\(|class=|rgba|foreignObject|\+500", text)
    fills = {element.get("fill") for element in root.iter() if element.get("fill")}
    assert all(re.fullmatch(r"none|rgb\(\d+,\d+,\d+\)", fill) for fill in fills) and len(fills) > 4


def test_a_saved_png_has_the_size_of_the_drawing(page: Page, place, tmp_path: Path):
    view = see(page, place)
    content = _saved(page, view, "PNG", tmp_path).read_bytes()
    width, height = (int.from_bytes(content[at : at + 4], "big") for at in (16, 20))
    assert content.startswith(b"\x89PNG") and width > 2000 and height > 400 and len(content) > 20_000


def test_what_is_saved_is_chosen_once(page: Page, web: str, tmp_path: Path):
    view = see(page, web)
    button, panel = (view.get_by_role(role, name="Save as a picture") for role in ("button", "group"))
    _saved(page, view, "PNG", tmp_path)
    expect(panel).to_have_count(0)
    expect(button).to_be_focused()
    button.click()
    expect(panel.get_by_role("button", name="SVG")).to_be_visible()
    view.locator("svg.canvas").click(position={"x": 5, "y": 5})
    expect(panel).to_have_count(0)
    expect(button).to_have_attribute("aria-expanded", "false")


# Where it stands -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_are_those_of_the_page(page: Page, web: str, scheme: str):
    view = see(page, web)
    page.evaluate(f"document.body.style.colorScheme = '{scheme}'")
    page.evaluate("document.body.style.setProperty('--md-default-bg-color', 'rgb(1, 2, 3)')")
    expect(view.locator(".bar")).to_have_css("background-color", "rgb(1, 2, 3)")
    mark = {"light": "rgb(198, 40, 40)", "dark": "rgb(242, 139, 130)"}[scheme]
    expect(card(view, "Accounts").locator(".sensitive")).to_have_css("color", mark)


def test_who_wants_no_motion_gets_none(browser, web: str):
    page = browser.new_page(reduced_motion="reduce")
    view = see(page, web)
    expect(view.locator(".stage")).to_have_css("transition-duration", "0s")
    page.close()


def test_a_page_of_400_pixels_does_not_scroll_sideways(page: Page, web: str):
    page.set_viewport_size({"width": 400, "height": 800})
    view = see(page, web)
    expect(card(view, "Net revenue").get_by_role("link")).to_be_in_viewport(ratio=1)
    page.wait_for_function("document.documentElement.scrollWidth <= 400")


_MATERIAL = """\
site_name: Lineage
theme: {name: material, font: false, features: [navigation.instant]}
plugins: []
"""


def test_it_works_where_material_changes_pages_without_loading_them(page: Page, tmp_path: Path, trouble: list[str]):
    """And with all of Material's own style around it."""
    lineage, docs = _lineage(), tmp_path / "book/docs"
    docs.mkdir(parents=True)
    scripts = '<script defer src="../assets/lineage.js"></script>'
    for name, focus in {"one": REVENUE, "two": WIDE}.items():
        text = f"# Page {name}\n\n<div>\n{element(lineage, focus, '../')}\n</div>\n{scripts}\n"
        (docs / f"{name}.md").write_text(text, encoding="utf-8")
    (docs / "index.md").write_text("# Home\n", encoding="utf-8")
    (tmp_path / "book/mkdocs.yml").write_text(_MATERIAL, encoding="utf-8")
    with served(tmp_path / "site") as root:
        (tmp_path / "book/mkdocs.yml").write_text(f"site_url: {root}\n{_MATERIAL}", encoding="utf-8")
        build(tmp_path / "book", tmp_path / "site")
        write_site(tmp_path / "site", lineage)
        goto_instant(page, f"{root}one/")
        view = page.locator("lineage-graph")
        expect(card(view, "Net revenue")).to_be_visible()
        page.evaluate("window.stayed = true")
        page.locator(".md-nav--primary").get_by_role("link", name="Page two").click()
        expect(card(view, "Wide")).to_have_class(re.compile("focus"))
        expect(page).to_have_url(f"{root}two/")
        assert page.evaluate("window.stayed")
        card(view, "Wide").get_by_role("button", name="Columns of Wide").click()
        expect(view.get_by_role("status")).to_have_text("5,000 columns of Wide.")
        trouble[:] = [one for one in trouble if not one.startswith(root)]

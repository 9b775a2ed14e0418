"""Real queries typed into the demo's own search: in the box and on the search page, from a server and from disk."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from searching import BOX, FINDER, RESULTS, ask, find, held_back, hits, listening, open_box, served

from lakebook.book import Book, read_book
from lakebook.model.dataset import Dataset
from lakebook.pages import _addresses as addresses
from lakebook.search.folding import words_of_name
from lakebook.sources.working_tree import WorkingTree

GENEALOGY = "datasets/factory_lake/silver/tyre_genealogy/"
LINES = "datasets/erp/sd/sales_order_lines/"


@pytest.fixture(scope="module")
def web(demo_sites: Path) -> Iterator[str]:
    with served(demo_sites / "web") as root:
        yield root


@pytest.fixture(scope="module")
def disk(demo_sites: Path) -> str:
    return (demo_sites / "disk").as_uri() + "/"


@pytest.fixture(scope="module")
def book(demo_root: Path) -> Book:
    return read_book(WorkingTree(demo_root))


@pytest.fixture(scope="module")
def home(web: str, browser) -> Iterator[Page]:
    """The home page, for all those who only ask."""
    page = listening(browser.new_page())
    page.goto(web)
    yield page
    page.close()


@pytest.fixture
def trouble(page) -> Iterator[list[str]]:
    """What goes wrong in the page; nothing may."""
    said: list[str] = []
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None)
    yield said
    assert not said


# Found, and where it leads ---------------------------------------------------------------------------------------------

FIRST = [
    ("tyre_genealogy", GENEALOGY),
    ("tyreGenealogy", GENEALOGY),
    ("Tyre-Genealogy", GENEALOGY),
    ("genealogy", GENEALOGY),
    ("gene tyr", GENEALOGY),
    ("factory_lake.silver.tyre_genealogy", GENEALOGY),
    ("silver.tyre_genealogy", GENEALOGY),
    ('"factory_lake"."silver"."tyre_genealogy"', GENEALOGY),
    ("erp.sd.sales_order_lines", LINES),
    ("ERP.SD.SALES_ORDER_LINES", LINES),
    ("sales_order_lines.material_no", f"{LINES}#column-material_no"),
    ("sd.sales_order_lines.material_no", f"{LINES}#column-material_no"),
    ("erp.sd.sales_order_lines.materialNo", f"{LINES}#column-material_no"),
    ("mes.curing.cures.press_id", "datasets/mes/curing/cures/#column-press_id"),
    ("press.telemetry.v2", "datasets/presses/topics/press.telemetry.v2/"),
    ("tyre_genealgy", GENEALOGY),
    ("custmer_360", "datasets/sales_lake/gold/customer_360/"),
    ("inês carvalho", "people/ines.carvalho/"),
    ("INES CARVALHO", "people/ines.carvalho/"),
    ("ines.carvalho", "people/ines.carvalho/"),
    ("joao", "people/joao.pires/"),
    ("nystrom", "people/helga.nystrom/"),
    ("quality insights", "teams/quality-insights/"),
    ("demand forecast kind:product", "products/demand-forecast/"),
    ("adr-0012", "decisions/adr-0012/"),
    ("one custodian and one deputy", "decisions/adr-0005/"),
    ("rheometer curve", "domains/quality/#term-rheometer=20curve"),
    ("oee", "domains/manufacturing/#term-oee~7"),
    ("churn", "domains/sales/#term-churn"),
    ("OWN003", "checks/own003/"),
    ("security and privacy", "guides/security-privacy/"),
    ("barcode stuck on its bead", "datasets/mes/building/green_tyres/"),
    ("undercured", "datasets/factory_lake/gold/cure_quality_features/"),
    ("adobe gas kiln", ""),
]


@pytest.mark.parametrize(("query", "target"), FIRST)
def test_the_first_result_of_a_query(web: str, home: Page, query: str, target: str):
    found = ask(home, web, query)
    assert (found[0].link if found else "") == target, [(hit.name, hit.link) for hit in found[:4]]


@pytest.mark.parametrize(
    ("query", "target"), [pair for pair in FIRST if pair[1] and "kind:" not in pair[0] and '"' not in pair[0]][::2]
)
def test_from_disk_it_finds_the_same_without_a_worker(disk: str, page, trouble: list[str], query: str, target: str):
    page.goto(f"{disk}index.html")
    path, _, fragment = target.partition("#")
    assert ask(page, disk, query)[0].link == path[:-1] + ".html" + (f"#{fragment}" if fragment else "")
    title = hits(page, disk)[0].name
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{path[:-1]}.html**")
    expect(page.locator("article")).to_contain_text("" if fragment else title.split(".")[-1])


def test_hand_written_pages_show_how_they_begin(web: str, home: Page):
    found = ask(home, web, "custodian kind:page")
    assert found[0].lines == [
        "Page",
        "You know what the data means, you keep it in Excel, and you have never typed a Git command.",
    ]


# Order -----------------------------------------------------------------------------------------------------------------


def _fit(query: str, name: str) -> int:
    """How well the words of a query fit a name: 0 whole, 1 beginning, 2 beginnings of words, 3 parts, 4 not at all."""
    asked, has = words_of_name(query), words_of_name(name)
    if asked == has:
        return 0
    if " ".join(has).startswith(" ".join(asked)):
        return 1
    if all(any(word.startswith(one) for word in has) for one in asked):
        return 2
    return 3 if all(any(one in word for word in has) for one in asked) else 4


@pytest.mark.parametrize("query", ["customer", "batch", "press", "order", "stock cover", "release", "yield", "month"])
def test_whole_names_stand_before_beginnings_before_words_before_texts(web: str, page, query: str):
    found = find(page, web, query)
    used = [hit for hit in found if not {"deprecated", "retired", "superseded"} & set(hit.badges)]
    fits = [_fit(query, hit.name) if hit.lines[0].startswith("Column") else _better_fit(query, hit) for hit in used]
    assert fits == sorted(fits), [(fit, hit.name) for fit, hit in zip(fits, used, strict=True)]
    assert len(set(fits)) > 1 and len(found) > 5


def _better_fit(query: str, hit) -> int:
    """By name or by title, which stands behind the place."""
    return min(
        _fit(query, name) for name in (hit.name, hit.lines[0].split(" · ")[-1], hit.link.rstrip("/").split("/")[-1])
    )


def test_the_order_of_a_query_is_this(web: str, home: Page):
    found = [(hit.name, hit.lines[0].split(" ")[0]) for hit in ask(home, web, "customer")[:8]]
    assert found == [
        ("customer", "Table"),
        ("customer", "Term"),
        ("customer", "Term"),
        ("customers", "Table"),
        ("customer_360", "Table"),
        ("customer_contact", "Table"),
        ("customers", "Column"),
        ("customer_id", "Column"),
    ]


def test_what_is_deprecated_stands_below_its_successor(web: str, home: Page):
    for query in ("release", "batch_rel", "visits", "stock", "nightly erp"):
        found = ask(home, web, query)
        names = [hit.name for hit in found]
        for hit in found:
            replaced = [line.removeprefix("Replaced by ") for line in hit.lines if line.startswith("Replaced by ")]
            for successor in replaced:
                assert successor not in names or names.index(successor) < names.index(hit.name), (query, names)


@pytest.mark.parametrize(
    ("query", "old", "new", "badge"),
    [
        ("batch_release", "datasets/quality_lake/gold/batch_release/", "datasets/quality_lake/gold/compound_release/", "deprecated"),
        ("quality_lake.gold.batch_release", "datasets/quality_lake/gold/batch_release/", "datasets/quality_lake/gold/compound_release/", "deprecated"),
        ("legacy-batch-release", "products/legacy-batch-release/", "products/first-pass-yield/", "retired"),
        ("adr-0010", "decisions/adr-0010/", "decisions/adr-0011/", "superseded"),
    ],
)  # fmt: skip
def test_the_whole_name_of_what_is_deprecated_finds_it_and_its_successor_right_below(
    web: str, home: Page, query: str, old: str, new: str, badge: str
):
    first, second, *_ = ask(home, web, query)
    assert (first.link, first.badges, second.link, second.badges) == (old, [badge], new, [])
    assert f"Replaced by {second.name}" in first.lines


# Columns ---------------------------------------------------------------------------------------------------------------


def _datasets_with(book: Book, column: str) -> list[Dataset]:
    return [dataset for dataset in book.catalogue.datasets.values() if column in dataset.columns]


@pytest.mark.parametrize("column", ["press_id", "material_no", "customer_id", "churn_score"])
def test_a_column_says_in_how_many_datasets_it_is_and_leads_to_its_row(web: str, page, book: Book, column: str):
    page.goto(web)
    hit = next(hit for hit in ask(page, web, column) if hit.name == column)
    holding = _datasets_with(book, column)
    assert hit.lines[0].startswith(f"Column in {len(holding)} dataset{'s' if len(holding) > 1 else ''}: ")
    assert hit.link in {f"{addresses.of_dataset(dataset)}#column-{column}" for dataset in holding}
    page.click(f"{RESULTS} a[href$='#column-{column}']")
    page.wait_for_url(f"**#column-{column}")
    page.wait_for_function("document.querySelector(':target')")
    row = page.locator(f"[id='column-{column}']")
    expect(row).to_be_in_viewport()
    expect(row.locator("code").first).to_have_text(column)


def test_all_datasets_of_a_column_are_listed_each_at_that_column(web: str, page, book: Book):
    found = find(page, web, "column:press_id")
    wanted = {f"{addresses.of_dataset(dataset)}#column-press_id" for dataset in _datasets_with(book, "press_id")}
    assert {hit.link for hit in found} == wanted and len(found) == len(wanted)


# What matched is marked ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("genealogy", "tyre_<mark>genealogy</mark>"),
        ("tyre gen", "<mark>tyre</mark>_<mark>gen</mark>ealogy"),
        ("ines carv", "<mark>Inês Carv</mark>alho"),
        ("genealgy tyre", "<mark>tyre</mark>_<mark>genealogy</mark>"),
        ("enealog", "tyre_g<mark>enealog</mark>y"),
    ],
)
def test_what_matched_is_marked(web: str, page, query: str, title: str):
    page.goto(web)
    assert ask(page, web, query)[0].title == title
    assert find(page, web, query)[0].title == title


def test_a_typing_error_is_forgiven_only_where_nothing_matches(web: str, home: Page):
    assert ask(home, web, "relaese")[0].marked == ["release"]
    assert [hit.name for hit in ask(home, web, "undercured")] == ["cure_quality_features", "Press watch"]
    assert ask(home, web, "rxlxase") == []


# Keys ------------------------------------------------------------------------------------------------------------------


def focused(page, part: str) -> None:
    """Waits until what has the focus leads there, or is called so."""
    page.wait_for_function(
        "part => `${document.activeElement?.getAttribute('href')} ${document.activeElement?.className}`.includes(part)",
        arg=part,
    )


def test_the_box_is_used_without_a_mouse(web: str, page):
    page.goto(web)
    found = ask(page, web, "demand")
    for hit in found[:3]:
        page.keyboard.press("ArrowDown")
        focused(page, hit.link.partition("#")[0])
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    focused(page, "md-search__input")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{found[1].link}**")


def test_enter_opens_the_first_result_and_escape_closes_the_box(web: str, page):
    page.goto(web)
    ask(page, web, "genealogy")
    page.keyboard.press("Escape")
    page.wait_for_function("document.querySelector('[data-md-toggle=search]')?.checked === false")
    open_box(page)
    hits(page, web)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{GENEALOGY}**")
    expect(page.locator("article h1")).to_have_text("Tyre genealogy")


def test_enter_in_the_box_waits_for_the_answer(web: str, page):
    """Of what is typed, not of its first letters: the index comes with the first of them, when it is let through."""
    come = held_back(page, "**/lakebook-search/**")
    page.goto(web)
    open_box(page)
    with page.expect_request("**/lakebook-search/names*"):
        page.type(BOX, "tyre_genealogy")
    page.keyboard.press("Enter")
    come()
    page.wait_for_url(f"**/{GENEALOGY}**")


def test_the_search_page_is_used_without_a_mouse(web: str, page):
    found = find(page, web, "demand")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    focused(page, found[1].link)
    page.keyboard.press("Escape")
    focused(page, "lb-finder__query")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{found[0].link}**")


def test_enter_waits_for_the_answer(web: str, page):
    page.goto(f"{web}search/")
    page.type(".lb-finder__query", "tyre_genealogy")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{GENEALOGY}**")


# Filters ---------------------------------------------------------------------------------------------------------------

FILTERS = [
    ("kind:topic", lambda book, one: one.kind == "topic"),
    ("domain:quality", lambda book, one: one.domain == "quality"),
    ('domain:"Supply chain"', lambda book, one: one.domain == "supply-chain"),
    ("layer:gold", lambda book, one: one.layer == "gold"),
    ("layer:gold layer:bronze", lambda book, one: one.layer in ("gold", "bronze")),
    ("classification:restricted", lambda book, one: book.catalogue.classification_of(one) == "restricted"),
    ("class:confidential domain:sales", lambda book, one: (book.catalogue.classification_of(one), one.domain) == ("confidential", "sales")),
    ("custodian:ines.carvalho", lambda book, one: book.catalogue.custodian_of(one) == "ines.carvalho"),
    ('custodian:"Inês Carvalho" layer:silver', lambda book, one: (book.catalogue.custodian_of(one), one.layer) == ("ines.carvalho", "silver")),
    ("status:deprecated", lambda book, one: one.status == "deprecated"),
]  # fmt: skip


@pytest.mark.parametrize(("query", "passes"), FILTERS, ids=[query for query, _ in FILTERS])
def test_a_filter_leaves_what_the_book_says(web: str, page, book: Book, query: str, passes):
    found = find(page, web, query)
    more = page.locator(".lb-finder__more")
    while more.is_visible():
        more.click()
        found = hits(page, web, FINDER)
    listed = {hit.link for hit in found if hit.link.startswith("datasets/")}
    wanted = {addresses.of_dataset(one) for one in book.catalogue.datasets.values() if passes(book, one)}
    assert wanted and listed == wanted
    expect(page.locator(".lb-finder__count")).to_have_text(re.compile(rf"^{len(found)} "))


def says(page, query: str) -> None:
    """Waits until the field of the search page and its address say so."""
    page.wait_for_function("query => new URL(location).searchParams.get('q') === query", arg=query)
    expect(page.locator(".lb-finder__query")).to_have_value(query)


@pytest.mark.parametrize("facet", ["kind", "domain", "layer", "classification", "custodian"])
def test_a_filter_is_chosen_kept_in_the_address_and_taken_back(web: str, page, trouble: list[str], facet: str):
    everything = find(page, web, "customer")
    chip = page.locator(f".lb-finder__facets [data-value^='{facet}:']").first
    value, count = chip.get_attribute("data-value"), int(chip.locator("small").text_content())
    chip.click()
    page.wait_for_selector(f".lb-finder__facets [data-value='{value}'][aria-pressed=true]")
    typed = value.replace("classification:", "class:")
    says(page, f"customer {typed}")
    found = hits(page, web, FINDER)
    assert count == len([hit for hit in found if facet == "kind" or not hit.lines[0].startswith("Column")])
    assert 0 < len(found) < len(everything)
    page.goto("about:blank")
    page.go_back()
    page.wait_for_selector(f".lb-finder__facets [data-value='{value}'][aria-pressed=true]")
    says(page, f"customer {typed}")
    assert hits(page, web, FINDER) == found
    page.click(f".lb-finder__facets [data-value='{value}']")
    says(page, "customer")
    assert hits(page, web, FINDER) == everything


def test_filters_of_several_kinds_narrow_together(web: str, page):
    page.goto(f"{web}search/?q=customer")
    for value in ("kind:table", "classification:internal", "layer:silver"):
        page.click(f".lb-finder__facets [data-value='{value}']")
        page.wait_for_selector(f".lb-finder__facets [data-value='{value}'][aria-pressed=true]")
    says(page, "customer kind:table class:internal layer:silver")
    found = hits(page, web, FINDER)
    assert found and all(hit.lines[0].startswith("Table · ") and hit.badges == ["silver"] for hit in found)


def test_all_results_of_a_query_in_the_box_are_a_link(web: str, page):
    page.goto(f"{web}people/")
    ask(page, web, "release domain:quality")
    page.click(".lb-operators__all")
    page.wait_for_selector(f"{FINDER} > li")
    says(page, "release domain:quality")
    expect(page.locator("[data-md-toggle=search]")).not_to_be_checked()


def test_a_button_types_an_operator(web: str, page):
    page.goto(web)
    ask(page, web, "press")
    page.click(".lb-operators button:has-text('kind:')")
    page.keyboard.type("topic")
    expect(page.locator(BOX)).to_have_value("press kind:topic")
    assert {hit.lines[0].split(" · ")[0] for hit in hits(page, web)} == {"Topic"}


def test_from_disk_the_search_page_keeps_its_query_in_the_address(disk: str, page, trouble: list[str]):
    found = find(page, disk, "press kind:topic", "search.html")
    assert {hit.lines[0].split(" · ")[0] for hit in found} == {"Topic"}
    page.click(".lb-finder__facets [data-value='kind:topic']")
    page.fill(".lb-finder__query", "cure layer:gold")
    says(page, "cure layer:gold")
    found, address = hits(page, disk, FINDER), page.url
    page.goto("about:blank")
    page.goto(address)
    page.wait_for_selector(f"{FINDER} > li")
    says(page, "cure layer:gold")
    assert hits(page, disk, FINDER) == found and found


# What it costs ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("start", ["", GENEALOGY, "search/", "guides/analyst/"])
def test_nothing_of_the_index_is_loaded_before_the_first_key(web: str, page, start: str):
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(web)))
    page.goto(web + start, wait_until="networkidle")
    page.click(".lb-finder__query" if start == "search/" else "label.md-search__icon[for=__search]", force=True)
    page.wait_for_timeout(300)
    assert not [path for path in asked if path.startswith("lakebook-search")]
    known = ("assets/", "search/search_index.json", start, "http")
    assert [url for url in asked if url and not url.startswith(known)] == []
    page.keyboard.type("o")
    page.wait_for_selector(f"{FINDER} > li" if start == "search/" else f"{RESULTS} > li")
    assert [path for path in asked if path == "lakebook-search/names.js"] == ["lakebook-search/names.js"]


def test_the_index_of_material_stays_empty(demo_sites: Path, web: str, page):
    for site in ("web", "disk"):
        assert json.loads((demo_sites / site / "search/search_index.json").read_text(encoding="utf-8"))["docs"] == []
    assert b'"docs":[]' in (demo_sites / "disk/search/search_index.js").read_bytes()


def test_no_host_but_its_own_is_asked(web: str, page):
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(web)
    ask(page, web, "press")
    find(page, web, "press")
    assert [url for url in asked if not url.startswith(web)] == []

"""The site in Firefox and in WebKit, over http and from disk: what ``scripts/engines`` runs, and ``scripts/test`` does not."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from engines import Engine, Firefox, WebKit, find_firefox, find_webkit
from searching import served

if not os.environ.get("LAKEBOOK_ENGINES"):
    pytest.skip("other browsers: type scripts/engines", allow_module_level=True)

_PACKAGES = {"firefox": "firefox-esr", "webkit": "webkit2gtk-driver and xvfb"}
_VIEW = "document.querySelector('lineage-graph')?.shadowRoot"
_STATUS = f"{_VIEW}?.querySelector('[role=status]')?.textContent"
_LINKS = "[...document.querySelectorAll('.lb-finder__results a, .md-search-result__list a')]"


@pytest.fixture(scope="module", params=["firefox", "webkit"])
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    if not (find_firefox() if request.param == "firefox" else all(find_webkit())):
        pytest.skip(f"NO {request.param}: install {_PACKAGES[request.param]}")
    engine = Firefox() if request.param == "firefox" else WebKit()
    engine.resize(1400, 950)
    yield engine
    engine.quit()


@pytest.fixture(scope="module", params=["web", "disk"])
def root(request: pytest.FixtureRequest, demo_sites: Path) -> Iterator[str]:
    if request.param == "disk":
        yield f"{(demo_sites / 'disk').as_uri()}/"
        return
    with served(demo_sites / "web") as root:
        yield root


def go(engine: Engine, root: str, path: str, more: str = "") -> None:
    """To a page of the site, by its address without an ending."""
    engine.open("about:blank")
    end = ".html" if root.startswith("file:") else "/"
    engine.open(f"{root}{path}{end}{more}" if path else f"{root}index.html")


def see(engine: Engine, root: str, path: str, more: str = "") -> None:
    """To a page with a lineage view that can be used."""
    go(engine, root, path, more)
    engine.wait("globalThis.__lineage?.handsOf && 1")


def part(selector: str) -> str:
    """Of the view."""
    return f'{_VIEW}?.querySelector("{selector}")'


def test_the_box_finds_while_one_types(engine: Engine, root: str):
    go(engine, root, "")
    engine.click("document.querySelector('.lb-search')")
    engine.wait("document.activeElement?.matches('.md-search__input')")
    engine.press(*"revenue")
    assert "revenue" in engine.wait("document.querySelector('.md-search-result__list a')?.textContent").lower()


def test_the_search_page_finds_and_filters(engine: Engine, root: str):
    go(engine, root, "search", "?q=revenue")
    found = engine.wait(f"{_LINKS}.length")
    engine.click("document.querySelector('.lb-finder__facets .lb-chip')")
    pressed = "document.querySelector('.lb-chip[aria-pressed=true]')"
    assert engine.wait(f"{pressed} && {_LINKS}.length < {found} && {_LINKS}.length") < found


def test_a_list_is_filtered_and_sorted(engine: Engine, root: str):
    go(engine, root, "checks")
    rows = "[...document.querySelectorAll('.lb-table tbody tr')].filter((row) => row.offsetHeight)"
    every = engine.wait(f"document.querySelector('.lb-filter input') && {rows}.length")
    engine.click("document.querySelector('.lb-filter input')")
    engine.press(*"lineage")
    few = engine.wait(f"{rows}.length < {every} && {rows}.length")
    assert 0 < few < every
    engine.click("document.querySelector('.lb-sort')")
    assert engine.wait("document.querySelector('[aria-sort]')?.ariaSort") in ("ascending", "descending")


def test_a_column_is_traced_and_the_address_keeps_it(engine: Engine, root: str):
    path = "datasets/finance_mart/gold/revenue_by_customer"
    see(engine, root, path)
    engine.click(part(".card.focus [data-do=columns]"))
    engine.click(part(".card.focus [data-column=net_revenue_eur]"))
    said = engine.wait(f"{part('.selected')} && /made of/.test({_STATUS}) && {_STATUS}")
    fragment = engine.read("location.hash")
    see(engine, root, path, fragment)
    assert engine.wait(f"/made of/.test({_STATUS}) && {_STATUS}") == said
    assert "column=net_revenue_eur" in fragment


def test_more_is_shown_and_back_leads_back(engine: Engine, root: str):
    see(engine, root, "datasets/sales_lake/gold/order_intake_daily")
    cards = f"{_VIEW}.querySelectorAll('.card').length"
    before = engine.read(cards)
    engine.click(part("[data-do=open]"))
    assert engine.wait(f"{cards} > {before} && {cards}") > before
    engine.read(f"{part('.card:not(.focus) .link')}.focus()")
    engine.press("f")
    engine.wait("location.hash.includes('focus=')")
    engine.read("history.back()")
    engine.wait(f"!location.hash.includes('focus=') && {part('.card.focus')}?.ariaLabel === 'Order intake by day'")


def test_keys_lead_along_edges_and_stay_in_sight(engine: Engine, root: str):
    see(engine, root, "datasets/sales_lake/gold/order_intake_daily")
    engine.read(f"{part('.card.focus .link')}.focus()")
    engine.press("ArrowLeft")
    assert "feeds" in engine.wait(
        f"{_VIEW}.activeElement?.closest('.card:not(.focus)') && {_VIEW}.activeElement.ariaLabel"
    )
    engine.press("c")
    engine.wait(f"{_VIEW}.activeElement?.matches('.row')")
    inside = "(({ left, right }, frame) => left >= frame.left - 1 && right <= frame.right + 1)"
    box = "getBoundingClientRect()"
    engine.wait(f"{inside}({_VIEW}.activeElement.{box}, {part('svg.canvas')}.{box})")


def test_a_card_is_as_large_as_it_looks(engine: Engine, root: str):
    """Firefox counts what lies in an ``<svg>`` of an ``<svg>`` twice."""
    see(engine, root, "datasets/sales_lake/gold/order_intake_daily")
    wide = engine.read(f"[{part('.card.focus .link')}.getBBox().width, {part('.card.focus .hit')}.getBBox().width]")
    assert wide[0] == wide[1]


def test_the_whole_screen_and_back(engine: Engine, root: str):
    see(engine, root, "datasets/sales_lake/gold/order_intake_daily")
    small = engine.read(f"{part('svg.canvas')}.clientWidth")
    engine.click(part("[aria-label='Full screen']"))
    assert engine.wait(f"{part('.frame.full')} && {part('svg.canvas')}.clientWidth >= innerWidth && innerWidth") > small
    engine.click(part("[aria-label='Full screen']"))
    engine.wait(f"!{part('.frame.full')} && {part('svg.canvas')}.clientWidth === {small}")


@pytest.mark.parametrize("form", ["SVG", "PNG"])
def test_a_picture_is_saved(engine: Engine, root: str, form: str):
    see(engine, root, "products/price-realisation")
    engine.click(part("[aria-label='Save as a picture'][aria-expanded]"))
    button = f"[...({_VIEW}?.querySelectorAll('.panel button') ?? [])].find((one) => one.textContent === '{form}')"
    engine.click(button)
    assert engine.wait(f"/Saved/.test({_STATUS}) && {_STATUS}").endswith(f".{form.lower()}.")
    engine.wait(f"!{part('.panel')}")


@pytest.mark.parametrize("path", ["systems/sales_lake", "domains/sales", "lineage/map"])
def test_groups_are_drawn(engine: Engine, root: str, path: str):
    see(engine, root, path)
    assert engine.read(f"{_VIEW}.querySelectorAll('.card').length") > 3


def test_the_explorer_draws_what_is_chosen(engine: Engine, root: str):
    go(engine, root, "lineage")
    engine.click("document.querySelector('.lb-explorer input')")
    engine.press(*"order_line")
    engine.wait("document.querySelector('.lb-explorer__list [role=option]')?.offsetHeight")
    engine.press("ArrowDown", "Enter")
    assert engine.wait(f"{_VIEW}?.querySelectorAll('.card').length") > 2


def test_everything_downstream_is_told(engine: Engine, root: str):
    go(engine, root, "lineage/impact", "?dataset=sales_lake.silver.order_line")
    assert engine.wait("document.querySelectorAll('.lb-impact tbody tr').length") > 5
    engine.click("[...document.querySelectorAll('.lb-impact button')].find((one) => /CSV/.test(one.textContent))")
    assert engine.read("document.querySelectorAll('.lb-impact tbody tr').length") > 5


def test_the_other_palette_is_dark(engine: Engine, root: str):
    go(engine, root, "domains")
    dark = "document.body.dataset.mdColorScheme === 'slate'"
    before = engine.read(dark)
    engine.click("[...document.querySelectorAll('label[for^=__palette]')].find((one) => !one.hidden)")
    engine.wait(f"({dark}) !== {str(before).lower()}")
    assert engine.wait("getComputedStyle(document.body).backgroundColor")

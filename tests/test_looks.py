"""Pages as readers see them who chose their own colours, and on paper."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from searching import served

DATASET = "datasets/erp/sd/invoice_lines/"


@pytest.fixture
def dataset(demo_sites: Path, page: Page) -> Iterator[Page]:
    with served(demo_sites / "web") as root:
        page.goto(root + DATASET)
        yield page


def test_pictures_are_seen_where_the_reader_chose_all_colours(dataset: Page):
    """Backgrounds are the reader's then, and with them what is drawn by one."""
    dataset.emulate_media(forced_colors="active")
    drawn = """() => {
      const [icon, page] = [getComputedStyle(document.querySelector("h1 .lb-icon, .lb-icon"), "::before"), getComputedStyle(document.body)];
      return icon.backgroundColor === page.color && icon.backgroundColor !== page.backgroundColor;
    }"""
    dataset.wait_for_function(drawn)
    expect(dataset.locator("article .lb-badge").first).to_have_css("outline-style", "solid")


def test_drawings_take_the_colours_that_the_reader_chose(dataset: Page):
    dataset.emulate_media(forced_colors="active")
    drawn = """() => {
      const root = document.querySelector("lineage-graph")?.shadowRoot;
      const [title, box] = [root?.querySelector(".card .title"), root?.querySelector(".card .frame-box")];
      const colour = getComputedStyle(document.body).color;
      return title && box && getComputedStyle(title).fill === colour && getComputedStyle(box).stroke === colour;
    }"""
    dataset.wait_for_function(drawn)


def test_on_paper_a_drawing_shows_what_it_showed_on_the_screen(dataset: Page):
    """A sheet is narrower than the screen to which the drawing was fitted."""
    dataset.set_viewport_size({"width": 1400, "height": 900})
    width = """() => {
      const frame = document.querySelector("lineage-graph")?.shadowRoot?.querySelector(".frame");
      return frame?.querySelector(".card") ? frame.offsetWidth : 0;
    }"""
    on_screen = dataset.wait_for_function(f"({width})()").json_value()
    dataset.set_viewport_size({"width": 680, "height": 900})
    dataset.emulate_media(media="print")
    dataset.wait_for_function(f"({width})() >= 0.95 * {on_screen}")


def test_on_paper_there_is_nothing_to_click(dataset: Page):
    expect(dataset.get_by_role("link", name="Trace", exact=True).first).to_be_visible()
    dataset.emulate_media(media="print")
    expect(dataset.locator(".lb-trace").first).to_be_hidden()
    expect(dataset.locator("article h1")).to_be_visible()

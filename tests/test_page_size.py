"""What a stamped page does without, so that little is sent: nothing that a reader sees or hears."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from test_site import FILES, _settings, build, read, write

from lakebook.site.icons import icons_of
from lakebook.site.squeezing import squeezed

DATASET = "datasets/sales_lake/silver/order_line"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24">'
PLAIN = f'{SVG}<path d="M3 6h18v2H3z"/></svg>'
COLOURED = f'{SVG}<path fill="#f00" d="M3 6h18v2H3z"/></svg>'
LICENSED = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 256"><!--! By somebody --><path d="M0 0h9"/></svg>'


def test_blanks_that_are_not_shown_are_left_out():
    html = "<ul>\n  <li>\n    <a>\n one </a>\n  </li>\n  <li>two <b>x</b>\n <i>y</i></li>\n</ul>\n"
    assert squeezed(html) == "<ul><li><a>\none </a><li>two <b>x</b>\n<i>y</i></ul>"


@pytest.mark.parametrize("html", ["<pre>\n a\n\n b</pre>\n", "<div>\n<textarea>\n a </textarea></div>"])
def test_text_that_keeps_its_blanks_is_left_alone(html: str):
    assert squeezed(html) == html


def test_icons_of_one_colour_are_drawn_by_a_style_sheet():
    page = f"<head></head><a>{PLAIN}</a><a>{COLOURED}</a><a>{LICENSED}</a><a>{PLAIN}</a>"
    icons = icons_of(page)
    plain, licensed = icons.classes[PLAIN], icons.classes[LICENSED]
    drawn = [f'<svg class="{name}"></svg>' for name in (plain, licensed)]
    link = f'<link rel="stylesheet" href="../{icons.uri}">'
    assert icons.drawn(page, "../") == (
        f"<head>{link}</head><a>{drawn[0]}</a><a>{COLOURED}</a><a>{drawn[1]}</a><a>{drawn[0]}</a>"
    )
    assert f".{licensed}{{aspect-ratio:512/256;" in icons.style and "By%20somebody" in icons.style.replace(" ", "%20")
    assert icons.style.count("M3 6h18") == 1


def test_a_page_without_icons_has_no_style_sheet_for_them():
    icons = icons_of("<head></head>")
    assert icons.uri == icons.style == "" and icons.drawn("<head></head>", "") == "<head></head>"


_SHOWN = """async () => {
  const seen = [];
  for (const one of document.querySelectorAll('svg[class^="lb-i-"]')) {
    const { maskImage, backgroundColor, color } = getComputedStyle(one);
    const picture = new Image();
    picture.src = maskImage.slice(5, -2).replace(/\\\\(.)/g, '$1');
    await picture.decode();
    const { width, height } = one.getBoundingClientRect();
    seen.push([width === height, width > 0, picture.naturalWidth > 0, backgroundColor === color]);
  }
  return seen;
}"""


@pytest.mark.parametrize("place", ["web", "disk"])
@pytest.mark.parametrize("colours", ["none", "active"])
def test_icons_are_seen(demo_sites: Path, browser: Browser, place: str, colours: str):
    ending = "/index.html" if place == "web" else ".html"
    page = browser.new_page(forced_colors=colours, viewport={"width": 1400, "height": 900})
    page.goto((demo_sites / place / f"{DATASET}{ending}").as_uri())
    icons = page.evaluate(_SHOWN)
    assert len(icons) >= 8 and all(square and drawn and coloured for square, _, drawn, coloured in icons)
    assert sum(seen for _, seen, _, _ in icons) >= 3, "logo, palette, search"
    page.close()


def test_a_script_for_tabs_comes_with_tabs(tmp_path: Path, page: Page):
    tabs = '=== "YAML"\n\n    One.\n\n=== "Excel"\n\n    Two.\n'
    files = {
        **FILES,
        "adrs/0003-tabs.md": f"---\nstatus: accepted\ndate: 2026-03-01\n---\n# Tabs\n\n## Decision Outcome\n\n{tabs}",
    }
    settings = _settings(markdown_extensions=["admonition", "tables", {"pymdownx.tabbed": {"alternate_style": True}}])
    root = write(tmp_path / "book", {**files, "mkdocs.yml": settings})
    build(root)
    has = {path: "__tabbed_" in read(root / "site" / path / "index.html") for path in ("decisions/adr-0003", "checks")}
    assert has == {"decisions/adr-0003": True, "checks": False}
    page.goto(f"{(root / 'site/decisions/adr-0003/index.html').as_uri()}#__tabbed_1_2")
    assert page.locator("#__tabbed_1_2").is_checked()


def test_what_the_theme_puts_around_an_article_is_small(demo_sites: Path):
    html = read(demo_sites / "web" / DATASET / "index.html")
    around = re.sub(r"(<article[^>]*>).*(</article>)", r"\1\2", html, flags=re.DOTALL)
    assert len(around) < len(html)
    assert len(gzip.compress(around.encode())) <= 3700

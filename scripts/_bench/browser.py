"""Typing into Material's search box in headless Chromium, letter by letter, each once all is quiet."""

from __future__ import annotations

import contextlib
import statistics
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser, Page, TimeoutError, sync_playwright

from _bench.figures import Figures
from _bench.gzipped_site import OURS, THEIRS, GzippedSite

QUERIES = ("order_id", "shipment")
"""A column of every dataset, then a word of many names; the first of them is the first query of a visit."""
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-sync",
    "--disable-component-update",
    "--no-first-run",
)
_QUIET = 0.3
"""Seconds without a request or a new result, after which the next key is pressed."""
_GIVEN_UP = 120
"""Seconds after which there will be no result."""
_INPUT = "[data-md-component=search-query]"
_WATCH = """input => {
  const seen = window.benchSeen = { pressed: 0, shown: 0, moved: performance.now() };
  input.addEventListener("keydown", event => { seen.pressed = event.timeStamp; seen.shown = 0 }, true);
  new MutationObserver(records => {
    seen.moved = performance.now();
    const results = document.querySelector(".md-search-result__item");
    if (!seen.shown && results && records.some(record => record.addedNodes.length)) seen.shown = seen.moved;
  }).observe(document.querySelector(".md-search-result__list"), { childList: true });
}"""


class Visit(NamedTuple):
    """One reader, whose browser holds nothing yet."""

    before: int
    """Compressed bytes of our index loaded before the first key."""
    theirs: int
    """Compressed bytes of Material's index, which each page loads."""
    first_query: int
    """Compressed bytes of our index loaded for the first query, once it is typed."""
    times: list[float]
    """Milliseconds from each key to its results."""
    opened: float
    """Milliseconds from opening the page to the first result, where a key is pressed as soon as the page is loaded."""


def search_figures(site: Path, chromium: str, runs: int) -> Figures:
    """Of so many visits. Sizes are KB; time runs from the key to the moment when the new results stand in the page."""
    gzipped = GzippedSite(site)
    with gzipped.served() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        visits = [_visit(browser, address, gzipped) for _ in range(runs)]
        browser.close()
    later = [milliseconds for visit in visits for milliseconds in visit.times[1:]]
    return {
        "before.bytes": max(visit.before for visit in visits) / 1e3,
        "theirs.bytes": max(visit.theirs for visit in visits) / 1e3,
        "first.bytes": max(visit.first_query for visit in visits) / 1e3,
        "first.ms": statistics.median(visit.times[0] for visit in visits),
        "open.ms": statistics.median(visit.opened for visit in visits),
        "later.ms": statistics.median(later),
        "worst.ms": max(later),
    }


def _visit(browser: Browser, address: str, site: GzippedSite) -> Visit:
    """Open the home page and type."""
    with _page(browser, address) as page:
        opened = _pressed(page, QUERIES[0][0])["shown"]
        _wait_until_quiet(page, site)
    site.requests.clear()
    with _page(browser, address) as page:
        return _typed_queries(page, site, opened)


@contextlib.contextmanager
def _page(browser: Browser, address: str) -> Iterator[Page]:
    """The page, loaded, with its search box open. Raises SystemExit where a script of the page fails."""
    context = browser.new_context()
    page = context.new_page()
    trouble: list[str] = []
    page.on("pageerror", lambda error: trouble.append(str(error)))
    page.goto(address)
    page.focus(_INPUT)
    page.eval_on_selector(_INPUT, _WATCH)
    yield page
    context.close()
    if trouble:
        raise SystemExit(f"bench: a script of the page fails: {trouble[0]}")


def _typed_queries(page: Page, site: GzippedSite, opened: float) -> Visit:
    _wait_until_quiet(page, site)
    before, theirs = site.loaded(OURS), site.loaded(THEIRS)
    times = _typed(page, site, QUERIES[0])
    first_query = site.loaded(OURS) - before
    for query in QUERIES[1:]:
        page.fill(_INPUT, "")
        times += _typed(page, site, query)
    return Visit(before, theirs, first_query, times, opened)


def _typed(page: Page, site: GzippedSite, query: str) -> list[float]:
    """Milliseconds from each key to its results."""
    times = []
    for letter in query:
        seen = _pressed(page, letter)
        times.append(seen["shown"] - seen["pressed"])
        _wait_until_quiet(page, site)
    return times


def _pressed(page: Page, letter: str) -> dict[str, float]:
    """Moments, in milliseconds since the page was opened: the key was ``pressed``, the first result ``shown``."""
    page.keyboard.press(letter)
    try:
        page.wait_for_function("benchSeen.shown > 0", timeout=1000 * _GIVEN_UP)
    except TimeoutError:
        typed = page.input_value(_INPUT)
        raise SystemExit(f"bench: typing '{typed}' showed no result within {_GIVEN_UP} s") from None
    seen: dict[str, float] = page.evaluate("benchSeen")
    return seen


def _wait_until_quiet(page: Page, site: GzippedSite) -> None:
    while True:
        asked = site.requests[-1].moment if site.requests else 0.0
        idle = page.evaluate("performance.now() - benchSeen.moved") / 1000
        wait = _QUIET - min(idle, time.monotonic() - asked)
        if wait <= 0:
            return
        page.wait_for_timeout(1000 * wait)

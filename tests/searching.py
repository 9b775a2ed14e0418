"""Searching a built site as its reader does: in Material's box, and on the search page."""

from __future__ import annotations

import functools
import http.server
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote, unquote, urlsplit

BOX = ".md-search__input"
RESULTS = ".md-search-result__list"
FINDER = ".lb-finder__results"


class Hit(NamedTuple):
    """One result as it is seen."""

    title: str
    """HTML: text and ``<mark>``."""
    lines: list[str]
    """Plain text below the title."""
    badges: list[str]
    link: str
    """Below the root of the site; without what Material adds to it."""

    @property
    def name(self) -> str:
        """The title without its marks."""
        return self.title.replace("<mark>", "").replace("</mark>", "")

    @property
    def marked(self) -> list[str]:
        """The parts of the title that are marked."""
        return [part.partition("</mark>")[0] for part in self.title.split("<mark>")[1:]]


def build(root: Path, site: Path, *options: str) -> None:
    """``mkdocs build`` of the book at *root* into *site*."""
    command = [sys.executable, "-m", "mkdocs", "build", "-d", str(site), *options]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "1795478400", "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, timeout=600, check=False)
    assert done.returncode == 0, done.stderr


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *arguments: object) -> None:
        pass


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Address of a web server that shows *folder*, with a slash at the end."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


LISTENING = """(() => {
  const searches = globalThis.searches = [];
  const heard = (worker) => {
    const search = {};
    const post = worker.postMessage;
    worker.postMessage = (message, ...more) => {
      if (message.type === 2) search.asked = message.data;
      if (message.type === 100) search.asked = message.data.id;
      post.call(worker, message, ...more);
    };
    worker.addEventListener("message", ({ data }) => { if (data.type === 102) search.answered = data.data; });
    searches.push(search);
    return worker;
  };
  const hearing = (made) => new Proxy(made, { construct: (native, given) => heard(Reflect.construct(native, given)) });
  let now = hearing(globalThis.Worker);
  Object.defineProperty(globalThis, "Worker", { get: () => now, set: (made) => { now = hearing(made); } });
})()"""
"""Script that a page runs before all others: notes what is asked of its searches, and that an answer was the last one."""
_ASKED_ANEW = "globalThis.searches.forEach((search) => { delete search.asked; delete search.answered; })"
_ANSWERED = """() => {
  const asked = globalThis.searches?.filter((search) => search.asked !== undefined) ?? [];
  return asked.length && asked.every((search) => search.asked === search.answered);
}"""
_META = "document.querySelector('.md-search-result__meta').textContent.trim()"
_HITS = """(selector) => [...document.querySelectorAll(selector + ' > li')].map((row) => {
  const heading = (row.querySelector('h1') || row.querySelector('.lb-finder__title')).cloneNode(true);
  for (const other of heading.querySelectorAll('small, .lb-icon, .lb-badge')) other.remove();
  const all = (what) => [...row.querySelectorAll(what)].map((one) => one.textContent);
  return [heading.innerHTML.trim(), all('small'), all('.lb-badge'), row.querySelector('a').href];
})"""


def listening(page):
    """The page, which has not opened anything yet; ``page`` of the tests does so already."""
    page.add_init_script(LISTENING)
    return page


def hits(page, root: str, results: str = RESULTS) -> list[Hit]:
    """What is shown once the last answer is there; *root* is the site's own address."""
    page.wait_for_function(_ANSWERED)
    return [
        Hit(title, lines, badges, _below(link, root)) for title, lines, badges, link in page.evaluate(_HITS, results)
    ]


def _below(link: str, root: str) -> str:
    assert link.startswith(root), link
    parts = urlsplit(link[len(root) :])
    query = "" if parts.query.startswith("h=") else f"?{parts.query}" if parts.query else ""
    return f"{parts.path}{query}#{unquote(parts.fragment)}" if parts.fragment else parts.path + query


_LATER = "() => new Promise((done) => setTimeout(done, 5))"


def open_box(page) -> None:
    """Opens the search box anew by its key. Material is 1 ms behind its focus, so nothing comes of keys nobody types as fast."""
    page.keyboard.press("Escape")
    page.evaluate(_LATER)
    page.keyboard.press("/")
    page.wait_for_function("document.querySelector('[data-md-toggle=search]')?.checked")


def goto_instant(page, root: str) -> None:
    """Opens a page, and waits until Material can change it without loading the next: it follows what the sitemap lists."""
    with page.expect_response("**/sitemap.xml") as sitemap:
        page.goto(root)
    sitemap.value.finished()
    page.evaluate("async (address) => { await (await fetch(address)).text() }", sitemap.value.url)
    page.evaluate(_LATER)


def held_back(page, pattern: str) -> Callable[[], None]:
    """Lets requests wait until what this gives is called."""
    waiting: list = []
    let_through = False

    def take(route) -> None:
        if let_through:
            route.continue_()
        else:
            waiting.append(route)

    def let() -> None:
        nonlocal let_through
        let_through = True
        while waiting:
            waiting.pop(0).continue_()

    page.route(pattern, take)
    return let


def ask(page, root: str, query: str, *, at_once: bool = False) -> list[Hit]:
    """Types *query* into the box of the page that is open; *at_once* as if it were pasted."""
    open_box(page)
    page.fill(BOX, "")
    page.keyboard.press("End")  # Material listens to keys
    page.wait_for_function(f"{_META} === 'Type to start searching'")
    page.evaluate(_ASKED_ANEW)
    if at_once:
        page.fill(BOX, query)
        page.keyboard.press("End")
    else:
        page.type(BOX, query)
    return hits(page, root)


def find(page, root: str, query: str, search: str = "search/") -> list[Hit]:
    """Opens the search page with *query* in its address."""
    page.goto(f"{root}{search}?q={quote(query)}")
    page.wait_for_selector(f"{FINDER} > li")
    return hits(page, root, FINDER)

"""The search index as files of the site, written where they changed."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page as HandwrittenPage

from lakebook.book import Book
from lakebook.pages import Page, SearchEntry
from lakebook.pages._addresses import in_fragment
from lakebook.pages._html import first_sentence
from lakebook.pages._links import domain_title, system_title
from lakebook.search.document import Document, Labels
from lakebook.search.index import build_index
from lakebook.search.words import WordMemory
from lakebook.site.addresses import url_of
from lakebook.site.links import place_of
from lakebook.site.scripts import WORKER, scripts

THEIR_INDEX_FROM_DISK = "search/search_index.js"
_EMPTY = b'var __index={"config":{"lang":["en"],"separator":"[\\\\s\\\\-]+","pipeline":[],"fields":{}},"docs":[]}\n'
"""What Material asks for on pages opened from disk, before it starts its worker."""
FOLDER = "lakebook-search"
"""Below the root of the site; no other file lies there, so that it can be kept from one build to the next."""
_PARAGRAPH = re.compile(r"<p>(.*?)</p>", re.DOTALL)
_TAG = re.compile(r"<(script|style|svg)\b.*?</\1>|<[^>]+>", re.DOTALL)


def index_files(
    book: Book, stamped: Iterable[Page], written: Iterable[Document], directories: bool, memory: WordMemory
) -> dict[str, bytes]:
    """File of the site -> bytes, for what page kinds and hand-written pages offer; *memory* is of an index before."""
    offered = [_document(page, entry) for page in stamped for entry in page.search]
    files = build_index([*offered, *written], _labels(book), directories=directories, memory=memory)
    from_disk = {} if directories else {THEIR_INDEX_FROM_DISK: _EMPTY}
    return {f"{FOLDER}/{path}": content for path, content in files.items()} | from_disk


def has_search(config: MkDocsConfig) -> bool:
    """Whether the site has a search box, and we the worker behind it."""
    return _their_plugin(config) is not None and WORKER in scripts()


def empty_their_index(config: MkDocsConfig) -> None:
    """Let Material's own index be empty: every page would load it, used or not."""
    entries = _their_entries(config)
    if entries is not None:
        entries.clear()


def add_to_their_index(config: MkDocsConfig, pages: Iterable[Page]) -> None:
    """Where our worker was not built: let Material's own search find what stamped pages offer."""
    entries = _their_entries(config)
    if entries is None:
        return
    for page in pages:
        url = url_of(page.address, config.use_directory_urls)
        for found in page.search:
            entries.append(_entry(f"{url}#{found.fragment}" if found.fragment else url, found.title, found))
            entries.extend(
                _entry(f"{url}#column-{in_fragment(name)}", f"{found.path[2]}.{name}") for name in found.columns
            )


def _entry(location: str, title: str, found: SearchEntry | None = None) -> dict[str, str]:
    text = " ".join([*found.path, found.name, found.summary, found.text]) if found else ""
    return {
        "location": location,
        "title": html.escape(title, quote=False),
        "text": html.escape(" ".join(text.split()), quote=False),
    }


def _their_entries(config: MkDocsConfig) -> list[dict[str, str]] | None:
    entries: list[dict[str, str]] | None = getattr(
        getattr(_their_plugin(config), "search_index", None), "entries", None
    )
    return entries


def _their_plugin(config: MkDocsConfig) -> Any:
    plugin: Any = config.plugins.get("material/search") or config.plugins.get("search")
    return plugin if plugin is not None and getattr(plugin.config, "enabled", True) else None


def documents_of(page: HandwrittenPage, content: str) -> Iterator[Document]:
    """A hand-written page and its second-level headings, unless its author wants it hidden from search."""
    if (page.meta or {}).get("search", {}).get("exclude"):
        return
    address = place_of(page.file)
    title = html.unescape(str(page.title or ""))
    text = html.unescape(_TAG.sub(" ", content))
    summary = str((page.meta or {}).get("description") or _opening(content))
    yield Document(kind="page", title=title, address=address, summary=summary, text=text)
    for top in page.toc:
        for heading in top.children:
            yield Document(
                kind="page", title=html.unescape(heading.title), address=f"{address}#{heading.id}", summary=title
            )


def _opening(content: str) -> str:
    """First sentence of the first plain paragraph of *content* (HTML); empty for none."""
    texts = (html.unescape(_TAG.sub("", found)) for found in _PARAGRAPH.findall(content))
    return next((first_sentence(text) for text in texts if text.strip()), "")


def _document(page: Page, entry: SearchEntry) -> Document:
    return Document(
        kind=entry.kind,
        title=entry.title,
        address=f"{page.address}#{entry.fragment}" if entry.fragment else page.address,
        path=entry.path,
        name=entry.name,
        summary=entry.summary,
        text=entry.text,
        columns=entry.columns,
        domain=entry.domain,
        layer=entry.layer,
        classification=entry.classification,
        custodian=entry.custodian,
        status=entry.status,
        successor=entry.successor,
    )


def _labels(book: Book) -> Labels:
    catalogue = book.catalogue
    return Labels(
        domains={key: domain_title(one) for key, one in catalogue.domains.items()},
        systems={key: (system_title(one), one.domain) for key, one in catalogue.systems.items()},
        people={key: one.name for key, one in catalogue.people.items()},
        layers=book.settings.layers,
        classifications=book.settings.classifications,
    )

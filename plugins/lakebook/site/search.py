"""What the search box finds on stamped pages, put into the index of Material's own search."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Any

from mkdocs.config.defaults import MkDocsConfig

from lakebook.pages import Page, SearchEntry
from lakebook.site.addresses import url_of


def add_to_index(config: MkDocsConfig, pages: Iterable[Page]) -> None:
    """Append the entries of *pages*, where the site has Material's search and it is on."""
    plugin: Any = config.plugins.get("material/search") or config.plugins.get("search")
    index = getattr(plugin, "search_index", None)
    entries = getattr(index, "entries", None)
    if entries is None:
        return
    for page in pages:
        url = url_of(page.address, config.use_directory_urls)
        listed = page.search
        if listed and listed[0].fragment:  # Material hangs entries with a fragment below the page's own
            listed = [SearchEntry(page.title, page.description), *listed]
        for entry in listed:
            entries.append(
                {
                    "location": f"{url}#{entry.fragment}" if entry.fragment else url,
                    "title": escape(entry.title, quote=False),
                    "text": escape(entry.text, quote=False),
                }
            )

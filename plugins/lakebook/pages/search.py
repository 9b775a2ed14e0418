"""The search page: all results of a query, which its address carries."""

from __future__ import annotations

from collections.abc import Iterator

from lakebook.book import Book
from lakebook.pages import Article, Context, Page, page_kind
from lakebook.pages import _addresses as addresses
from lakebook.pages._html import head

_FINDER = """
<div class="lb-finder">
<form role="search" aria-label="All results"><input class="lb-finder__query" type="search" name="q" aria-label="Search"
placeholder="Search datasets, columns, products" autocomplete="off" autocapitalize="off" spellcheck="false"></form>
<div class="lb-finder__facets"></div>
<p class="lb-finder__count" role="status"></p>
<ol class="lb-finder__results lb-list"></ol>
<button class="lb-finder__more md-button" type="button" hidden>More results</button>
<noscript><p>Searching needs JavaScript. Without it, start at the index pages above.</p></noscript>
</div>
"""


@page_kind
def search(book: Book, context: Context) -> Iterator[Page]:
    """One page, at ``search/``; a script fills it."""
    content = head("", "", "Search", "") + _FINDER.replace("\n", "")
    yield Page(address=addresses.SEARCH, title="Search", article=Article(content, "Search the whole book."))

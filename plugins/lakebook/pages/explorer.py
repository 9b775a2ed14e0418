"""The explorer: the lineage from any dataset on, and where to begin."""

from __future__ import annotations

from collections.abc import Iterator

from lakebook.book import Book
from lakebook.pages import Article, Context, Heading, Page, SearchEntry, page_kind
from lakebook.pages import _addresses as addresses
from lakebook.pages._html import head, plural, section
from lakebook.pages._lineage import FORMAT
from lakebook.pages._lineage.element import of_datasets
from lakebook.pages._lineage.groups import domain_groups
from lakebook.pages._lineage.start import NOTHING, domain_flow_cards, most_connected
from lakebook.pages._links import Links

MARK = '<div class="lb-explorer"'
"""By which the site knows that a page needs the explorer's script."""
_NOTHING = f'{{"v":{FORMAT},"nodes":[],"edges":[]}}'
"""A drawing about none; it is hidden until somebody chooses one."""


@page_kind
def explorer(book: Book, context: Context) -> Iterator[Page]:
    """One page, at ``lineage/``; without scripts it leads to the pages of datasets and domains."""
    links = Links(book, context, addresses.EXPLORER)
    edges = book.lineage.edge_count
    lead = f"{plural(edges, 'flow')} between {plural(len(book.catalogue.datasets), 'dataset')}: what comes from what."
    begin = (
        ("begin", "Most connected datasets", most_connected(links)),
        ("domains", "Domains", domain_flow_cards(links, domain_groups(book))),
    )
    shown = f'<div class="lb-begin">{"".join([section(*part) for part in begin])}</div>'
    content = head("", "", "Lineage", f"{lead} {_on_the_map(links)}") + (_box(links) + shown if edges else NOTHING)
    yield Page(
        address=addresses.EXPLORER,
        title="Lineage",
        article=Article(content, lead, [Heading(anchor, title) for anchor, title, body in begin if body]),
        section=addresses.EXPLORER,
        search=[SearchEntry("Lineage explorer", "page", summary=lead, text="upstream downstream graph sources")],
    )


def _on_the_map(links: Links) -> str:
    return f"See the whole of it on the {links.to(addresses.MAP, 'platform map')}."


def _box(links: Links) -> str:
    """Where the script puts its search, and the drawing; nothing where the book draws none."""
    if not links.book.draws_lineage:
        return ""
    search = links.context.link(links.source, addresses.SEARCH)
    return f'{MARK} data-search="{search}"></div>' + of_datasets(links, _NOTHING, "", ' focus="" hidden')

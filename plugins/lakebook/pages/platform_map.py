"""The platform map: which domain feeds which, and which product reads what another one writes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lakebook.book import Book
from lakebook.pages import Article, Context, Heading, Page, SearchEntry, page_kind
from lakebook.pages import _addresses as addresses
from lakebook.pages._html import Number, head, icon, section
from lakebook.pages._lineage.group_drawing import backbone_drawing
from lakebook.pages._lineage.groups import Groups, domain_groups, product_groups
from lakebook.pages._lineage.matrix import MOST, matrix
from lakebook.pages._lineage.start import NOTHING
from lakebook.pages._links import Links
from lakebook.pages._listing import Listing

TITLE = "Platform map"
_DOMAINS = "A flow is a dataset of one domain that is made of a dataset of another."
_PRODUCTS = "A flow is a dataset that one product writes and another one reads."


@page_kind
def platform_map(book: Book, context: Context) -> Iterator[Page]:
    """One page, at ``lineage/map/``, and the further pages of a long list of products or domains."""
    links = Links(book, context, addresses.MAP)
    levels = ((domain_groups(book), _DOMAINS), (product_groups(book), _PRODUCTS))
    parts, headings, lists = "", [], []
    for groups, said in levels:
        found = groups.flows.connected()
        others = _others(groups, found[MOST:])
        body = _level(links, groups, found, said, others)
        title = groups.nouns.capitalize()
        parts += section(groups.nouns, title, body, len(found))
        headings += [Heading(groups.nouns, title)] if body else []
        lists.append(others)
    lead = "Which domain feeds which, and which product reads what another one writes."
    content = head(links.to(addresses.EXPLORER, "Lineage"), "", TITLE, lead) + (parts or NOTHING)
    page = Page(
        address=addresses.MAP,
        title=TITLE,
        article=Article(content, lead, headings),
        section=addresses.MAP,
        search=[SearchEntry(TITLE, "page", summary=lead, text="flows between domains and products, matrix, overview")],
    )
    yield page
    for others in lists:
        yield from others.further(links, page, "", lambda there: there.to(addresses.EXPLORER, "Lineage"))


def _level(links: Links, groups: Groups, found: Sequence[str], said: str, others: Listing[str]) -> str:
    """Drawing, matrix, and the list of all that has no room in the matrix."""
    if not found:
        return ""
    shown = f'<p class="lb-note">{said}</p>{backbone_drawing(links, groups)}{matrix(links, groups, found[:MOST])}'
    if not others.records:
        return shown
    cut = f"The {MOST} {groups.nouns} with the most flows stand in the matrix; its totals count all."
    return f'{shown}<p class="lb-note">{cut}</p><h3>{len(others.records):,} more</h3>{others.html(links)}'


def _others(groups: Groups, keys: Sequence[str]) -> Listing[str]:
    def row(links: Links, key: str) -> str:
        group = groups.of(key)
        return (
            f'<tr><td><span class="lb-line">{icon(group.kind)}{links.to(group.address, group.title)}</span></td>'
            f"<td>{links.domain(group.domain)}</td>"
            f'<td class="lb-number">{groups.flows.taken(key):,}</td>'
            f'<td class="lb-number">{groups.flows.given(key):,}</td></tr>'
        )

    return Listing(
        name=groups.nouns,
        nouns=groups.nouns,
        records=keys,
        row=row,
        title_of=lambda key: groups.of(key).title,
        headings=(groups.nouns.capitalize()[:-1], "Domain", Number("Taken"), Number("Given")),
        kind="lb-flows",
        main=groups.nouns == "products",
    )

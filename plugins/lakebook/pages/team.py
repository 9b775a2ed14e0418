"""Teams: one page each, with its members, products and systems."""

from __future__ import annotations

from collections.abc import Iterator

from lakebook.book import Book
from lakebook.model.product import Product
from lakebook.model.team import Team
from lakebook.pages import Article, Context, Heading, Page, SearchEntry, page_kind
from lakebook.pages import _addresses as addresses
from lakebook.pages._html import badge, esc, facts, head, inline, item, items, outside, prose, section, split_sentence
from lakebook.pages._links import Links
from lakebook.pages._listing import Listing
from lakebook.pages._lists import products


@page_kind
def team(book: Book, context: Context) -> Iterator[Page]:
    """One page a team, and the further pages of a long list of products."""
    for record in book.catalogue.teams.values():
        links = Links(book, context, addresses.of_team(record.id))
        listing = products(one for one in book.products.values() if one.team == record.id)
        page = _page(links, record, listing)
        yield page
        yield from listing.further(links, page, "team", _crumbs)


def _crumbs(links: Links) -> str:
    return links.to(addresses.PEOPLE, "People")


def _page(links: Links, record: Team, listing: Listing[Product]) -> Page:
    title = record.title or record.id
    summary, text = split_sentence(record.description)
    systems = [system for system in links.book.catalogue.systems.values() if system.team == record.id]
    sections = (
        ("members", "Members", items((links.person_item(key) for key in record.members), "lb-list lb-people", 60)),
        ("products", "Products", listing.html(links)),
        ("systems", "Systems it runs", items(item("system", links.system(s.id), esc(s.kind)) for s in systems)),
    )
    content = (
        head(_crumbs(links), "team", title, inline(summary), badge(f"{record.kind} team"))
        + facts(
            (
                ("Channel", esc(record.channel)),
                ("Email", outside(f"mailto:{record.email}", record.email) if record.email else ""),
                ("Handle", f"<code>{esc(record.handle)}</code>" if record.handle else ""),
            )
        )
        + prose(text)
        + "".join([section(*part) for part in sections])
    )
    return Page(
        address=links.source,
        title=title,
        article=Article(content, summary, [Heading(part[0], part[1]) for part in sections if part[2]]),
        section=addresses.PEOPLE,
        path=record.path,
        line=record.line,
        search=[
            SearchEntry(title, "team", name=record.id, summary=summary, text=f"{record.description} {record.channel}")
        ],
    )

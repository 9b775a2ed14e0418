"""Teams: one page each, with its members and products."""

from __future__ import annotations

from collections.abc import Iterator

from lakebook.book import Book
from lakebook.pages import Context, Page, SearchEntry, page_kind
from lakebook.pages import _addresses as addresses
from lakebook.pages._html import badge, esc, facts, head, prose, section
from lakebook.pages._links import Links


@page_kind
def team(book: Book, context: Context) -> Iterator[Page]:
    """One page a team."""
    for record in book.catalogue.teams.values():
        address = addresses.of_team(record.id)
        links = Links(book, context, address)
        title = record.title or record.id
        members = "".join(f"<li>{links.person(key)}</li>" for key in record.members)
        products = "".join(
            f"<li>{links.product(product)}</li>" for product in book.products.values() if product.team == record.id
        )
        band = facts((("Channel", esc(record.channel)), ("Email", esc(record.email)), ("Handle", esc(record.handle))))
        content = (
            head(links.to(addresses.PEOPLE, "People"), badge(record.kind), title, "", band)
            + prose(record.description)
            + section("members", "Members", f"<ul>{members}</ul>" if members else "", len(record.members))
            + section("products", "Products", f"<ul>{products}</ul>" if products else "")
        )
        yield Page(
            address=address,
            title=title,
            content=content,
            section=addresses.PEOPLE,
            path=record.path,
            line=record.line,
            search=[SearchEntry(title, record.description)],
        )

"""Products: the list of all of them, and a page for each Work Initiation Document."""

from __future__ import annotations

from collections.abc import Iterator

from lakebook.book import Book
from lakebook.model.product import Product
from lakebook.pages import Context, Heading, Page, SearchEntry, page_kind
from lakebook.pages import _addresses as addresses
from lakebook.pages._html import badge, date, esc, facts, head, inline, outside, plural, section, table
from lakebook.pages._links import Links


@page_kind
def product(book: Book, context: Context) -> Iterator[Page]:
    """The list at ``products/`` and one page a product."""
    yield _index(book, context)
    for record in book.products.values():
        yield _page(book, context, record)


def _index(book: Book, context: Context) -> Page:
    links = Links(book, context, addresses.PRODUCTS)
    rows = (
        f"<tr><td>{links.product(record)}<small>{inline(record.summary)}</small></td>"
        f"<td>{badge(record.status, record.status)}</td><td>{links.domain(record.domain)}</td>"
        f"<td>{links.team(record.team)}</td></tr>"
        for record in book.products.values()
    )
    lead = f"{plural(len(book.products), 'product')} on the platform."
    content = head("", "", "Products", lead) + table(("Product", "Status", "Domain", "Team"), rows)
    return Page(address=addresses.PRODUCTS, title="Products", content=content, section=addresses.PRODUCTS)


def _page(book: Book, context: Context, record: Product) -> Page:
    address = addresses.of_product(record.id)
    links = Links(book, context, address)
    band = facts(
        (
            ("Domain", links.domain(record.domain)),
            ("Team", links.team(record.team)),
            ("Business contact", links.person(record.business_contact, reach=True)),
            ("Technical contact", links.person(record.technical_contact, reach=True)),
            ("Created", date(record.created)),
            ("Review by", date(record.review_by)),
        )
    )
    text, headings = context.markdown(record.body, record.path, record.body_line, address)
    crumb = links.to(addresses.PRODUCTS, "Products")
    content = (
        head(crumb, badge(record.status, record.status), record.title or record.id, inline(record.summary), band)
        + section("data", "Data", _data(book, links, record))
        + section("surfaces", "Surfaces", _surfaces(record))
        + section("decided", "Decisions", _decided(book, links, record))
        + text
    )
    return Page(
        address=address,
        title=record.title or record.id,
        description=record.summary,
        content=content,
        headings=[Heading("data", "Data"), *headings],
        section=addresses.PRODUCTS,
        path=record.path,
        line=record.line,
        search=[SearchEntry(record.title or record.id, f"{record.id} {record.summary}")],
    )


def _data(book: Book, links: Links, record: Product) -> str:
    def named(target: str) -> str:
        found = book.catalogue.resolve(target).dataset
        return links.dataset(found, found.id) if found else esc(target)

    reads = "".join(
        f"<li>{named(reference.target)}<small>{inline(reference.note)}</small></li>" for reference in record.reads
    )
    writes = "".join(
        f"<li>{named(write.dataset) if write.dataset else f'<code>{esc(write.path)}</code>'}</li>"
        for write in record.writes
    )
    sides = (("Reads", reads), ("Writes", writes))
    return (
        '<div class="lb-sides">'
        + "".join(
            f'<section class="lb-side"><h3>{title}</h3>{f"<ul>{items}</ul>" if items else "<p>Nothing.</p>"}</section>'
            for title, items in sides
        )
        + "</div>"
    )


def _surfaces(record: Product) -> str:
    rows = (
        f"<tr><td>{outside(surface.url, surface.name) if surface.url else esc(surface.name)}</td>"
        f"<td>{badge(surface.type)}</td><td>{esc(surface.audience)}</td></tr>"
        for surface in record.surfaces
    )
    return table(("Surface", "Type", "Audience"), rows)


def _decided(book: Book, links: Links, record: Product) -> str:
    listed = [decision for name in record.adrs if (decision := book.decisions.find(name)) is not None]
    listed += [decision for decision in book.decisions if record.id in decision.products and decision not in listed]
    items = "".join(
        f"<li>{links.decision(decision)} {badge(decision.status, decision.status)}</li>" for decision in listed
    )
    return f"<ul>{items}</ul>" if items else ""

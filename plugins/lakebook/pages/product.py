"""Products: the list of all of them, and a page for each Work Initiation Document."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import partial

from lakebook.book import Book
from lakebook.model.product import Product
from lakebook.pages import Article, Context, Heading, Page, SearchEntry, page_kind
from lakebook.pages import _addresses as addresses
from lakebook.pages._flow import flow, integrations
from lakebook.pages._grants import granted
from lakebook.pages._html import (
    OWN_TITLE,
    badge,
    date,
    esc,
    facts,
    head,
    icon,
    inline,
    items,
    outside,
    plural,
    section,
    shortened,
)
from lakebook.pages._lineage.nodes import Nodes, shared_nodes
from lakebook.pages._lineage.product_drawing import product_drawing, reads_and_writes
from lakebook.pages._links import Links
from lakebook.pages._listing import Listing

_ORDER = ("active", "proposed", "draft", "deprecated", "retired")


@page_kind
def product(book: Book, context: Context) -> Iterator[Page]:
    """The list at ``products/`` and one page a product."""
    yield from _index(book, context)
    nodes = shared_nodes(book, context)
    for record in book.products.values():
        yield _page(book, context, nodes, record)


def _index(book: Book, context: Context) -> Iterator[Page]:
    links = Links(book, context, addresses.PRODUCTS)
    listing = Listing(
        name="list",
        nouns="products",
        records=sorted(book.products.values(), key=lambda one: (_ORDER.index(one.status), one.title.lower())),
        row=_row,
        title_of=lambda one: one.title or one.id,
        headings=("Product", "Status", "Domain", "Team"),
    )
    counts: Counter[str] = Counter(record.status for record in book.products.values())
    said = ", ".join(f"{counts[status]:,} {status}" for status in _ORDER if counts[status])
    lead = f"{plural(len(book.products), 'product')} on the platform{': ' if said else ''}{said}."
    content = head("", "", "Products", lead) + listing.html(links)
    page = Page(address=addresses.PRODUCTS, title="Products", article=Article(content), section=addresses.PRODUCTS)
    yield page
    yield from listing.further(links, page, "product", lambda there: "")


def _row(links: Links, record: Product) -> str:
    return (
        f'<tr><td><span class="lb-line">{icon("product")}<span class="lb-what">{links.product(record)}'
        f"<small>{inline(shortened(record.summary))}</small></span></span></td>"
        f'<td data-sort="{_ORDER.index(record.status)}">{badge(record.status, record.status)}</td>'
        f"<td>{links.domain(record.domain)}</td><td>{links.team(record.team)}</td></tr>"
    )


def _page(book: Book, context: Context, nodes: Nodes, record: Product) -> Page:
    address = addresses.of_product(record.id)
    links = Links(book, context, address)
    title = record.title or record.id
    text, headings = context.markdown(record.body, record.path, record.body_line, address)
    data = (("data", "Data", flow(links, record)),)
    other = (("integrations", "Systems outside the catalogue", integrations(record)),)
    after = (
        ("granted", "What it may read", granted(links, record)),
        ("decided", "Decisions", _decided(links, record)),
    )
    above = _head(links, record, title) + _succeeded(links, record) + _facts(links, record) + _sections(data)
    below = _sections(other) + OWN_TITLE.sub(r'<span id="\1"></span>', text, count=1) + _sections(after)
    around = [*_headings(data)], [*_headings(other), *headings, *_headings(after)]
    return Page(
        address=address,
        title=title,
        article=partial(_article, links, nodes, record, (above, below), around),
        made_from=_made_from(links, record, above, below),
        section=addresses.PRODUCTS,
        path=record.path,
        line=record.line,
        search=[
            SearchEntry(
                title,
                "product",
                name=record.id,
                summary=record.summary,
                text=" ".join([record.body, *record.tags]),
                domain=record.domain,
                status=record.status,
                successor=next((addresses.of_product(one.id) for one in _successors(book, record)), ""),
            )
        ],
    )


def _made_from(links: Links, record: Product, *said: str) -> bytes:
    """What stands on all that is *said*, and on a drawing of what is around what it reads and writes."""
    surroundings, draws = links.book.surroundings, links.book.draws_lineage
    datasets = [links.book.catalogue.datasets[key] for key in reads_and_writes(links, record)]
    parts = [surroundings.of(one) + (surroundings.around(one) if draws else b"") for one in datasets]
    parts += [text.encode("utf-8", "replace") for text in (record.summary, *said)]
    return hashlib.blake2b(b"".join(parts), digest_size=16).digest()


def _article(
    links: Links,
    nodes: Nodes,
    record: Product,
    content: tuple[str, str],
    headings: tuple[list[Heading], list[Heading]],
) -> Article:
    """What is above the lineage and below it, with the lineage between the two."""
    lineage = (("lineage", "Lineage", product_drawing(links, nodes, record)),)
    (above, below), (first, last) = content, headings
    return Article(f"{above}{_sections(lineage)}{below}", record.summary, [*first, *_headings(lineage), *last])


def _head(links: Links, record: Product, title: str) -> str:
    crumb, status = links.to(addresses.PRODUCTS, "Products"), badge(record.status, record.status)
    return head(crumb, "product", title, inline(record.summary), status)


def _sections(sections: Iterable[tuple[str, str, str]]) -> str:
    return "".join([section(*part) for part in sections])


def _headings(sections: Iterable[tuple[str, str, str]]) -> list[Heading]:
    return [Heading(anchor, title) for anchor, title, body in sections if body]


def _successors(book: Book, record: Product) -> list[Product]:
    """What replaces it, where it is out of use."""
    if record.status not in ("deprecated", "retired"):
        return []
    return [one for one in book.products.values() if one.replaces == record.id]


def _succeeded(links: Links, record: Product) -> str:
    if record.status not in ("deprecated", "retired"):
        return ""
    successors = _successors(links.book, record)
    instead = f" Use {', '.join(links.product(one) for one in successors)} instead." if successors else ""
    return f'<p class="lb-notice">This product is {esc(record.status)}.{instead}</p>'


def _facts(links: Links, record: Product) -> str:
    replaced = links.book.products.get(record.replaces) if record.replaces else None
    kinds = {
        "sourceAligned": "source-aligned",
        "aggregate": "aggregate",
        "consumerAligned": "consumer-aligned",
    }
    return facts(
        (
            ("Domain", links.domain(record.domain)),
            ("Team", links.team(record.team)),
            ("Business contact", links.person(record.business_contact, reach=True)),
            ("Technical contact", links.person(record.technical_contact, reach=True)),
            ("Type", kinds.get(record.type, "")),
            ("Created", date(record.created)),
            ("Review by", date(record.review_by)),
            ("Replaces", links.product(replaced) if replaced else esc(record.replaces)),
            ("Tags", esc(", ".join(record.tags))),
            ("Links", ", ".join([outside(link.url, link.title) for link in record.links])),
        )
    )


def _decided(links: Links, record: Product) -> str:
    decisions = links.book.decisions
    listed = [decision for name in record.adrs if (decision := decisions.find(name)) is not None]
    listed += [decision for decision in decisions if record.id in decision.products and decision not in listed]
    return items(links.decision_item(decision) for decision in listed)

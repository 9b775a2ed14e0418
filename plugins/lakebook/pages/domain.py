"""Domains: the index of all of them, and a page for each with its systems, products and terms."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from lakebook.book import Book
from lakebook.model.domain import Domain, Term
from lakebook.pages import Article, Context, Heading, Page, SearchEntry, page_kind
from lakebook.pages import _addresses as addresses
from lakebook.pages._html import (
    badge,
    beside,
    esc,
    facts,
    first_sentence,
    head,
    inline,
    outside,
    plural,
    prose,
    section,
    split_sentence,
)
from lakebook.pages._lineage.group_drawing import group_drawing
from lakebook.pages._lineage.groups import Groups, domain_groups
from lakebook.pages._links import Links, domain_title
from lakebook.pages._listing import Listing
from lakebook.pages._lists import domain_cards, products, systems
from lakebook.pages._workbooks import Workbooks

Named = tuple[str, Term]
"""A term and its name."""


@page_kind
def domain(book: Book, context: Context) -> Iterator[Page]:
    """The index at ``domains/`` and one page a domain, each with the further pages of its lists."""
    yield from _index(book, context)
    workbooks, groups = Workbooks(book, context), domain_groups(book)
    for record in book.catalogue.domains.values():
        yield from _pages(book, context, record, workbooks, groups)


def _index(book: Book, context: Context) -> Iterator[Page]:
    links = Links(book, context, addresses.DOMAINS)
    catalogue = book.catalogue
    listing = systems(sorted(catalogue.systems.values(), key=lambda one: (one.title or one.id).lower()), by_domain=True)
    lead = (
        f"{plural(len(catalogue.datasets), 'dataset')} with {plural(catalogue.column_count(), 'column')}, "
        f"kept by {plural(len(catalogue.domains), 'domain')} in {plural(len(catalogue.systems), 'system')}."
    )
    listed = listing.html(links)
    content = (
        head("", "", "Catalogue", lead)
        + section("domains", "Domains", domain_cards(links), len(catalogue.domains))
        + section("systems", "Systems", listed, len(catalogue.systems))
    )
    headings = [Heading("domains", "Domains"), Heading("systems", "Systems")] if listed else []
    page = Page(
        address=addresses.DOMAINS,
        title="Catalogue",
        article=Article(content, headings=headings),
        section=addresses.DOMAINS,
    )
    yield page
    yield from listing.further(links, page, "system", lambda there: "")


def _pages(book: Book, context: Context, record: Domain, workbooks: Workbooks, groups: Groups) -> Iterator[Page]:
    address = addresses.of_domain(record.id)
    links = Links(book, context, address)
    lists = (
        systems(book.catalogue.systems_of(record), by_domain=False),
        products(one for one in book.products.values() if one.domain == record.id),
    )
    terms = _terms(record)
    page = _page(links, record, (*lists, terms), workbooks, group_drawing(links, groups, record.id))
    page.search = [_search(record), *_searched_terms(record, terms.parts[0])]
    yield page
    for listing in lists:
        yield from listing.further(links, page, "domain", _crumbs)
    for part, more in zip(terms.parts[1:], terms.further(links, page, "term", _crumbs), strict=True):
        more.search = _searched_terms(record, part)
        yield more


def _page(links: Links, record: Domain, lists: Iterable[Listing[Any]], workbooks: Workbooks, drawn: str) -> Page:
    summary, text = split_sentence(record.description)
    listed = [(one.name, one.nouns.capitalize(), one.html(links), len(one.records)) for one in lists]
    sections = [*listed[:1], ("lineage", "Lineage", drawn, None), *listed[1:]]
    content = (
        head(_crumbs(links), "domain", domain_title(record), inline(summary))
        + _facts(links, record, workbooks)
        + beside(prose(text), "")
        + "".join([section(*part) for part in sections])
    )
    return Page(
        address=links.source,
        title=domain_title(record),
        article=Article(content, summary, [Heading(part[0], part[1]) for part in sections if part[2]]),
        section=links.source,
        path=record.path,
        line=record.line,
        downloads=workbooks.offered(record, links.source),
    )


def _crumbs(links: Links) -> str:
    return links.to(addresses.DOMAINS, "Catalogue")


def _facts(links: Links, record: Domain, workbooks: Workbooks) -> str:
    catalogue = links.book.catalogue
    return facts(
        (
            ("Custodian", links.person(record.custodian, reach=True) or badge("nobody", "retired")),
            ("Deputy", links.person(catalogue.deputy_of(record), reach=True)),
            ("Classification", links.classification(record.classification)),
            ("Datasets", f"{len(catalogue.datasets_of(record)):,}"),
            ("Workbook", workbooks.link(links, record)),
            ("Tags", esc(", ".join(record.tags))),
            ("Links", ", ".join([outside(link.url, link.title) for link in record.links])),
        )
    )


def _terms(record: Domain) -> Listing[Named]:
    def row(links: Links, named: Named) -> str:
        name, term = named
        return (
            f'<div><dt id="term-{esc(addresses.slug(name))}">{esc(name)}</dt><dd>{inline(term.definition)}'
            f"{_beyond(links, record, name, term)}</dd></div>"
        )

    return Listing(
        name="terms",
        nouns="terms",
        records=list(record.terms.items()),
        row=row,
        title_of=lambda named: named[0],
        tag="dl",
        kind="lb-terms",
        main=False,
    )


def _beyond(links: Links, record: Domain, name: str, term: Term) -> str:
    """What a term is also called, and where the same word means something else."""
    elsewhere = [
        f"{links.domain(other.id)}: {inline(found[1].definition)}"
        for other in links.book.catalogue.domains.values()
        if other is not record and (found := links.book.catalogue.term(name, other.id))
    ]
    lines = (
        ("Also called", esc(", ".join(term.synonyms))),
        ("Note", inline(term.note)),
        ("Answers for it", links.person(term.owner)),
        ("Elsewhere", "<br>".join(elsewhere)),
    )
    return "".join(f"<small><b>{label}</b> {html}</small>" for label, html in lines if html)


def _search(record: Domain) -> SearchEntry:
    return SearchEntry(
        domain_title(record),
        "domain",
        name=record.id,
        summary=first_sentence(record.description),
        text=record.description,
        domain=record.id,
        custodian=record.custodian,
    )


def _searched_terms(record: Domain, terms: Iterable[Named]) -> list[SearchEntry]:
    return [
        SearchEntry(
            name,
            "term",
            summary=first_sentence(term.definition),
            text=" ".join([term.definition, term.note, *term.synonyms]),
            fragment=f"term-{addresses.slug(name)}",
            domain=record.id,
        )
        for name, term in terms
    ]

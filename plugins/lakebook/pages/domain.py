"""Domains: the index of all of them, and a page for each with its systems, products and terms."""

from __future__ import annotations

from collections.abc import Iterator

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
    table,
)
from lakebook.pages._links import Links, domain_title
from lakebook.pages._lists import domain_cards, products_of_domain


@page_kind
def domain(book: Book, context: Context) -> Iterator[Page]:
    """The index at ``domains/`` and one page a domain."""
    yield _index(book, context)
    for record in book.catalogue.domains.values():
        yield _page(book, context, record)


def _index(book: Book, context: Context) -> Page:
    links = Links(book, context, addresses.DOMAINS)
    catalogue = book.catalogue
    rows = (
        f"<tr><td>{links.system(system.id)}<small>{inline(first_sentence(system.description))}</small></td>"
        f"<td>{esc(system.kind)}</td><td>{links.domain(system.domain)}</td>"
        f'<td class="lb-number">{plural(len(catalogue.datasets_of(system)), "dataset")}</td></tr>'
        for system in sorted(catalogue.systems.values(), key=lambda one: (one.title or one.id).lower())
    )
    lead = (
        f"{plural(len(catalogue.datasets), 'dataset')} with {plural(catalogue.column_count(), 'column')}, "
        f"kept by {plural(len(catalogue.domains), 'domain')} in {plural(len(catalogue.systems), 'system')}."
    )
    listed = table(("System", "Kind", "Domain", "Datasets"), rows)
    content = (
        head("", "", "Catalogue", lead)
        + section("domains", "Domains", domain_cards(links), len(catalogue.domains))
        + section("systems", "Systems", listed, len(catalogue.systems))
    )
    headings = [Heading("domains", "Domains"), Heading("systems", "Systems")] if listed else []
    return Page(
        address=addresses.DOMAINS,
        title="Catalogue",
        article=Article(content, headings=headings),
        section=addresses.DOMAINS,
    )


def _page(book: Book, context: Context, record: Domain) -> Page:
    address = addresses.of_domain(record.id)
    links = Links(book, context, address)
    summary, text = split_sentence(record.description)
    sections = (
        ("systems", "Systems", _systems(links, record), len(book.catalogue.systems_of(record))),
        ("products", "Products", products_of_domain(links, record), None),
        ("terms", "Terms", _terms(links, record), len(record.terms)),
    )
    crumb = links.to(addresses.DOMAINS, "Catalogue")
    content = (
        head(crumb, "domain", domain_title(record), inline(summary))
        + _facts(links, record)
        + beside(prose(text), "")
        + "".join([section(*part) for part in sections])
    )
    return Page(
        address=address,
        title=domain_title(record),
        article=Article(content, summary, [Heading(part[0], part[1]) for part in sections if part[2]]),
        section=address,
        path=record.path,
        line=record.line,
        search=_search(record),
    )


def _facts(links: Links, record: Domain) -> str:
    catalogue = links.book.catalogue
    return facts(
        (
            ("Custodian", links.person(record.custodian, reach=True) or badge("nobody", "retired")),
            ("Deputy", links.person(catalogue.deputy_of(record), reach=True)),
            ("Classification", links.classification(record.classification)),
            ("Datasets", f"{len(catalogue.datasets_of(record)):,}"),
            ("Tags", esc(", ".join(record.tags))),
            ("Links", ", ".join([outside(link.url, link.title) for link in record.links])),
        )
    )


def _systems(links: Links, record: Domain) -> str:
    catalogue = links.book.catalogue
    rows = (
        f"<tr><td>{links.system(system.id)}<small>{inline(first_sentence(system.description))}</small></td>"
        f"<td>{esc(system.kind)}</td><td>{links.person(catalogue.custodian_of(system))}</td>"
        f'<td class="lb-number">{plural(len(catalogue.datasets_of(system)), "dataset")}</td></tr>'
        for system in catalogue.systems_of(record)
    )
    return table(("System", "Kind", "Custodian", "Datasets"), rows)


def _terms(links: Links, record: Domain) -> str:
    terms = "".join(
        f'<dt id="term-{esc(addresses.slug(name))}">{esc(name)}</dt><dd>{inline(term.definition)}'
        f"{_beyond(links, record, name, term)}</dd>"
        for name, term in record.terms.items()
    )
    return f'<dl class="lb-terms">{terms}</dl>' if terms else ""


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


def _search(record: Domain) -> list[SearchEntry]:
    entry = SearchEntry(
        domain_title(record),
        "domain",
        name=record.id,
        summary=first_sentence(record.description),
        text=record.description,
        domain=record.id,
        custodian=record.custodian,
    )
    terms = [
        SearchEntry(
            name,
            "term",
            summary=first_sentence(term.definition),
            text=" ".join([term.definition, term.note, *term.synonyms]),
            fragment=f"term-{addresses.slug(name)}",
            domain=record.id,
        )
        for name, term in record.terms.items()
    ]
    return [entry, *terms]

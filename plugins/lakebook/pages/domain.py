"""Domains: the index of all of them, and a page for each with its systems."""

from __future__ import annotations

from collections.abc import Iterator

from lakebook.book import Book
from lakebook.model.domain import Domain
from lakebook.pages import Context, Heading, Page, SearchEntry, page_kind
from lakebook.pages import _addresses as addresses
from lakebook.pages._html import badge, esc, facts, first_sentence, head, inline, plural, prose, section, table
from lakebook.pages._links import Links, domain_title


@page_kind
def domain(book: Book, context: Context) -> Iterator[Page]:
    """The index at ``domains/`` and one page a domain."""
    yield _index(book, context)
    for record in book.catalogue.domains.values():
        yield _page(book, context, record)


def _index(book: Book, context: Context) -> Page:
    links = Links(book, context, addresses.DOMAINS)
    catalogue = book.catalogue
    domains = sorted(catalogue.domains.values(), key=lambda record: domain_title(record).lower())
    rows = (
        f"<tr><td>{links.domain(record.id)}<small>{inline(first_sentence(record.description))}</small></td>"
        f"<td>{links.person(catalogue.custodian_of(record))}</td>"
        f"<td>{len(catalogue.systems_of(record)):,}</td><td>{len(catalogue.datasets_of(record)):,}</td></tr>"
        for record in domains
    )
    lead = f"{plural(len(domains), 'domain')}, {plural(len(catalogue.datasets), 'dataset')}."
    content = head("", "", "Catalogue", lead) + table(("Domain", "Custodian", "Systems", "Datasets"), rows)
    return Page(address=addresses.DOMAINS, title="Catalogue", content=content, section=addresses.DOMAINS)


def _page(book: Book, context: Context, record: Domain) -> Page:
    address = addresses.of_domain(record.id)
    links = Links(book, context, address)
    catalogue = book.catalogue
    systems = catalogue.systems_of(record)
    rows = (
        f"<tr><td>{links.system(system.id)}<small>{inline(first_sentence(system.description))}</small></td>"
        f"<td>{esc(system.kind)}</td><td>{links.person(catalogue.custodian_of(system))}</td>"
        f"<td>{len(catalogue.datasets_of(system)):,}</td></tr>"
        for system in systems
    )
    terms = "".join(
        f'<dt id="term-{esc(addresses.slug(name))}">{esc(name)}</dt><dd>{inline(term.definition)}</dd>'
        for name, term in record.terms.items()
    )
    band = facts(
        (
            ("Custodian", links.person(record.custodian, reach=True)),
            ("Deputy", links.person(catalogue.deputy_of(record), reach=True)),
            ("Classification", links.classification(record.classification)),
        )
    )
    content = (
        head(links.to(addresses.DOMAINS, "Catalogue"), badge("domain"), domain_title(record), "", band)
        + prose(record.description)
        + section("systems", "Systems", table(("System", "Kind", "Custodian", "Datasets"), rows), len(systems))
        + section("terms", "Terms", f'<dl class="lb-terms">{terms}</dl>' if terms else "", len(record.terms))
    )
    headings = [Heading("systems", "Systems")] + ([Heading("terms", "Terms")] if terms else [])
    return Page(
        address=address,
        title=domain_title(record),
        description=first_sentence(record.description),
        content=content,
        headings=headings,
        section=address,
        path=record.path,
        line=record.line,
        search=[SearchEntry(domain_title(record), record.description)],
    )

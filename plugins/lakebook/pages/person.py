"""People: the custodian network, and one page a person."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from lakebook.book import Book
from lakebook.model.dataset import Dataset
from lakebook.model.domain import Domain
from lakebook.model.person import Person
from lakebook.model.product import Product
from lakebook.pages import Article, Context, Heading, Page, SearchEntry, page_kind
from lakebook.pages import _addresses as addresses
from lakebook.pages._html import badge, date, esc, facts, head, item, items, outside, plural, section
from lakebook.pages._links import Links, domain_title
from lakebook.pages._listing import Listing
from lakebook.pages._lists import datasets_of_person, people, products, teams


@page_kind
def person(book: Book, context: Context) -> Iterator[Page]:
    """The custodian network at ``people/`` and one page a person."""
    yield from _network(book, context)
    for record in book.catalogue.people.values():
        yield from _pages(book, context, record)


def _network(book: Book, context: Context) -> Iterator[Page]:
    links = Links(book, context, addresses.PEOPLE)
    catalogue = book.catalogue
    domains = sorted(catalogue.domains.values(), key=lambda domain: domain_title(domain).lower())
    cards = "".join(_answering(links, domain) for domain in domains)
    architects = [
        key for key, one in catalogue.people.items() if "data architect" in (role.lower() for role in one.roles)
    ]
    orphans = [dataset for dataset in catalogue.datasets.values() if not catalogue.custodian_of(dataset)]
    lists = (
        datasets_of_person("nobody", orphans),
        teams(catalogue.teams.values()),
        people("everyone", sorted(catalogue.people.values(), key=lambda one: one.name.lower())),
    )
    nobody, grouped, everyone = [one.html(links) for one in lists]
    sections = (
        ("architects", "Data architect", items(links.person_item(key) for key in architects), None),
        ("domains", "Domains", f'<ul class="lb-cards lb-cards--wide">{cards}</ul>' if cards else "", None),
        ("nobody", "What nobody answers for", nobody, len(orphans)),
        ("teams", "Teams", grouped, len(catalogue.teams)),
        ("everyone", "Everyone", everyone, len(catalogue.people)),
    )
    content = head("", "", "Custodian network", "Who answers for which data, and who stands in for them.")
    content += "".join([section(*part) for part in sections])
    page = Page(
        address=addresses.PEOPLE,
        title="Custodian network",
        article=Article(content, headings=[Heading(part[0], part[1]) for part in sections if part[2]]),
        section=addresses.PEOPLE,
    )
    yield page
    for listing in lists:
        yield from listing.further(links, page, "person", lambda there: "")


def _answering(links: Links, domain: Domain) -> str:
    """A card: the custodian of a domain, the deputy, and systems that answer to somebody else."""
    catalogue = links.book.catalogue
    deputy = links.person(catalogue.deputy_of(domain))
    others = "".join(
        f"<dt>{links.system(system.id)}</dt><dd>{links.person(system.custodian)}</dd>"
        for system in catalogue.systems_of(domain)
        if system.custodian and system.custodian != domain.custodian
    )
    return (
        f'<li class="lb-card"><p class="lb-card__title">{links.domain(domain.id)}'
        f"<small>{plural(len(catalogue.datasets_of(domain)), 'dataset')}</small></p>"
        f"<dl><dt>Custodian</dt><dd>{links.person(domain.custodian, reach=True) or badge('nobody', 'retired')}</dd>"
        f"<dt>Deputy</dt><dd>{deputy or badge('nobody', 'deprecated')}</dd>{others}</dl></li>"
    )


def _pages(book: Book, context: Context, record: Person) -> Iterator[Page]:
    links = Links(book, context, addresses.of_person(record.id))
    answered = datasets_of_person("datasets", book.catalogue.answered_by(record.id))
    contact = products(_products(book, record))
    page = _page(links, record, answered, contact)
    yield page
    for listing in (answered, contact):
        yield from listing.further(links, page, "person", _crumbs)


def _crumbs(links: Links) -> str:
    return links.to(addresses.PEOPLE, "People")


def _page(links: Links, record: Person, answered: Listing[Dataset], contact: Listing[Product]) -> Page:
    return Page(
        address=links.source,
        title=record.name,
        article=partial(_article, links, record, answered, contact),
        made_from=links.book.surroundings.of_list(answered.records, contact.records),
        section=addresses.PEOPLE,
        path=record.path,
        line=record.line,
        search=[SearchEntry(record.name, "person", name=record.id, summary=record.title, text=" ".join(record.roles))],
    )


def _article(links: Links, record: Person, answered: Listing[Dataset], contact: Listing[Product]) -> Article:
    book = links.book
    catalogue = book.catalogue
    domains = [domain for domain in catalogue.domains.values() if record.id in (domain.custodian, domain.deputy)]
    systems = [system for system in catalogue.systems.values() if record.id in (system.custodian, system.deputy)]
    stands_in = [one for one in catalogue.people.values() if one.deputy == record.id]
    places = [
        item("domain", links.domain(one.id), "custodian" if one.custodian == record.id else "deputy") for one in domains
    ] + [
        item("system", links.system(one.id), "custodian" if one.custodian == record.id else "deputy") for one in systems
    ]
    sections = (
        ("answers", "Answers for", items(places), None),
        ("datasets", "Datasets", answered.html(links), len(answered.records)),
        ("stands-in", "Stands in for", items(links.person_item(one.id) for one in stands_in), None),
        ("contact", "Contact of", contact.html(links), None),
    )
    badges = badge("left", "retired") if record.has_left(book.today) else ""
    badges += "".join([badge(role) for role in record.roles])
    content = (
        head(_crumbs(links), "person", record.name, esc(record.title), badges)
        + _facts(links, record)
        + "".join([section(*part) for part in sections])
    )
    return Article(
        content,
        f"{record.name}: {plural(len(answered.records), 'dataset')}",
        [Heading(part[0], part[1]) for part in sections if part[2]],
    )


def _products(book: Book, record: Person) -> list[Product]:
    contacts = ((one, (one.business_contact, one.technical_contact)) for one in book.products.values())
    return [product for product, named in contacts if record.id in named]


def _facts(links: Links, record: Person) -> str:
    teams = [team for team in links.book.catalogue.teams.values() if record.id in team.members]
    return facts(
        (
            ("Address", outside(f"mailto:{record.email}", record.email) if record.email else ""),
            ("Handle", f"<code>{esc(record.handle)}</code>" if record.handle else ""),
            ("Teams", ", ".join([links.team(team.id) for team in teams])),
            ("Deputy", links.person(record.deputy)),
            ("Reports to", links.person(record.manager)),
            ("From", date(record.from_)),
            ("Until", date(record.until)),
        )
    )

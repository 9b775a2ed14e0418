"""People: the custodian network, and one page a person."""

from __future__ import annotations

from collections.abc import Iterator

from lakebook.book import Book
from lakebook.model.person import Person
from lakebook.pages import Context, Page, SearchEntry, page_kind
from lakebook.pages import _addresses as addresses
from lakebook.pages._html import badge, date, esc, facts, head, outside, plural, section, table
from lakebook.pages._links import Links, domain_title


@page_kind
def person(book: Book, context: Context) -> Iterator[Page]:
    """The custodian network at ``people/`` and one page a person."""
    yield _network(book, context)
    for record in book.catalogue.people.values():
        yield _page(book, context, record)


def _network(book: Book, context: Context) -> Page:
    links = Links(book, context, addresses.PEOPLE)
    catalogue = book.catalogue
    domains = sorted(catalogue.domains.values(), key=lambda domain: domain_title(domain).lower())
    rows = (
        f"<tr><td>{links.domain(domain.id)}</td>"
        f"<td>{links.person(domain.custodian, reach=True) or badge('nobody')}</td>"
        f"<td>{links.person(catalogue.deputy_of(domain), reach=True)}</td>"
        f"<td>{len(catalogue.datasets_of(domain)):,}</td></tr>"
        for domain in domains
    )
    architects = "".join(
        f"<li>{links.person(key, reach=True)}</li>"
        for key, one in catalogue.people.items()
        if "data architect" in (role.lower() for role in one.roles)
    )
    orphans = [dataset for dataset in catalogue.datasets.values() if not catalogue.custodian_of(dataset)]
    nobody = "".join(f"<li>{links.dataset(dataset, dataset.id)}</li>" for dataset in orphans)
    everyone = "".join(f"<li>{links.person(key)}</li>" for key in catalogue.people)
    content = (
        head("", "", "Custodian network", "Who answers for what, and who stands in.")
        + section("domains", "Domains", table(("Domain", "Custodian", "Deputy", "Datasets"), rows))
        + section("architects", "Data architects", f"<ul>{architects}</ul>" if architects else "")
        + section("nobody", "What nobody answers for", f"<ul>{nobody}</ul>" if nobody else "", len(orphans))
        + section("everyone", "Everyone", f'<ul class="lb-people">{everyone}</ul>' if everyone else "")
    )
    return Page(address=addresses.PEOPLE, title="Custodian network", content=content, section=addresses.PEOPLE)


def _page(book: Book, context: Context, record: Person) -> Page:
    address = addresses.of_person(record.id)
    links = Links(book, context, address)
    catalogue = book.catalogue
    domains = [domain for domain in catalogue.domains.values() if domain.custodian == record.id]
    datasets = [dataset for dataset in catalogue.datasets.values() if catalogue.custodian_of(dataset) == record.id]
    products = [
        product
        for product in book.products.values()
        if record.id in (product.business_contact, product.technical_contact)
    ]
    teams = [team for team in catalogue.teams.values() if record.id in team.members]
    badges = badge("left", "retired") if record.has_left(book.today) else ""
    band = facts(
        (
            ("Address", outside(f"mailto:{record.email}", record.email) if record.email else ""),
            ("Roles", esc(", ".join(record.roles))),
            ("Deputy", links.person(record.deputy)),
            ("Reports to", links.person(record.manager)),
            ("From", date(record.from_)),
            ("Until", date(record.until)),
            ("Teams", ", ".join(links.team(team.id) for team in teams)),
        )
    )
    answers = [f"<li>{links.domain(domain.id)} {badge('domain')}</li>" for domain in domains]
    answers += [f"<li>{links.dataset(dataset, dataset.id)}</li>" for dataset in datasets]
    contact = "".join(f"<li>{links.product(product)}</li>" for product in products)
    lead = esc(record.title)
    content = (
        head(links.to(addresses.PEOPLE, "People"), badges, record.name, lead, band)
        + section("answers", "Answers for", f"<ul>{''.join(answers)}</ul>" if answers else "", len(datasets))
        + section("contact", "Contact of", f"<ul>{contact}</ul>" if contact else "", len(products))
    )
    return Page(
        address=address,
        title=record.name,
        description=f"{record.name}: {plural(len(datasets), 'dataset')}",
        content=content,
        section=addresses.PEOPLE,
        path=record.path,
        line=record.line,
        search=[SearchEntry(record.name, " ".join([record.id, record.title, *record.roles]))],
    )

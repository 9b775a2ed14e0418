"""Lists that several pages show: cards of domains, datasets, systems, products, people."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lakebook.model.dataset import Dataset
from lakebook.model.person import Person
from lakebook.model.product import Product
from lakebook.model.system import System
from lakebook.model.team import Team
from lakebook.pages._html import (
    Number,
    badge,
    esc,
    first_sentence,
    icon,
    inline,
    item,
    plural,
    shortened,
)
from lakebook.pages._links import Links, domain_title, system_title
from lakebook.pages._listing import Listing


def domain_cards(links: Links) -> str:
    """A card for each domain: what it is, how much it holds, who answers for it."""
    catalogue = links.book.catalogue
    domains = sorted(catalogue.domains.values(), key=lambda domain: domain_title(domain).lower())
    cards = "".join(
        f'<li class="lb-card"><p class="lb-card__title">{icon("domain")}{links.domain(domain.id)}</p>'
        f"<p>{plural(len(catalogue.systems_of(domain)), 'system')}, "
        f"{plural(len(catalogue.datasets_of(domain)), 'dataset')}</p>"
        f"{links.person(catalogue.custodian_of(domain)) or badge('nobody answers for it', 'retired')}</li>"
        for domain in domains
    )
    return f'<ul class="lb-cards">{cards}</ul>' if cards else ""


def datasets_of_system(datasets: Sequence[Dataset]) -> Listing[Dataset]:
    """Datasets of one system, or of one schema of it."""
    return Listing(
        name="datasets",
        nouns="datasets",
        records=datasets,
        row=_dataset_of_system,
        title_of=lambda one: one.display_title,
        headings=("Dataset", "Name", "Layer", Number("Columns")),
        kind="lb-datasets",
    )


def _dataset_of_system(links: Links, dataset: Dataset) -> str:
    said = shortened(first_sentence(dataset.description))
    name = f"<td><code>{esc(dataset.schema)}.<wbr>{esc(dataset.name)}</code></td>"
    return _dataset(links, dataset, inline(said), name)


def datasets_of_person(name: str, datasets: Sequence[Dataset]) -> Listing[Dataset]:
    """Datasets of many systems that one person, or nobody, answers for; *name* is the list's."""
    return Listing(
        name=name,
        nouns="datasets",
        records=datasets,
        row=_dataset_of_person,
        title_of=lambda one: one.display_title,
        headings=("Dataset", "System", "Layer", Number("Columns")),
        kind="lb-datasets",
        main=name == "datasets",
    )


def _dataset_of_person(links: Links, dataset: Dataset) -> str:
    name = f"<code>{esc(dataset.schema)}.{esc(dataset.name)}</code>"
    return _dataset(links, dataset, name, f"<td>{links.system(dataset.system)}</td>")


def _dataset(links: Links, dataset: Dataset, note: str, cell: str) -> str:
    status = badge(dataset.status, dataset.status) if dataset.status != "active" else ""
    return (
        f'<tr><td><span class="lb-line">{icon(dataset.kind)}<span class="lb-what">'
        f"{links.dataset(dataset, dataset.display_title)}{status}<small>{note}</small></span></span></td>"
        f'{cell}{links.layer(dataset.layer)}<td class="lb-number">{len(dataset.columns):,}</td></tr>'
    )


def systems(listed: Iterable[System], *, by_domain: bool) -> Listing[System]:
    """Systems with their domain, or with who answers for them."""
    return Listing(
        name="systems",
        nouns="systems",
        records=list(listed),
        row=_system_of_any_domain if by_domain else _system_of_domain,
        title_of=system_title,
        headings=("System", "Kind", "Domain" if by_domain else "Custodian", Number("Datasets")),
        kind="lb-places",
    )


def _system_of_any_domain(links: Links, system: System) -> str:
    return _system(links, system, links.domain(system.domain))


def _system_of_domain(links: Links, system: System) -> str:
    return _system(links, system, links.person(links.book.catalogue.custodian_of(system)))


def _system(links: Links, system: System, third: str) -> str:
    said = inline(shortened(first_sentence(system.description)))
    return (
        f"<tr><td>{links.system(system.id)}<small>{said}</small></td><td>{esc(system.kind)}</td><td>{third}</td>"
        f'<td class="lb-number">{len(links.book.catalogue.datasets_of(system)):,}</td></tr>'
    )


def products(listed: Iterable[Product]) -> Listing[Product]:
    """Products with their summary and status: those of a domain, a team or a person."""
    return Listing(
        name="products",
        nouns="products",
        records=list(listed),
        row=_product,
        title_of=lambda one: one.title or one.id,
        tag="ul",
        kind="lb-list",
        main=False,
    )


def _product(links: Links, one: Product) -> str:
    said = inline(shortened(one.summary))
    return f"<li>{item('product', links.product(one), said, badge(one.status, one.status))}</li>"


def people(name: str, listed: Iterable[Person]) -> Listing[Person]:
    """People, each with what they do; *name* is the list's."""
    return Listing(
        name=name,
        nouns="people",
        records=list(listed),
        row=lambda links, one: f"<li>{links.person_item(one.id)}</li>",
        title_of=lambda one: one.name,
        tag="ul",
        kind="lb-list lb-people",
    )


def teams(listed: Iterable[Team]) -> Listing[Team]:
    """Teams, each with its kind."""
    return Listing(
        name="teams",
        nouns="teams",
        records=list(listed),
        row=lambda links, one: f"<li>{item('team', links.team(one.id), esc(one.kind))}</li>",
        title_of=lambda one: one.title or one.id,
        tag="ul",
        kind="lb-list lb-people",
        main=False,
    )

"""Lists that several pages show: cards of domains, the products of a domain or a team."""

from __future__ import annotations

from collections.abc import Iterable

from lakebook.model.domain import Domain
from lakebook.model.product import Product
from lakebook.pages._html import badge, icon, inline, item, items, plural
from lakebook.pages._links import Links, domain_title


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


def product_items(links: Links, products: Iterable[Product]) -> str:
    """Products with their summary and status."""
    return items(
        item("product", links.product(one), inline(one.summary), badge(one.status, one.status)) for one in products
    )


def products_of_domain(links: Links, domain: Domain) -> str:
    """Products that a domain has started."""
    return product_items(links, (one for one in links.book.products.values() if one.domain == domain.id))

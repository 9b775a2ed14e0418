"""The book's part of the navigation: tabs, domains, systems; never datasets one by one."""

from __future__ import annotations

from lakebook.book import Book
from lakebook.pages import NavigationItem
from lakebook.pages import _addresses as addresses
from lakebook.pages._links import domain_title, system_title


def navigation(book: Book) -> list[NavigationItem]:
    """Top-level entries are the tabs."""
    catalogue = book.catalogue
    domains = sorted(catalogue.domains.values(), key=lambda domain: domain_title(domain).lower())
    items = [
        NavigationItem(
            title=domain_title(domain),
            address=addresses.of_domain(domain.id),
            children=[
                NavigationItem(title=system_title(system), address=addresses.of_system(system.id))
                for system in catalogue.systems_of(domain)
                if system.domain == domain.id
            ],
        )
        for domain in domains
    ]
    return [
        NavigationItem(title="Catalogue", address=addresses.DOMAINS, children=items),
        NavigationItem(title="Products", address=addresses.PRODUCTS),
        NavigationItem(title="Lineage", address=addresses.EXPLORER, children=_lineage(book)),
        NavigationItem(title="Decisions", address=addresses.DECISIONS),
        NavigationItem(title="People", address=addresses.PEOPLE),
        NavigationItem(title="Checks", address=addresses.CHECKS),
    ]


def _lineage(book: Book) -> list[NavigationItem]:
    found = [NavigationItem(title="Platform map", address=addresses.MAP)]
    if book.draws_lineage:
        found.append(NavigationItem(title="Everything downstream", address=addresses.IMPACT))
    return found

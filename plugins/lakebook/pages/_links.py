"""Links from one page to records of the book, each with what a reader wants to see beside it."""

from __future__ import annotations

from lakebook.book import Book
from lakebook.model.dataset import Dataset
from lakebook.model.decision import Decision
from lakebook.model.domain import Domain
from lakebook.model.product import Product
from lakebook.model.system import System
from lakebook.pages import Context
from lakebook.pages import _addresses as addresses
from lakebook.pages._html import badge, esc, initials


class Links:
    """Links seen from the page at one address."""

    def __init__(self, book: Book, context: Context, source: str) -> None:
        self.book = book
        self.context = context
        self.source = source

    def to(self, target: str, text: str, fragment: str = "") -> str:
        """A link with plain *text*."""
        return f'<a href="{self.context.link(self.source, target, fragment)}">{esc(text)}</a>'

    def dataset(self, dataset: Dataset, text: str = "") -> str:
        """A dataset by its name, or by *text*."""
        return self.to(addresses.of_dataset(dataset), text or dataset.name)

    def column(self, dataset: Dataset, column: str, text: str = "") -> str:
        """A column, by ``dataset.column`` or *text*."""
        return self.to(addresses.of_dataset(dataset), text or f"{dataset.name}.{column}", f"column-{column}")

    def domain(self, domain_id: str) -> str:
        """A domain by its title; its plain id where it is not known."""
        domain = self.book.catalogue.domains.get(domain_id)
        return self.to(addresses.of_domain(domain_id), domain_title(domain)) if domain else esc(domain_id)

    def system(self, system_id: str) -> str:
        """A system by its title; its plain id where it is not known."""
        system = self.book.catalogue.systems.get(system_id)
        return self.to(addresses.of_system(system_id), system_title(system)) if system else esc(system_id)

    def person(self, person_id: str, *, reach: bool = False) -> str:
        """A person with initials; with *reach* also their address. Empty for nobody."""
        if not person_id:
            return ""
        person = self.book.catalogue.people.get(person_id)
        if person is None:
            return f'<span class="lb-person lb-person--unknown">{esc(person_id)}</span>'
        mail = f'<a class="lb-mail" href="mailto:{esc(person.email)}">{esc(person.email)}</a>' if person.email else ""
        gone = " lb-person--left" if person.has_left(self.book.today) else ""
        return (
            f'<span class="lb-person{gone}">'
            f'<span class="lb-avatar" aria-hidden="true">{esc(initials(person.name))}</span>'
            f"<span>{self.to(addresses.of_person(person.id), person.name)}{mail if reach else ''}</span></span>"
        )

    def team(self, team_id: str) -> str:
        """A team by its title; its plain id where it is not known."""
        team = self.book.catalogue.teams.get(team_id)
        return self.to(addresses.of_team(team_id), team.title or team.id) if team else esc(team_id)

    def product(self, product: Product) -> str:
        """A product by its title."""
        return self.to(addresses.of_product(product.id), product.title or product.id)

    def decision(self, decision: Decision) -> str:
        """A decision by its number and title."""
        return self.to(addresses.of_decision(decision.id), decision_title(decision))

    def classification(self, name: str) -> str:
        """A classification's badge, coloured by its place in the book's list; empty for none."""
        if not name:
            return ""
        listed = self.book.settings.classifications
        place = round(3 * listed.index(name) / max(len(listed) - 1, 1)) if name in listed else 0
        return badge(name, f"class-{place}")

    def crumbs(self, dataset: Dataset) -> str:
        """Domain and system of a dataset."""
        return f"{self.domain(dataset.domain)}{self.system(dataset.system)}<span>{esc(dataset.schema)}</span>"


def domain_title(domain: Domain) -> str:
    """Title, or the folder's name."""
    return domain.title or domain.id


def system_title(system: System) -> str:
    """Title, or the folder's name."""
    return system.title or system.id


def decision_title(decision: Decision) -> str:
    """``ADR 12: Title``; the id stands in for a number."""
    label = f"ADR {decision.number}" if decision.number is not None else decision.id
    return f"{label}: {decision.title}" if decision.title else label

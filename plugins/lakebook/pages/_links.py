"""Links from one page to records of the book, each with what a reader wants to see beside it."""

from __future__ import annotations

from functools import cached_property

from lakebook.book import Book
from lakebook.model.dataset import Dataset
from lakebook.model.decision import Decision
from lakebook.model.domain import Domain, Term
from lakebook.model.product import Product
from lakebook.model.system import System
from lakebook.pages import Context
from lakebook.pages import _addresses as addresses
from lakebook.pages._html import badge, esc, initials, inline, item
from lakebook.pages._parts import MOST, part_size


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

    def downstream(self, dataset: Dataset, text: str) -> str:
        """Everything that comes from a dataset; there is such a page where the book draws its lineage."""
        return f'<a href="{self.downstream_address(dataset)}">{esc(text)}</a>'

    def downstream_address(self, dataset: Dataset) -> str:
        """Of the page of everything that comes from a dataset; as HTML, and a query may follow."""
        return f"{self.context.link(self.source, addresses.IMPACT)}?dataset={addresses.in_fragment(dataset.id)}"

    def dataset_item(self, dataset: Dataset, note: str = "") -> str:
        """A dataset as a line of a list, with where it is, or with *note* (HTML)."""
        where = (
            note
            or f"{esc(self.system_name(dataset.system))}{f' &middot; {esc(dataset.layer)}' if dataset.layer else ''}"
        )
        aside = badge(dataset.status, dataset.status) if dataset.status in ("deprecated", "retired") else ""
        return item(dataset.kind, self.dataset(dataset, dataset.display_title), where, aside)

    def system_name(self, system_id: str) -> str:
        """A system's title; its plain id where it is not known."""
        system = self.book.catalogue.systems.get(system_id)
        return system_title(system) if system else system_id

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
        address = esc(person.email)
        mail = f'<a class="lb-mail" href="mailto:{address}">{address.replace("@", "<wbr>@")}</a>' if address else ""
        gone = " lb-person--left" if person.has_left(self.book.today) else ""
        return (
            f'<span class="lb-person{gone}">'
            f'<span class="lb-avatar" aria-hidden="true">{esc(initials(person.name))}</span>'
            f"<span>{self.to(addresses.of_person(person.id), person.name)}{mail if reach else ''}</span></span>"
        )

    def person_item(self, person_id: str) -> str:
        """A person as a line of a list, with what they do; the plain id where it is not known."""
        person = self.book.catalogue.people.get(person_id)
        if person is None:
            return item("person", esc(person_id))
        left = badge("left", "retired") if person.has_left(self.book.today) else ""
        face = f'<span class="lb-avatar" aria-hidden="true">{esc(initials(person.name))}</span>'
        does = f"<small>{esc(person.title)}</small>" if person.title else ""
        return f'{face}<span class="lb-what">{self.to(addresses.of_person(person.id), person.name)}{does}</span>{left}'

    def somebody(self, said: str) -> str:
        """A person as a decision names them: by handle, id, address or name; the plain words where nobody fits."""
        found = self._people_by_any_name.get(said.strip().lstrip("@").lower())
        return self.person(found) if found else esc(said)

    @cached_property
    def _people_by_any_name(self) -> dict[str, str]:
        people = self.book.catalogue.people.values()
        return {
            name.lstrip("@").lower(): person.id
            for person in people
            for name in (person.name, person.email, person.handle, person.id)
            if name
        }

    def term(self, domain: Domain, term: Term) -> str:
        """A term, on the page of its domain that shows it."""
        address = addresses.of_domain(domain.id)
        if len(domain.terms) > MOST:
            part = self.book.catalogue.place_of_term(domain, term.name) // part_size(len(domain.terms)) + 1
            address = addresses.of_part(address, "terms", part)
        return self.to(address, term.name, f"term-{addresses.slug(term.name)}")

    def team(self, team_id: str) -> str:
        """A team by its title; its plain id where it is not known."""
        team = self.book.catalogue.teams.get(team_id)
        return self.to(addresses.of_team(team_id), team.title or team.id) if team else esc(team_id)

    def product(self, product: Product) -> str:
        """A product by its title."""
        return self.to(addresses.of_product(product.id), product.title or product.id)

    def decision(self, decision: Decision, *, short: bool = False) -> str:
        """A decision by its number and title; by its number alone where it is to be *short*."""
        return self.to(addresses.of_decision(decision.id), _label(decision) if short else decision_title(decision))

    def decision_item(self, decision: Decision) -> str:
        """A decision as a line of a list, with its summary and status."""
        status = badge(decision.status or decision.raw_status or "unknown", decision.status)
        return item("decision", self.decision(decision), inline(decision.summary), status)

    def classification(self, name: str) -> str:
        """A classification's badge, coloured by its place in the book's list; empty for none."""
        if not name:
            return ""
        listed = self.book.settings.classifications
        place = round(3 * listed.index(name) / max(len(listed) - 1, 1)) if name in listed else 0
        return badge(name, f"class-{place}")

    def layer(self, name: str) -> str:
        """A layer's table cell, which sorts in the order data flows."""
        place = f' data-sort="{self.layer_place(name)}"' if name else ""
        return f"<td{place}>{badge(name, f'layer-{name}') if name else ''}</td>"

    def layer_place(self, name: str) -> int:
        """Place of a layer in the order of ``lakebook.yaml``; behind all others where it is not listed."""
        listed = self.book.settings.layers
        return listed.index(name) if name in listed else len(listed)

    def crumbs(self, dataset: Dataset) -> str:
        """Domain, system and schema of a dataset."""
        schema = esc(dataset.schema)
        system = self.book.catalogue.systems[dataset.system]
        if has_schema_pages(self.book, system):
            schema = self.to(addresses.of_schema(dataset.system, dataset.schema), dataset.schema)
        return f"{self.domain(dataset.domain)}{self.system(dataset.system)}<span>{schema}</span>"


def has_schema_pages(book: Book, system: System) -> bool:
    """Whether a system is shown schema by schema: it is too long for one page, and a schema is worth a page.

    Who looks for a table in a large system knows its schema, and does not know on which of ten numbered pages it is.
    """
    datasets = len(book.catalogue.datasets_of(system))
    return datasets > MOST and 1 < len(book.catalogue.schemas_of(system)) <= datasets // 4


def domain_title(domain: Domain) -> str:
    """Title, or the folder's name."""
    return domain.title or domain.id


def system_title(system: System) -> str:
    """Title, or the folder's name."""
    return system.title or system.id


def decision_title(decision: Decision) -> str:
    """``ADR 12: Title``; the id stands in for a number, and for everything where there is no title."""
    return f"{_label(decision)}: {decision.title}" if decision.title else decision.id


def _label(decision: Decision) -> str:
    return f"ADR {decision.number}" if decision.number is not None else decision.id

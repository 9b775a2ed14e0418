"""Whom a dataset or a column concerns: products, datasets, surfaces and people, by steps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

import msgspec

from lakebook.book import Book
from lakebook.changes.reach import Reached, Start, reach
from lakebook.diagnostics import Location
from lakebook.model.dataset import Dataset
from lakebook.model.person import Person
from lakebook.model.product import Product, Surface
from lakebook.model.team import Team


class Contact(msgspec.Struct, frozen=True, kw_only=True):
    """A person or a team to tell."""

    kind: Literal["person", "team"]
    id: str
    name: str = ""
    """Name or title; empty where the book does not know the id."""
    email: str = ""
    handle: str = ""
    channel: str = ""
    """Of a team."""
    role: str = ""
    """For what: custodian, business contact, technical contact, team; ``deputy`` where who was named has left."""


class Hit(msgspec.Struct, frozen=True, kw_only=True):
    """A product or a dataset that is concerned."""

    kind: str
    """``product``, or the dataset's own kind."""
    id: str
    title: str = ""
    status: str = ""
    hops: int
    """Steps; 1 is made of it, or reads it, directly."""
    start: str
    """The dataset, or column of one, from which it is reached; the nearest."""
    columns: tuple[str, ...] = ()
    """Of a dataset: the columns concerned; empty where nobody says which."""
    surfaces: tuple[Surface, ...] = ()
    """Of a product: where it is seen."""
    contacts: tuple[Contact, ...] = ()
    location: Location


class Impact(msgspec.Struct, frozen=True, kw_only=True):
    """All that is concerned by one dataset or column."""

    dataset: str
    column: str = ""
    title: str = ""
    upstream: bool = False
    location: Location
    contacts: tuple[Contact, ...] = ()
    """Who answers for it."""
    hits: tuple[Hit, ...] = ()
    """Products first, then datasets, each by steps."""

    @property
    def name(self) -> str:
        """The dataset, or the column as ``dataset.column``."""
        return called((self.dataset, self.column))


def impact_of(book: Book, dataset: Dataset, column: str = "", *, upstream: bool = False) -> Impact:
    """What comes from the dataset or its column; *upstream*, what they come from."""
    return Impact(
        dataset=dataset.id,
        column=column,
        title=dataset.title,
        upstream=upstream,
        location=book.place_of(dataset, "columns", column) if column else book.place_of(dataset),
        contacts=custodians(book, dataset),
        hits=hits(book, [(dataset.id, column)], upstream=upstream),
    )


def hits(book: Book, starts: Iterable[Start], *, upstream: bool = False) -> tuple[Hit, ...]:
    """Products and datasets reached from any of *starts*; products first, nearest first.

    A start is among them where another leads to it.
    """
    known = [start for start in starts if start[0] in book.catalogue.datasets]
    reached = reach(book.lineage, known, upstream=upstream)
    products = list(_products(book, reached, upstream=upstream))
    datasets = [_dataset(book, name, found) for name, found in reached.items() if found.hops or found.again]
    return tuple(hit for kind in (products, datasets) for hit in sorted(kind, key=lambda hit: (hit.hops, hit.id)))


def called(start: Start) -> str:
    """A start in one name."""
    return f"{start[0]}.{start[1]}" if start[1] else start[0]


def people(found: Iterable[Hit]) -> list[tuple[Contact, list[Hit]]]:
    """Everybody to tell, each with the hits they are told of, in the order of the hits."""
    told: dict[tuple[str, str], tuple[Contact, list[Hit]]] = {}
    for hit in found:
        for contact in hit.contacts:
            mine = told.setdefault((contact.kind, contact.id), (contact, []))[1]
            if not mine or mine[-1] is not hit:
                mine.append(hit)
    return list(told.values())


def _products(book: Book, reached: Mapping[str, Reached], *, upstream: bool) -> Iterator[Hit]:
    for product in book.products.values():
        touched = [found for name in data_of(book, product, upstream=upstream) if (found := _concerned(reached, name))]
        if touched:
            nearest = min(touched, key=lambda found: found.hops)
            yield Hit(
                kind="product",
                id=product.id,
                title=product.title,
                status=product.status,
                hops=nearest.hops + 1,
                start=called(nearest.start),
                surfaces=tuple(product.surfaces),
                contacts=contacts_of(book, product),
                location=Location(product.path, product.line),
            )


def data_of(book: Book, product: Product, *, upstream: bool = False) -> Iterator[Start]:
    """What the product reads; *upstream*, what it writes."""
    names = [write.dataset for write in product.writes] if upstream else [read.target for read in product.reads]
    for name in names:
        meant = book.catalogue.resolve(name)
        if meant.dataset is not None:
            yield meant.dataset.id, meant.column


def _concerned(reached: Mapping[str, Reached], name: Start) -> Reached | None:
    """The dataset as it is reached; None where it is not, or only in columns that are not the one named."""
    found = reached.get(name[0])
    return None if found and name[1] and not found.whole and name[1] not in found.columns else found


def _dataset(book: Book, name: str, found: Reached) -> Hit:
    dataset = book.catalogue.datasets[name]
    hops, start = found.again or (found.hops, found.start)
    return Hit(
        kind=dataset.kind,
        id=name,
        title=dataset.title,
        status=dataset.status,
        hops=hops,
        start=called(start),
        columns=() if found.whole else tuple(found.columns),
        contacts=custodians(book, dataset),
        location=Location(dataset.file, dataset.line, sheet=dataset.sheet, cell=dataset.cell),
    )


def custodians(book: Book, dataset: Dataset) -> tuple[Contact, ...]:
    """Who answers for the dataset; nobody where nobody does."""
    custodian = book.catalogue.custodian_of(dataset)
    return (_person(book, custodian, "custodian"),) if custodian else ()


def contacts_of(book: Book, product: Product) -> tuple[Contact, ...]:
    """Who answers for the product: its two contacts and its team, as far as it names them."""
    named = ((product.business_contact, "business contact"), (product.technical_contact, "technical contact"))
    listed = [_person(book, name, role) for name, role in named if name]
    if product.team:
        team = book.catalogue.teams.get(product.team, Team(id=product.team))
        said = {"name": team.title, "email": team.email, "handle": team.handle, "channel": team.channel}
        listed.append(Contact(kind="team", id=team.id, role="team", **said))
    return tuple(listed)


def _person(book: Book, name: str, role: str) -> Contact:
    """The person, or the deputy where they have left."""
    people = book.catalogue.people
    person = people.get(name, Person(id=name, name=""))
    if person.has_left(book.today) and person.deputy in people:
        person, role = people[person.deputy], f"deputy of the {role}"
    return Contact(kind="person", id=person.id, name=person.name, email=person.email, handle=person.handle, role=role)

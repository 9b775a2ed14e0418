"""Whom the data concerns, in one script: who answers for each dataset, which products read it, where they are seen.

The impact page puts it beside the whole graph, whose order of datasets it shares.
"""

from __future__ import annotations

from typing import Any

from lakebook.book import Book
from lakebook.changes.impact import Contact, contacts_of, custodians, data_of
from lakebook.model.product import Product, Surface
from lakebook.pages import Context
from lakebook.pages import _addresses as addresses
from lakebook.pages._html import is_safe
from lakebook.pages._lineage import FORMAT, as_json


def concerned_script(book: Book, context: Context) -> bytes:
    """The script: ``docs/reference/lineage-data.md`` says what each field means."""
    every = book.catalogue.datasets
    ids = sorted(every)
    told = _Told(book, context)
    answers: dict[tuple[tuple[int, str], ...], int] = {}
    statuses: dict[str, int] = {}
    who = [answers.setdefault(told.of(custodians(book, every[key])), len(answers)) for key in ids]
    status = [statuses.setdefault(every[key].status, len(statuses)) for key in ids]
    numbers = {key: number for number, key in enumerate(ids)}
    products = [_product(book, context, told, numbers, book.products[key]) for key in sorted(book.products)]
    said = {
        "v": FORMAT,
        "statuses": list(statuses),
        "s": status,
        "answers": list(answers),
        "a": who,
        "products": products,
        "contacts": told.listed,
    }
    return b"__concerned(%s)\n" % as_json(said)


def _product(book: Book, context: Context, told: _Told, numbers: dict[str, int], product: Product) -> tuple[Any, ...]:
    read = [(numbers[key], column) if column else (numbers[key],) for key, column in data_of(book, product)]
    return (
        product.id,
        product.title,
        product.status,
        context.url(addresses.of_product(product.id)),
        list(dict.fromkeys(read)),
        [_surface(one) for one in product.surfaces],
        told.of(contacts_of(book, product)),
    )


def _surface(surface: Surface) -> tuple[str, ...]:
    url = surface.url.strip() if is_safe(surface.url) else ""
    return surface.type, surface.name, surface.audience, url


class _Told:
    """Each person and team once, in the order in which they are met."""

    def __init__(self, book: Book, context: Context) -> None:
        self.listed: list[tuple[str, ...]] = []
        self._book = book
        self._context = context
        self._places: dict[tuple[str, str], int] = {}

    def of(self, contacts: tuple[Contact, ...]) -> tuple[tuple[int, str], ...]:
        """Place of each in the list, and for what it is told."""
        return tuple((self._place(contact), contact.role) for contact in contacts)

    def _place(self, contact: Contact) -> int:
        key = contact.kind, contact.id
        place = self._places.get(key)
        if place is None:
            place = self._places[key] = len(self.listed)
            said = (contact.name, contact.email, contact.handle, contact.channel, self._url(contact))
            self.listed.append((contact.kind, contact.id, *said))
        return place

    def _url(self, contact: Contact) -> str:
        """Page of the person or the team; empty where the book does not know them."""
        catalogue = self._book.catalogue
        if contact.kind == "team":
            return self._context.url(addresses.of_team(contact.id)) if contact.id in catalogue.teams else ""
        return self._context.url(addresses.of_person(contact.id)) if contact.id in catalogue.people else ""

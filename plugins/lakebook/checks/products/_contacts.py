"""The two people a product names."""

from __future__ import annotations

from collections.abc import Iterator

from lakebook.book import Book
from lakebook.model.product import Product


def contacts(book: Book) -> Iterator[tuple[Product, str, str]]:
    """Each product with the key of a contact and the person named there; empty ones are left out."""
    for product in book.records.products:
        for key in ("business_contact", "technical_contact"):
            if person := getattr(product, key):
                yield product, key, person

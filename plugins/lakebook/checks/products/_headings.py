"""Headings that a Work Initiation Document has."""

from __future__ import annotations

from lakebook.book import Book
from lakebook.model.product import Product, Section

HEADINGS = (
    "What it does",
    "Value proposition",
    "How it works",
    "Integration points",
    "How data is surfaced",
)
PERSONAL = "Personal data"
"""Wanted as well where the product reads personal data."""


def wanted_headings(book: Book, product: Product) -> list[str]:
    """Headings this product must have."""
    return [*HEADINGS, PERSONAL] if personal_reads(book, product) else list(HEADINGS)


def personal_reads(book: Book, product: Product) -> list[str]:
    """Ids of the datasets with personal data that the product reads."""
    found = (book.catalogue.resolve(read.target).dataset for read in product.reads)
    return [dataset.id for dataset in found if dataset is not None and dataset.personal_categories()]


def section_below(product: Product, heading: str) -> Section | None:
    """The section with this heading, case and blanks aside."""
    wanted = heading.casefold()
    return next((section for section in product.sections if section.heading.strip().casefold() == wanted), None)

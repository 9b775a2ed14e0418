"""What products read, who decided it and who granted it."""

from __future__ import annotations

from collections.abc import Container, Iterator

import msgspec

from lakebook.book import Book
from lakebook.checks._place import place_in_list
from lakebook.diagnostics import Finding, Location, Severity
from lakebook.model.dataset import Dataset
from lakebook.model.decision import Decision
from lakebook.model.product import Product

LIVE = ("active", "deprecated")
"""Products that read today; a proposed one will."""


class Read(msgspec.Struct, frozen=True):
    """One entry of a product's ``reads:`` that leads to a dataset."""

    product: Product
    index: int
    name: str
    """As its author wrote it."""
    dataset: Dataset

    def place(self, book: Book) -> Location:
        """Place of the entry."""
        return place_in_list(book, self.product, ("reads",), self.index, self.name)

    def finding(self, book: Book, message: str, hint: str) -> Finding:
        """A finding at the entry; a warning as long as the product is only proposed."""
        weight = None if self.product.status in LIVE else Severity.warning
        return Finding(self.place(book), message, hint, self.product.id, f"reads.{self.name}", severity=weight)


def reads(book: Book, statuses: Container[str] = (*LIVE, "proposed")) -> Iterator[Read]:
    """What products of these statuses read."""
    for product in book.products.values():
        if product.status in statuses:
            for index, reference in enumerate(product.reads):
                dataset = book.catalogue.resolve(reference.target).dataset
                if dataset is not None:
                    yield Read(product, index, reference.target, dataset)


def in_force(decision: Decision) -> bool:
    """Whether it holds, as a whole."""
    return decision.status == "accepted" and not decision.partial


def has_decision(book: Book, dataset: Dataset, product: Product) -> bool:
    """Whether an accepted decision names both."""
    return any(in_force(one) and product.id in one.products for one in book.decisions_about(dataset.id))


def change_is_decided(book: Book, dataset: Dataset, source: str) -> bool:
    """Whether an accepted decision names the dataset, and its *source* or a product that writes it."""
    writers = {product.id for product, writes in book.products_of(dataset.id) if writes}
    about_source = {decision.path for decision in book.decisions_about(source)}
    return any(
        decision.path in about_source or not writers.isdisjoint(decision.products)
        for decision in book.decisions_about(dataset.id)
        if in_force(decision)
    )


def hint_to_decide(book: Book, dataset: Dataset, product: Product) -> str:
    """What to type so that an accepted decision names both."""
    for decision in book.decisions_about(dataset.id):
        if product.id in decision.products:
            return f"{decision.path} names both and is {decision.status or 'without a status'}: it has to be accepted"
    named = (book.decisions.find(name, product.path) for name in product.adrs)
    for known in named:
        if known is not None and in_force(known) and (known.products or known.datasets):
            lists = f"'{dataset.id}' to datasets: and '{product.id}' to products:"
            return f"add {lists} in {known.path} if it decides that, or write a decision with 'lakebook new adr'"
    return f"write one with 'lakebook new adr', with datasets: [{dataset.id}] and products: [{product.id}]"

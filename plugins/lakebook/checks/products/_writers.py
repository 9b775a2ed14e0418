"""What products write, in the form it is compared in."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from typing import Literal

import msgspec

from lakebook.book import Book
from lakebook.model.catalogue import directory
from lakebook.model.product import Product, Write

_TURN = {"active": 0, "deprecated": 1}


class Written(msgspec.Struct, frozen=True):
    """One entry of ``writes:`` that can be compared."""

    what: Literal["dataset", "directory"]
    said: str
    """As its author wrote it."""
    parts: list[str]
    """The directory as it is compared, cut at its slashes; the identity alone of a dataset."""
    product: Product
    index: int
    """Its position in ``writes:``."""
    turn: int
    """Position of its product among those that write; the smaller stays where two share."""


def alive(book: Book) -> list[Product]:
    """Products that write anything, the one that stays before the one that gives way to it."""
    return sorted((product for product in book.records.products if product.status != "retired"), key=_turn)


def _turn(product: Product) -> tuple[int, datetime.date]:
    return _TURN.get(product.status, 2), product.created or datetime.date.min


def datasets_written(book: Book, products: Iterable[Product]) -> Iterator[Written]:
    """Datasets of the catalogue, in the order of the products."""
    for turn, product in enumerate(products):
        for index, write in enumerate(product.writes):
            dataset = book.catalogue.resolve(write.dataset).dataset if write.dataset else None
            if dataset is not None:
                yield Written("dataset", write.dataset, [dataset.id], product, index, turn)


def directories_written(products: Iterable[Product]) -> Iterator[Written]:
    """Directories, in the order of the products; those that cannot be compared are left out."""
    for turn, product in enumerate(products):
        for index, write in enumerate(product.writes):
            if parts := _parts(write):
                yield Written("directory", write.path, parts, product, index, turn)


def _parts(write: Write) -> list[str]:
    try:
        path = directory(write.path)
    except ValueError:
        return []
    return path.split("/") if write.path and path not in ("", ".") else []


def what_is_shared(mine: Written, other: Written) -> str:
    """In words: what the product of *mine* writes, and that the product of *other* does so too."""
    if mine.what == "dataset":
        return f"dataset '{mine.parts[0]}' is written by product '{other.product.id}' already"
    if mine.parts == other.parts:
        return f"directory '{mine.said}' is written by product '{other.product.id}' already"
    lies = "lies in" if len(mine.parts) > len(other.parts) else "holds"
    return f"directory '{mine.said}' {lies} '{other.said}', which product '{other.product.id}' writes"


def shared_with(book: Book, names: Iterable[str]) -> Iterator[str]:
    """In words: what of *names*, datasets and directories/ of a product to come, a product of the book writes."""
    others = alive(book)
    there = [*datasets_written(book, others), *directories_written(others)]
    to_come = [_writing(names)]
    for mine in (*datasets_written(book, to_come), *directories_written(to_come)):
        for other in there:
            length = min(len(mine.parts), len(other.parts))
            if mine.what == other.what and mine.parts[:length] == other.parts[:length]:
                yield what_is_shared(mine, other)
                break


def _writing(names: Iterable[str]) -> Product:
    return Product(
        id="", title="", summary="", status="draft", domain="", team="", business_contact="", technical_contact="",
        reads=[], writes=[Write(**Write.from_text(name)) for name in names], surfaces=[],
    )  # fmt: skip

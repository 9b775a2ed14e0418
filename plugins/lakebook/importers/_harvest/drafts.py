"""Who uses tables outside of the source -> surfaces of products: known already, to be added by hand, or a draft.

A draft is a Work Initiation Document of its own with status ``draft``: what is not known stays a placeholder, which
the checks find. Nothing of a document that is there is changed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from lakebook.book import Book
from lakebook.importers._harvest import Address, Exposure
from lakebook.model.product import Product
from lakebook.syntax.strict_yaml import Value
from lakebook.writers.file_names import tidy_name
from lakebook.writers.new_product import NewProduct, document_of, suggested_id
from lakebook.writers.yaml_text import flow

_TYPES = {"dashboard": "dashboard", "notebook": "notebook", "analysis": "notebook", "ml": "model", "application": "api"}
"""Kind of an exposure of dbt -> of a surface; anything else is taken for a dashboard."""
_LONGEST_OWNER = 200
_SHORTEST_ID, _LONGEST_ID = 3, 58
"""Letters; an id may have 63, and takes a number where the name is taken."""


def drafts(
    exposures: Sequence[Exposure], identities: Mapping[Address, str], book: Book
) -> tuple[dict[str, bytes], list[str], set[str]]:
    """Path -> draft, of exposures that no product shows yet; lines for the person who imports; names of the drafted.

    *identities* are those of the datasets in the book as it will be after the import.
    """
    files: dict[str, bytes] = {}
    told: list[str] = []
    made: set[str] = set()
    shown = shown_in(book)
    for exposure in {(name_of(one), one.url): one for one in exposures}.values():
        name = name_of(exposure)
        if shown(exposure):
            continue
        reads = list(dict.fromkeys(identities[address] for address in exposure.reads if address in identities))
        if product := _product_of(exposure, reads, book):
            told.append(f"{product.path}: add below 'surfaces:' the line  - {flow(_surface(exposure))}")
            continue
        try:
            path, content = _draft(exposure, reads, files, book)
        except ValueError as error:
            told.append(f"no draft of '{name}': {error}")
            continue
        files[path] = content
        made.add(exposure.name)
        missing = len(exposure.reads) - len(reads)
        left = f"; {missing} of the tables it reads are not in the book" if missing else ""
        told.append(f"{path}: a draft for {exposure.type or 'exposure'} '{name}'{left}")
    return files, told, made


def name_of(exposure: Exposure) -> str:
    """What people call it, on one line."""
    return tidy_name(exposure.title) or tidy_name(exposure.name)


def shown_in(book: Book) -> Callable[[Exposure], bool]:
    """Tells whether a surface of a product has the name or the address of an exposure."""
    surfaces = [surface for product in book.records.products for surface in product.surfaces]
    known = {text for surface in surfaces for text in (surface.name.lower(), surface.url) if text}
    return lambda one: bool({name_of(one).lower(), one.name.lower(), one.url} & known)


def _surface(exposure: Exposure) -> Value:
    surface: dict[str, Value] = {"type": _TYPES.get(exposure.type, "dashboard"), "name": name_of(exposure)}
    return {**surface, "url": exposure.url} if exposure.url else surface


def _product_of(exposure: Exposure, reads: Iterable[str], book: Book) -> Product | None:
    """The one product that writes what is read; else the one of the owner that reads or writes any of it."""
    near = [(product, writes) for identity in reads for product, writes in book.products_of(identity)]
    alive = [(product, writes) for product, writes in near if product.status != "retired"]
    writing = {product.id: product for product, writes in alive if writes}
    if len(writing) != 1:
        people, teams = _people(exposure, book), _teams(exposure, book)
        writing = {
            product.id: product
            for product, _ in alive
            if product.team in teams or {product.business_contact, product.technical_contact} & people
        }
    return next(iter(writing.values())) if len(writing) == 1 else None


def _people(exposure: Exposure, book: Book) -> set[str]:
    """Who of the book is the owner: by address, else by name."""
    people = book.catalogue.people.values()
    said = [text.strip().lower() for text in (exposure.owner, exposure.owner_name) if text.strip()]
    found = [{one.id for one in people if text in (one.email.lower(), one.name.lower(), one.id)} for text in said]
    return next(filter(None, found), set())


def _teams(exposure: Exposure, book: Book) -> set[str]:
    teams = book.catalogue.teams.values()
    said = [text.strip().lower() for text in (exposure.owner, exposure.owner_name) if text.strip()]
    found = [{one.id for one in teams if text in (one.email.lower(), one.title.lower(), one.id)} for text in said]
    return next(filter(None, found), set())


def _owner_in_words(exposure: Exposure) -> str:
    """``Ann Durand, ann@example.org``, on one line that can stand in a comment."""
    words = dict.fromkeys(tidy_name(text) for text in (exposure.owner_name, exposure.owner))
    return "".join(letter for letter in ", ".join(filter(None, words)) if letter.isprintable())[:_LONGEST_OWNER]


def _draft(exposure: Exposure, reads: Sequence[str], files: Mapping[str, bytes], book: Book) -> tuple[str, bytes]:
    """Path and content.

    Raises:
        ValueError: a text cannot be written in YAML.
    """
    product_id = _free_id(exposure, files, book)
    found = [dataset for name in reads if (dataset := book.catalogue.datasets.get(name))]
    domains = {dataset.domain for dataset in found}
    people, teams = _people(exposure, book), _teams(exposure, book)
    known = len(people) == 1 or len(teams) == 1
    texts = {
        "title": name_of(exposure)[:80].strip(),
        "summary": _first_sentence(exposure.description),
        "domain": domains.pop() if len(domains) == 1 else "",
        "team": teams.pop() if len(teams) == 1 else "",
        "business_contact": people.pop() if len(people) == 1 else "",
    }
    product = NewProduct(
        id=product_id,
        texts=texts,
        reads=[{"dataset": name} for name in reads],
        surfaces=[_surface(exposure)],
        personal=sorted({category for dataset in found for category in dataset.personal_categories()}),
        what=_paragraph(exposure.description),
        owner="" if known else _owner_in_words(exposure),
    )
    return _path(product_id, book), document_of(product, book.today)


def _free_id(exposure: Exposure, files: Mapping[str, bytes], book: Book) -> str:
    first = (suggested_id(name_of(exposure)) or suggested_id(exposure.name))[:_LONGEST_ID].strip("-")
    first = first if len(first) >= _SHORTEST_ID else f"{first}-product".removeprefix("-")
    number, product_id = 1, first
    there = set(book.source.paths(book.settings.folders.products))
    while product_id in book.products or _path(product_id, book) in there or _path(product_id, book) in files:
        number += 1
        product_id = f"{first}-{number}"
    return product_id


def _path(product_id: str, book: Book) -> str:
    return f"{book.settings.folders.products}/{product_id}.md"


def _first_sentence(text: str) -> str:
    line = tidy_name(text)
    return re.split(r"(?<=[.!?])\s", line, maxsplit=1)[0]


def _paragraph(text: str) -> str:
    """One paragraph that opens no heading, list or comment of its own."""
    line = tidy_name(text).replace("<!--", "&lt;!--")
    return re.sub(r"^(\d*)([!-/:-@\[-`{-~])", r"\1\\\2", line)

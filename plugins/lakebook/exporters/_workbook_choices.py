"""Words that the drop-downs of a workbook offer."""

from __future__ import annotations

from collections.abc import Iterable

from lakebook.book import Book
from lakebook.exporters._workbook_scope import Scope
from lakebook.writers.cell_texts import CannotHoldError, cell_text
from lakebook.writers.workbook_shape import Choices

_STATES = ("draft", "active", "deprecated", "retired")


def choices(book: Book, chosen: Scope) -> dict[str, Choices]:
    """Field -> its drop-down. Settled words are closed; names of records may grow, and are offers."""
    settings, catalogue = book.settings, book.catalogue
    people = sorted(key for key, one in catalogue.people.items() if not one.has_left(book.today))
    terms = list(dict.fromkeys(name for domain in chosen.domains for name in domain.terms))
    found = {
        "kind": Choices(settings.kinds, closed=True),
        "layer": Choices(settings.layers, closed=True),
        "status": Choices(_STATES, closed=True),
        "classification": Choices(settings.classifications, closed=True),
        "required": Choices(("yes", "no"), closed=True),
        "key": Choices(("pk", "uk", "fk", "pk, fk"), several=True),
        "personal": Choices(settings.personal, several=True),
        "custodian": _offered("custodian", people),
        "owner": _offered("owner", people),
        "term": _offered("term", terms),
        "terms": Choices(_offered("terms", ([name] for name in terms)).words, several=True),
        "product": _offered("product", sorted(book.products)),
        "system": _offered("system", dict.fromkeys(dataset.system for dataset in chosen.datasets)),
        "schema": _offered("schema", dict.fromkeys(dataset.schema for dataset in chosen.datasets)),
        "dataset": _offered("dataset", dict.fromkeys(dataset.name for dataset in chosen.datasets)),
        "domain": _offered("domain", [domain.id for domain in chosen.domains]),
    }
    return {field: one for field, one in found.items() if one.words}


def _offered(field: str, values: Iterable[str | list[str]]) -> Choices:
    """The cells that hold these values; what no cell can hold is not offered."""
    words = []
    for value in values:
        try:
            words.append(cell_text(field, value))
        except CannotHoldError:
            continue
    return Choices(tuple(words))

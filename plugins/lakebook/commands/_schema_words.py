"""Words that editors offer: those of the settings, which are all there are, and names of records, which may grow."""

from __future__ import annotations

from typing import Any, TypeAlias

from lakebook.book import Book
from lakebook.checks._page import read_page
from lakebook.checks._run import all_checks

Schema: TypeAlias = dict[str, Any]

_ID_FIELDS = {
    "custodian": "person", "deputy": "person", "manager": "person", "owner": "person", "members": "person",
    "business_contact": "person", "technical_contact": "person",
    "team": "team", "domain": "domain",
    "dataset": "dataset", "datasets": "dataset", "successor": "dataset", "references": "dataset",
    "reads": "dataset", "sources": "dataset", "from_": "dataset",
    "product": "product", "products": "product", "replaces": "product",
    "adr": "decision", "adrs": "decision",
    "term": "term", "terms": "term",
}  # fmt: skip
"""Attribute -> the kind of record whose names it takes."""
_NO_IDS = {("Domain", "domain"), ("System", "domain"), ("Domain", "terms")}
"""Fields of the same name that take something else."""


class Words:
    """What is offered for a field of a book. Names of records are offers: who is added tomorrow is no error."""

    def __init__(self, book: Book) -> None:
        settings = book.settings
        self._closed = {
            "classification": settings.classifications,
            "layer": settings.layers,
            "personal": settings.personal,
        }
        self._kinds = settings.kinds
        catalogue = book.catalogue
        terms = [(domain.id, name) for domain in catalogue.domains.values() for name in domain.terms]
        self.ids: dict[str, list[str]] = {
            "person": sorted(key for key, one in catalogue.people.items() if not one.has_left(book.today)),
            "team": sorted(catalogue.teams),
            "domain": sorted(catalogue.domains),
            "dataset": sorted(catalogue.datasets),
            "product": sorted(book.products),
            "decision": sorted(decision.id for decision in book.decisions),
            "term": sorted({name for _, name in terms} | {f"{domain}/{name}" for domain, name in terms}),
        }

    def closed(self, owner: str, attribute: str) -> list[str]:
        """All words that the field may hold; empty where that is not settled."""
        if attribute == "kind":
            return list(self._kinds) if owner == "Dataset" else []
        return list(self._closed.get(attribute, ()))

    @staticmethod
    def names(owner: str, attribute: str) -> str:
        """The kind of record whose names the field takes; empty for none."""
        return "" if (owner, attribute) in _NO_IDS else _ID_FIELDS.get(attribute, "")


def check_names(value: Schema) -> Schema:
    """A map whose keys are checks: each name is offered with its verdict, codes are taken."""
    found = {
        name: {**value, "description": f"{check.code}: {read_page(check).verdict}"}
        for name, check in all_checks().items()
    }
    return {"type": "object", "properties": found, "additionalProperties": value}

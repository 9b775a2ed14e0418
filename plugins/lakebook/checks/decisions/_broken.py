"""Relations that lead nowhere."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from lakebook.book import Book
from lakebook.model.decision import Decision, Relation
from lakebook.model.log import is_link, linked_path

_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


def broken_relations(book: Book, decision: Decision) -> Iterator[Relation]:
    """Relations of *decision* that lead neither to a decision, nor to a file of the book, nor out of it by URL."""
    for relation in decision.relations:
        if not relation.decision and not _URL.match(relation.target) and not _is_file(book, relation, decision.path):
            yield relation


def _is_file(book: Book, relation: Relation, path: str) -> bool:
    if relation.text or not is_link(relation.target):
        return False
    linked = linked_path(relation.target, path)
    if linked.startswith(".."):
        return False
    beside = book.source.paths(posixpath.dirname(linked))
    return any(found == linked or found.startswith(f"{linked}/") for found in beside)

"""Sorted rows of terms -> what comes in for the files of their domains: the trees of then, and of now."""

from __future__ import annotations

import posixpath

from lakebook.book import Book
from lakebook.diagnostics import Finding
from lakebook.importers import Part
from lakebook.importers._returned.made_from import Base
from lakebook.importers._returned.rows import ReturnedRow, ReturnedSheet, RowsByKeys
from lakebook.importers._returned.sorted_rows import Sorted
from lakebook.model.domain import Term
from lakebook.readers._hints import did_you_mean
from lakebook.syntax.workbook_state import parts_of
from lakebook.writers.record_trees import Tree, record_tree


def term_parts(
    book: Book, base: Base, rows: Sorted, errors: list[Finding], cells: RowsByKeys, *, accept_deletes: bool
) -> list[Part]:
    """Parts for the files of domains."""
    parts: dict[str, Part] = {}
    for row in rows.terms:
        file = _domain_file(book, row, rows.sheets[Term], errors)
        if not file:
            continue
        then = base.terms.get(row.own)
        before = record_tree(then) if then is not None else None
        tree = rows.sheets[Term].tree(row, before, errors)
        _put(parts, file, row.name, before, tree)
        cells[file, "terms", row.name] = (rows.sheets[Term], row.row)
    for mark in rows.gone_terms if accept_deletes else ():
        domain, name = parts_of(mark)[0]
        known = book.catalogue.domains.get(domain)
        if known is not None and known.path:
            _put(parts, known.path, name, record_tree(base.terms[mark]), None)
    return list(parts.values())


def _put(parts: dict[str, Part], file: str, name: str, before: Tree | None, tree: Tree | None) -> None:
    part = parts.setdefault(file, Part(path=file, theirs={"terms": {}}, base={"terms": {}}))
    for side, value in ((part.theirs, tree), (part.base, before)):
        if value is not None:
            side["terms"][name] = value  # type: ignore[index, call-overload]


def _domain_file(book: Book, row: ReturnedRow, sheet: ReturnedSheet, errors: list[Finding]) -> str:
    domain = row.parents[0]
    known = book.catalogue.domains.get(domain)
    if known is None:
        message = f"unknown domain '{domain}'" if domain else f"term '{row.name}' has no domain"
        hint = did_you_mean(domain, list(book.catalogue.domains)) or "write the domain as other rows have it"
        errors.append(Finding(sheet.cell(row.row, "domain"), message, hint))
        return ""
    return known.path or posixpath.join(book.settings.folders.catalogue, domain, "domain.yaml")

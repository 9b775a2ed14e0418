"""What the checks found, by the row and the cell of a workbook it is about."""

from __future__ import annotations

from collections.abc import Iterable

from lakebook.diagnostics import Diagnostic
from lakebook.model.dataset import Dataset

MOST_COMMENTS = 300
"""Comments on cells: Excel draws each of them, and slows down with thousands."""


class Found:
    """Findings by the identity of the record they are about."""

    def __init__(self, findings: Iterable[Diagnostic]) -> None:
        self._by_subject: dict[str, list[Diagnostic]] = {}
        for finding in findings:
            if finding.subject:
                self._by_subject.setdefault(finding.subject, []).append(finding)

    def of_dataset(self, dataset: Dataset) -> list[tuple[str, Diagnostic]]:
        """Those about the dataset itself; each with the field it is about, or nothing."""
        found = self._by_subject.get(dataset.id, ())
        return [(_first(one.field), one) for one in found if not one.field.startswith("columns.")]

    def of_columns(self, dataset: Dataset) -> dict[str, list[tuple[str, Diagnostic]]]:
        """Those about its columns, by the column's name, which may hold dots."""
        by_column: dict[str, list[tuple[str, Diagnostic]]] = {}
        for one in self._by_subject.get(dataset.id, ()):
            if one.field.startswith("columns."):
                name, field = _named_first(one.field[len("columns.") :], dataset.columns)
                if name:
                    by_column.setdefault(name, []).append((field, one))
        return by_column

    def of_terms(self, domain: str, terms: Iterable[str]) -> dict[str, list[tuple[str, Diagnostic]]]:
        """Those about the terms of a domain, by the term."""
        by_term: dict[str, list[tuple[str, Diagnostic]]] = {}
        listed = dict.fromkeys(terms)
        for one in self._by_subject.get(domain, ()):
            if one.field.startswith("terms."):
                name, field = _named_first(one.field[len("terms.") :], listed)
                if name:
                    by_term.setdefault(name, []).append((field, one))
        return by_term


def _first(field: str) -> str:
    return field.partition(".")[0]


def _named_first(text: str, names: Iterable[str]) -> tuple[str, str]:
    """The longest of *names* that *text* starts with, and the field behind it."""
    known = set(names)
    parts = text.split(".")
    for end in range(len(parts), 0, -1):
        name = ".".join(parts[:end])
        if name in known:
            return name, parts[end] if end < len(parts) else ""
    return "", ""


def told(found: Iterable[tuple[str, Diagnostic]]) -> str:
    """The findings of one row, one a line: how much it weighs, what is wrong, what to type."""
    return "\n".join(f"{one.severity}: {line(one)}" for _, one in found)


def line(one: Diagnostic) -> str:
    """What is wrong, and what to type."""
    return f"{one.message} ({one.hint})" if one.hint else one.message

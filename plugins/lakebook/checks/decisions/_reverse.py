"""The reverse of a relation, as repairs of the front matter that lacks it."""

from __future__ import annotations

import re

from lakebook.book import Book
from lakebook.diagnostics import Repair, exchange
from lakebook.model.decision import Decision

_FENCE = re.compile(r"-{3}[ \t]*")
_ITEM = re.compile(r"(\s*)- ")


def reverse_repairs(book: Book, back: str, named_by: Decision, decision: Decision) -> tuple[Repair, ...]:
    """What makes *decision* say that it is *back* (such as ``superseded_by``) of the decision *named_by*.

    Nothing where that takes more than a line of its front matter: another dialect, a key in an unusual form.
    """
    if decision.dialect != "front-matter":
        return ()
    lines = book.source.read(decision.path).decode("utf-8-sig", "replace").splitlines()
    relation = _relation(book, back, named_by, decision, lines)
    if relation is None or back != "superseded_by" or decision.status == "superseded":
        return (relation,) if relation is not None else ()
    status = exchange(book.locate(decision.path, "status"), decision.raw_status, "superseded")
    return (*status, relation) if status else ()


def _relation(book: Book, back: str, named_by: Decision, decision: Decision, lines: list[str]) -> Repair | None:
    said = [relation for relation in decision.relations if relation.kind == back]
    if not said:
        return _new_key(f"{back}: [{named_by.id}]", decision.path, lines)
    last = max(said, key=lambda relation: (relation.line, relation.column))
    line = lines[last.line - 1] if 0 < last.line <= len(lines) else ""
    if item := _ITEM.match(line):
        return Repair(decision.path, last.line + 1, 1, "", f"{item.group(1)}- {named_by.id}")
    if "[" in line and last.target in line:
        return Repair(decision.path, last.line, 1, last.target, f"{last.target}, {named_by.id}")
    return None


def _new_key(text: str, path: str, lines: list[str]) -> Repair | None:
    """The line put at the end of the front matter; None where an empty key of that name is there."""
    fences = [number for number, line in enumerate(lines, 1) if _FENCE.fullmatch(line)]
    key = text.partition(":")[0]
    if len(fences) < 2 or fences[0] != 1 or any(line.startswith(f"{key}:") for line in lines[: fences[1]]):
        return None
    return Repair(path, fences[1], 1, "", text)

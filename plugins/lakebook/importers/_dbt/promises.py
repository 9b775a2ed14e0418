"""Tests and contracts -> what is known of a column: whether it is filled, unique, a key, and which values it has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from lakebook.importers._dbt.manifest import Constraint, Node
from lakebook.importers._dbt.project import Project
from lakebook.importers._harvest.json_words import in_words, words_of


class Promises(msgspec.Struct, kw_only=True):
    """What tests and contracts say of one table; columns in lower case."""

    filled: set[str] = set()
    unique: set[str] = set()
    primary: set[str] = set()
    """Columns of a primary key that a contract names."""
    together: list[list[str]] = []
    """Columns that are unique together, as the project spells them."""
    points: dict[str, tuple[str, str]] = {}
    """Column -> id of a table, and its column."""
    values: dict[str, list[str]] = {}
    checks: dict[str, list[str]] = {}
    """Column, or empty for the table -> conditions in SQL."""

    def primary_key(self) -> set[str]:
        """As a contract has it; else the one column that is always filled and unique, where there is just one."""
        if self.primary:
            return self.primary
        both = self.filled & self.unique
        return both if len(both) == 1 else set()


def promises_of(project: Project) -> tuple[dict[str, Promises], Counter[str]]:
    """Id of a table -> what is promised of it; and the tests that say more than a book holds, by name."""
    found: dict[str, Promises] = {key: Promises() for key in project.tables}
    others: Counter[str] = Counter()
    for test in project.tests:
        key = _table_of(test, project)
        if not (key and test.test_metadata and _apply_test(test, found[key], project, key)):
            others[test.test_metadata.name if test.test_metadata else "in SQL of its own"] += 1
    by_relation = {_bare(node.relation_name): key for key, node in project.tables.items() if node.relation_name}
    for key, node in project.tables.items():
        for columns, constraint in _constraints(node):
            _apply_constraint(columns, constraint, found[key], by_relation)
    return found, others


def _table_of(test: Node, project: Project) -> str:
    """Id of the table that is tested; where the manifest does not say, the only one it depends on."""
    named = [test.attached_node] if test.attached_node else project.parents_of_test(test)
    return named[0] if len(named) == 1 and named[0] in project.tables else ""


def _apply_test(test: Node, promises: Promises, project: Project, key: str) -> bool:
    """Whether the test says something that a book holds."""
    about = test.test_metadata
    if about is None or (test.config and test.config.where):
        return False
    given = dict(about.kwargs or {})
    if isinstance(nested := given.get("arguments"), dict):
        given |= nested
    column = (test.column_name or in_words(given.get("column_name"))).lower()
    fails = not (test.config and (test.config.severity or "").lower() == "warn")
    if about.name == "relationships" and column:
        others = [one for one in project.parents_of_test(test) if one != key] or [key]
        if len(others) == 1 and others[0] in project.tables and (field := in_words(given.get("field"))):
            promises.points[column] = (others[0], field)
            return True
    elif about.name == "accepted_values" and column:
        promises.values[column] = words_of(given.get("values"))
        return True
    elif fails:
        return _apply_guarantee(about.name, column, given, promises)
    return False


def _apply_guarantee(name: str, column: str, given: Mapping[str, Any], promises: Promises) -> bool:
    """What only holds where a breach fails the build: a test that merely warns says what is hoped."""
    if name == "not_null" and column:
        promises.filled.add(column)
    elif name == "unique" and column:
        promises.unique.add(column)
    elif name == "unique_combination_of_columns" and (columns := words_of(given.get("combination_of_columns"))):
        promises.together.append(columns)
    else:
        return False
    return True


def _constraints(node: Node) -> Iterator[tuple[list[str], Constraint]]:
    for constraint in node.constraints or ():
        yield constraint.columns or [], constraint
    for name, column in (node.columns or {}).items():
        for constraint in column.constraints or ():
            yield [column.name or name], constraint


def _apply_constraint(
    columns: list[str], constraint: Constraint, promises: Promises, by_relation: Mapping[str, str]
) -> None:
    lowered = [column.lower() for column in columns]
    if constraint.type == "not_null":
        promises.filled.update(lowered)
    elif constraint.type == "primary_key":
        promises.primary.update(lowered)
    elif constraint.type == "unique" and len(columns) == 1:
        promises.unique.update(lowered)
    elif constraint.type == "unique" and columns:
        promises.together.append(columns)
    elif constraint.type == "check" and constraint.expression:
        promises.checks.setdefault(lowered[0] if len(columns) == 1 else "", []).append(constraint.expression)
    elif constraint.type == "foreign_key" and (target := by_relation.get(_bare(constraint.to))):
        for column, other in zip(lowered, constraint.to_columns or (), strict=False):
            promises.points[column] = (target, other)


def _bare(relation: str | None) -> str:
    """A relation without quotes, so that two spellings of it meet."""
    return "".join(letter for letter in relation or "" if letter not in '"`[]').lower()

"""Tables of a database as datasets."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, cast

from lakebook.importers._database.reflected import Reflected
from lakebook.importers._database.words import Kind
from lakebook.importers._harvest import Address, Found
from lakebook.model.dataset import Column, Dataset

if TYPE_CHECKING:
    from sqlalchemy import Dialect

_MOST_VALUES = 100
"""Of a column that lists its values; more of them say nothing to a reader."""


class Tables:
    """Makes datasets of what was reflected of one schema."""

    def __init__(
        self,
        reflected: Reflected,
        types: Mapping[tuple[str, str], str],
        dialect: Dialect,
        space_of: Callable[[str], str],
        schema: str,
    ) -> None:
        self._reflected = reflected
        self._types = types
        self._dialect = dialect
        self._space_of = space_of
        self._schema = schema

    def found(self, name: str, kind: Kind) -> Found | None:
        """One table with its columns and keys; None where it could not be read."""
        listed: list[Any] = self._reflected.columns.get(name) or []
        if not listed:
            return None
        columns = {str(column["name"]): self._column(name, column, kind) for column in listed}
        references = self._keys(name, columns)
        comment = (self._reflected.comments.get(name) or {}).get("text") or ""
        dataset = Dataset(name=name, kind=kind, description=_words(comment), columns=columns)
        address = Address(self._space_of(self._schema), name)
        return Found(address=address, dataset=dataset, references=references, complete=kind == "table")

    def _column(self, table: str, said: Mapping[str, Any], kind: Kind) -> Column:
        name = str(said["name"])
        computed = said.get("computed")
        values = [_words(self._reflected.unescaped(value)) for value in _values(said["type"])]
        return Column(
            name=name,
            type=_words(self._types.get((table, name)) or _printed(said["type"], self._dialect)),
            required=kind == "table" and not said.get("nullable", True),
            description=_words(said.get("comment") or ""),
            values=dict.fromkeys((value for value in values if value), "") if len(values) <= _MOST_VALUES else {},
            extra={"generated": _words(str(computed.get("sqltext") or ""))} if computed else {},
        )

    def _keys(self, table: str, columns: Mapping[str, Column]) -> dict[str, tuple[Address, str]]:
        """Mark the columns of keys; gives back what those of foreign keys point to.

        Where a column is in several foreign keys, the one of the fewest columns tells most about it.
        """
        primary = set((self._reflected.primary.get(table) or {}).get("constrained_columns") or ())
        unique = {column for one in self._reflected.unique.get(table) or () for column in one["column_names"]}
        references: dict[str, tuple[Address, str]] = {}
        foreign = self._reflected.foreign.get(table) or ()
        for key in sorted(foreign, key=lambda key: len(key["constrained_columns"])):
            target = Address(self._space_of(key.get("referred_schema") or self._schema), str(key["referred_table"]))
            for column, other in zip(key["constrained_columns"], key["referred_columns"], strict=False):
                references.setdefault(column, (target, other))
        for name, column in columns.items():
            marks = (("pk", primary), ("uk", unique), ("fk", references))
            column.key = cast(Any, tuple(mark for mark, marked in marks if name in marked))
            column.required = column.required and name not in primary  # a primary key says so
        return {column: target for column, target in references.items() if column in columns}


def _printed(kind: Any, dialect: Dialect) -> str:
    """The type as SQLAlchemy spells it; empty where it does not know it."""
    from sqlalchemy.exc import SQLAlchemyError

    try:
        return str(kind.compile(dialect=dialect)).lower()
    except SQLAlchemyError:
        return ""


def _values(kind: Any) -> list[str]:
    """What a column of an enumeration may hold: also of a list of them, of a set, and of a domain over one."""
    for inner in (kind, getattr(kind, "item_type", None), getattr(kind, "data_type", None)):
        listed = getattr(inner, "enums", None) or getattr(inner, "values", None)
        if isinstance(listed, list | tuple):
            return [str(value) for value in listed if str(value).strip()]
    return []


def _words(text: str) -> str:
    """Text without the control characters that no file of the book may hold, and no space around it."""
    return "".join(letter for letter in text if letter in "\n\t" or letter.isprintable()).strip()

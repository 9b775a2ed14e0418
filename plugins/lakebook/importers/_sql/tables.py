"""The tables that scripts speak of, as they stand after each statement."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from lakebook.diagnostics import Location
from lakebook.importers._sql.dialects import Dialect
from lakebook.importers._sql.tokens import Part
from lakebook.model.dataset import Column

GIVES = "lakebook_gives_"
"""What stands before the name of a routine in the name of the hidden table of what it gives back."""
VALUE = "lakebook_value"
"""The column of such a table of one that gives a single value."""
Key = tuple[str, ...]
"""A dotted name, folded as its dialect folds names: what is above the table, then the table."""


class ForeignKey(NamedTuple):
    """A foreign key before it is known which table it points to."""

    columns: tuple[str, ...]
    """Folded."""
    spelled: tuple[str, ...]
    """The other table, as it is written here."""
    target: Key
    target_columns: tuple[str, ...]
    """Folded; empty for the primary key of the other table."""


class Session(msgspec.Struct):
    """What a script has set for the names that follow."""

    dialect: Dialect
    database: tuple[str, ...] = ()
    """Set by USE; above the schema."""
    path: list[tuple[str, ...]] = []
    """Schemas to look in for a name without one, the first one for what is made new."""
    hidden: dict[str, Table] = {}
    """Temporary tables by folded name."""
    variables: frozenset[str] | None = None
    """In a body, folded names that are no columns where no table is known to have them; None outside of bodies."""
    kept: dict[str, Table] = {}
    """In a body, hidden tables by the folded name of a variable that holds the column of that name."""

    def fold(self, part: Part) -> str:
        """The name for matching."""
        return fold(part, self.dialect.folds)

    def copied(self) -> Session:
        """What is set now; later settings do not change it."""
        return msgspec.structs.replace(self, path=list(self.path))

    def spaces(self) -> list[tuple[str, ...]]:
        """What a name without a schema may be below of."""
        default = (*self.database, self.dialect.schema) if self.dialect.schema else self.database
        return self.path or [default]

    def spelled(self, name: Sequence[Part]) -> tuple[str, ...]:
        """The whole name, with what is above it where that is not said."""
        texts = [part.text for part in name]
        if len(texts) == 1:
            return (*self.spaces()[0], *texts)
        texts = [text or self.dialect.schema for text in texts]
        if len(texts) == 2 and self.database and self.dialect.name != "mysql":
            return (*self.database, *texts)
        return tuple(text for text in texts if text)

    def key(self, name: Sequence[Part]) -> Key:
        """The whole name for matching."""
        quoted = {part.text for part in name if part.quoted}
        return tuple(fold(Part(text, text in quoted), self.dialect.folds) for text in self.spelled(name))


class Query(NamedTuple):
    """A statement that fills a table, before it is known what its names mean."""

    text: str
    whole: bool
    """Whether *text* is a statement as INSERT; else it is a query."""
    columns: tuple[str, ...]
    """Of the table, in the order of the query's; empty where that is not said."""
    session: Session
    """What the script had set at that place."""
    location: Location
    records: tuple[tuple[str, str], ...] = ()
    """Names of rows of a loop or a trigger, each with what it is a row of."""


class Table(msgspec.Struct, eq=False):
    """A table or view of the scripts."""

    space: tuple[str, ...]
    """What is above it, as spelled first."""
    name: str
    kind: str = "table"
    description: str = ""
    columns: dict[str, Column] = {}
    """By folded name."""
    added: dict[str, Column] = {}
    """Columns that are added to those of its query, which are not known yet; by folded name."""
    described_columns: dict[str, str] = {}
    """Comments on columns that only the query of a view names, by folded name."""
    foreign_keys: list[ForeignKey] = []
    queries: list[Query] = []
    location: Location = Location("")
    described: bool = False
    """Whether a statement made it; else it was only met."""
    hidden: bool = False
    """Temporary, or dropped again: it is seen through."""
    is_virtual: bool = False
    """Whether a module of SQLite stands for it."""


def fold(part: Part, folds: str) -> str:
    """A name for matching, by the rule of a dialect."""
    if folds == "all":
        return part.text.lower()
    if part.quoted:
        return part.text
    return part.text.lower() if folds == "lower" else part.text.upper()


class Tables:
    """All tables by key; a shorter name finds the only table that ends in it."""

    def __init__(self) -> None:
        self._by_key: dict[Key, Table] = {}
        self._by_name: dict[str, list[Key]] = {}
        self._all: list[Table] = []
        self._synonyms: dict[Key, tuple[tuple[Part, ...], Session]] = {}
        self.swaps: list[tuple[Table, Table, Session]] = []
        """Tables that took each other's place."""
        self.give_rows: set[str] = set()
        """Functions whose rows are known, by their last names in lower case."""
        self.give_values: set[str] = set()
        """Those of which it is known what their value is made of."""

    def listed(self) -> list[Table]:
        """All tables, also hidden ones and those that were only met, as they came."""
        return list(self._all)

    def find(self, key: Key) -> Table | None:
        """The table of that name; one whose name says more or less above it, where only one does."""
        table = self._by_key.get(key)
        if table is not None or not key:
            return table
        found = {
            id(self._by_key[other]): self._by_key[other]
            for other in self._by_name.get(key[-1], ())
            if len(other) > 1 < len(key) and (other[-len(key) :] == key or key[-len(other) :] == other)
        }
        return next(iter(found.values())) if len(found) == 1 else None

    def known(self, name: Sequence[Part], session: Session) -> Table | None:
        """The table that a script means by a name, where there is one."""
        if not name:
            return None
        if len(name) == 1:
            hidden = session.hidden.get(session.fold(name[0]))
            if hidden is not None:
                return hidden
            for space in session.spaces():
                key = session.key([*(Part(text, False) for text in space), *name])
                table = self._by_key.get(key) or self._called(key)
                if table is not None:
                    return table
        key = session.key(name)
        table = self.find(key) or self._called(key)
        return table or (self._called(key[-1:]) if len(name) == 1 else None)

    def call(self, key: Key, target: tuple[Part, ...], session: Session) -> None:
        """Let a synonym stand for what a script means by a name."""
        self._synonyms[key] = (target, session)

    def _called(self, key: Key) -> Table | None:
        """The table that a synonym stands for, also for one that stands for another one."""
        synonym = self._synonyms.pop(key, None)  # while it is looked for, it stands for nothing
        if synonym is None:
            return None
        table = self.meant(*synonym)
        self._synonyms[key] = synonym
        return table

    def meant(self, name: Sequence[Part], session: Session) -> Table:
        """The table that a script means by a name, made as one that was only met where there is none."""
        return self.known(name, session) or self.met(session.key(name), session.spelled(name))

    def add(self, key: Key, table: Table) -> None:
        """Put a table in its place; another one that was there stays reachable for what was filled from it."""
        self._all.append(table)
        self.alias(key, table)

    def alias(self, key: Key, table: Table) -> None:
        """Let another name find a table."""
        if key not in self._by_key:
            self._by_name.setdefault(key[-1], []).append(key)
        self._by_key[key] = table

    def replace(self, old: Table) -> None:
        """Take out a table that another one takes the place of."""
        self._all = [table for table in self._all if table is not old]

    def met(self, key: Key, spelled: tuple[str, ...]) -> Table:
        """The table of that name, made as one that was only met where there is none."""
        table = self.find(key)
        if table is None:
            table = Table(space=spelled[:-1], name=spelled[-1], hidden=spelled[-1].startswith(("#", GIVES)))
            self.add(key, table)
        return table

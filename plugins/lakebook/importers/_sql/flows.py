"""From statements to flows between tables: queries in the order in which they need each other's columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from lakebook.importers._harvest.note_list import NoteList
from lakebook.importers._sql.batches import Answer, Seen, Spreading, Target, Text, Work, all_of, resolve, see
from lakebook.importers._sql.outputs import Outputs
from lakebook.importers._sql.tables import GIVES, VALUE, Query, Table, Tables, fold
from lakebook.importers._sql.tokens import Part
from lakebook.model.dataset import Column

GIVEN = "what a body is given, or keeps in variables, is not followed to where it is from"
BY_HAND = "write down what such a table is made of below sources: in the book"
PUT_TOGETHER = "SQL that a body puts together while it runs is not read"
Flows = dict[Table, dict[Table, dict[str, set[str]]]]
"""Table -> table it is made of -> its column -> columns of the other one, folded."""


class _Move(NamedTuple):
    """A statement, and the tables it names."""

    targets: tuple[Table | None, ...]
    """What is filled, in the order of ``seen.targets``; None where no table is."""
    query: Query
    seen: Seen
    sources: dict[tuple[Part, ...], Table]

    @property
    def made(self) -> Table | None:
        """The table whose columns are those of the query."""
        return self.targets[0] if self.targets and not self.query.whole else None

    def order(self) -> list[Table]:
        """Tables that are read, and those that hold the values of variables, each by its number."""
        return [*self.sources.values(), *_kept_in(self.query).values()]


class FlowReader:
    """The flows of all queries of some tables."""

    def __init__(self, tables: Tables, notes: NoteList, spreading: Spreading) -> None:
        self._tables = tables
        self._notes = notes
        self._spreading = spreading
        self._flows: Flows = {}
        self._rows, self._values = frozenset(tables.give_rows), frozenset(tables.give_values)

    def read(self, loose: Iterable[Query] = ()) -> Flows:
        """All flows; views get the columns of their queries on the way. *loose* are statements such as INSERT."""
        moves = list(self._moves(list(loose)))
        waiting = moves
        while waiting:
            pending = {move.made for move in waiting if move.made and not move.made.columns}
            ready = [move for move in waiting if not (pending - {move.made}) & set(move.sources.values())]
            ready = ready or waiting  # views that need each other: as they come
            self._resolve(ready)
            done = set(map(id, ready))
            waiting = [move for move in waiting if id(move) not in done]
        return self._flows

    def _moves(self, loose: list[Query]) -> Iterator[_Move]:
        """Statements with the tables they name, as far as they parse."""
        listed: list[tuple[Table | None, Query]] = [
            (table, query) for table in self._tables.listed() for query in table.queries
        ]
        listed += [(None, query) for query in loose]
        texts = [self._text(query) for _, query in listed]
        for (table, query), seen in zip(listed, all_of(see, texts, self._spreading), strict=True):
            if seen.error:
                self._say(query, table, seen)
                continue
            targets = tuple(table or self._target(one, query) for one in seen.targets)
            if any(targets):
                sources = {name: self._tables.meant(name, query.session) for name in seen.sources}
                yield _Move(targets, query, seen, sources)
                for target, one in zip(targets, seen.targets, strict=True):
                    if target is not None:
                        self._edges(target, [sources[name] for name in one.sources])

    def _say(self, query: Query, table: Table | None, seen: Seen) -> None:
        place = query.location
        at = type(place)(place.path, place.line + seen.line)
        name = table.name.removeprefix(GIVES) if table else ""
        what = f"what '{name}' is made of" if table else "a statement"
        hint = "write it for the dialect that --dialect says, or leave it: the rest is read"
        self._notes.add(at, f"{what} is not understood: {seen.error}", hint)

    def _target(self, one: Target, query: Query) -> Table | None:
        return self._tables.meant(one.name, query.session) if one.name else None

    def _edges(self, target: Table, sources: Iterable[Table]) -> None:
        edges = self._flows.setdefault(target, {})
        for source in sources:
            if source is not target:
                edges.setdefault(source, {})

    def _resolve(self, moves: list[_Move]) -> None:
        work = [self._work(move) for move in moves]
        for move, answer in zip(moves, all_of(resolve, work, self._spreading), strict=True):
            self._take(move, answer)

    def _work(self, move: _Move) -> Work:
        order = move.order()
        numbers = {name: at for at, name in enumerate(move.sources)}
        columns = {at: tuple(table.columns) for at, table in enumerate(order)}
        kept = {name: order.index(table) for name, table in _kept_in(move.query).items()}
        return Work(self._text(move.query), numbers, columns, kept)

    def _text(self, query: Query) -> Text:
        session, kept = query.session, frozenset(_kept_in(query))
        name, given = session.dialect.name, (self._rows, self._values)
        return Text(query.text, name, query.whole, query.records, session.variables, *given, kept)

    def _take(self, move: _Move, answer: Answer) -> None:
        if answer.error:
            name = next(target.name for target in move.targets if target is not None).removeprefix(GIVES)
            self._notes.add(move.query.location, f"columns of '{name}' are not known: {answer.error}", "")
            return
        order = move.order()
        for outputs, filled, target in zip(answer.outputs, move.seen.targets, move.targets, strict=True):
            if target is None:
                continue
            self._say_unsure(move, outputs, is_value=VALUE in (column.name for column in target.columns.values()))
            if not move.query.whole and not target.columns and not move.query.columns:
                _name_columns(target, outputs, order)
            names = self._target_columns(move.query, target, outputs, filled)
            edges = self._flows[target]
            for name, output in zip(names, outputs.columns, strict=False):
                for number, column in output.origins if name else ():
                    if order[number] is not target:
                        edges.setdefault(order[number], {}).setdefault(name, set()).add(column)
            if not move.query.whole:
                _type_columns(target, names, outputs, order)

    def _say_unsure(self, move: _Move, outputs: Outputs, *, is_value: bool) -> None:
        """What a function is given for its value is known where it is called."""
        place = move.query.location
        if not outputs.complete:
            hint = "name the columns in the query, or give the script that makes the table it is of"
            self._notes.add(place, "a star stands for columns that are not known: only the tables are", hint)
        if outputs.given and not is_value:
            self._notes.add(place, GIVEN, BY_HAND)
        if outputs.unsure:
            hint = "put the table's name before them, or give the scripts that make the tables"
            self._notes.add(place, "columns of which it cannot be told which table they are of are left out", hint)

    def _target_columns(self, query: Query, target: Table, outputs: Outputs, filled: Target) -> list[str]:
        """Folded names of the columns filled, in the order of the query's; empty texts where one is not known."""
        folds = query.session.dialect.folds
        given = [fold(part, folds) for part in filled.columns] or list(query.columns)
        if given:
            return given if outputs.complete else []
        if not query.whole:
            return [output.name for output in outputs.columns]
        if filled.by_name:
            known = target.columns
            return [output.name if not known or output.name in known else "" for output in outputs.columns]
        fixed = {fold(part, folds) for part in filled.fixed}
        free = [name for name in target.columns if name not in fixed]
        return free if outputs.complete and len(free) == len(outputs.columns) else []


def _kept_in(query: Query) -> dict[str, Table]:
    """Variables that a statement names, with the tables that hold their values."""
    if not query.session.kept:
        return {}
    text = query.text.lower()
    return {name: table for name, table in query.session.kept.items() if name.lower() in text}


def _name_columns(table: Table, outputs: Outputs, order: list[Table]) -> None:
    """The columns of a view are those of its query."""
    if not outputs.complete:
        return
    for output in outputs.columns:
        if output.name and output.name not in table.columns:
            origin = next(iter(output.origins), None) if len(output.origins) == 1 else None
            source = order[origin[0]].columns.get(origin[1]) if origin else None
            name = output.spelled or (source.name if source else output.name)
            description = table.described_columns.get(output.name, "")
            table.columns = {**table.columns, output.name: Column(name=name, description=description)}
    table.columns = {**table.columns, **table.added}


def _type_columns(table: Table, names: list[str], outputs: Outputs, order: list[Table]) -> None:
    """A column that is handed on as it is keeps its type."""
    for name, output in zip(names, outputs.columns, strict=False):
        column = table.columns.get(name)
        if column is None or column.type or not output.as_is or len(output.origins) != 1:
            continue
        number, origin = next(iter(output.origins))
        source = order[number].columns.get(origin)
        column.type = source.type if source else ""

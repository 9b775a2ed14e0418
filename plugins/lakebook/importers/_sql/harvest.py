"""All scripts -> what they say, in the shape that every harvester gives back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Sequence
from pathlib import Path

from lakebook.diagnostics import Finding, Location
from lakebook.importers._harvest import Address, Flow, Found, Harvest
from lakebook.importers._harvest.note_list import NoteList
from lakebook.importers._sql.batches import Spreading
from lakebook.importers._sql.flows import FlowReader, Flows
from lakebook.importers._sql.scripts import Script, ScriptReader, read_scripts
from lakebook.importers._sql.seen_through import seen_through
from lakebook.importers._sql.tables import ForeignKey, Table, Tables
from lakebook.model.dataset import Dataset


def harvest_scripts(
    given: Sequence[Path], *, dialect: str, models: str, spreading: Spreading, kinds: Container[str]
) -> Harvest:
    """What SQL scripts say as a whole. *kinds* are those that a dataset may have in the book."""
    notes = NoteList()
    scripts = read_scripts(given, dialect, notes)
    if not scripts:
        hint = "name .sql files, or a folder that holds some"
        where = Location(given[0].as_posix() if given else "")
        return Harvest(origin="sql", errors=[*notes.listed(), Finding(where, "no SQL script is there to read", hint)])
    reader = ScriptReader(notes, models, given)
    loose = reader.read(scripts)
    flows = seen_through(FlowReader(reader.tables, notes, spreading).read(loose))
    shown = [table for table in reader.tables.listed() if not table.hidden and (table.described or flows.get(table))]
    found = [_found(table, flows, reader.tables, kinds) for table in shown]
    told = [_told_scripts(scripts, reader.count), *_told_found(found)]
    told += filter(None, [reader.statements.bodies.told()])
    return Harvest(origin="sql", found=found, notes=notes.listed(), told=told)


def _address(table: Table) -> Address:
    return Address(".".join(table.space), table.name)


def _found(table: Table, flows: Flows, tables: Tables, kinds: Container[str]) -> Found:
    dataset = Dataset(
        name=table.name,
        kind=table.kind if table.kind in kinds else "table",
        description=table.description,
        columns={column.name: column for column in table.columns.values()},
    )
    return Found(
        address=_address(table),
        dataset=dataset,
        flows={_address(source): _flow(table, source, columns) for source, columns in flows.get(table, {}).items()},
        references=dict(_references(table, tables)),
        described=table.described,
        complete=table.described and not table.queries,
        location=table.location,
    )


def _flow(table: Table, source: Table, columns: dict[str, set[str]]) -> Flow:
    return Flow(
        {_spelled(table, name): tuple(sorted(_spelled(source, x) for x in columns[name])) for name in sorted(columns)}
    )


def _spelled(table: Table, name: str) -> str:
    """A column as its table spells it."""
    column = table.columns.get(name)
    return column.name if column else name


def _references(table: Table, tables: Tables) -> Iterable[tuple[str, tuple[Address, str]]]:
    for key in table.foreign_keys:
        other = tables.find(key.target)
        address = _address(other) if other else Address(".".join(key.spelled[:-1]), key.spelled[-1])
        for name, theirs in zip(key.columns, _pointed_at(key, other), strict=False):
            if name in table.columns:
                yield table.columns[name].name, (address, _spelled(other, theirs) if other else theirs)


def _pointed_at(key: ForeignKey, other: Table | None) -> tuple[str, ...]:
    """Columns that a foreign key points to; the primary key of the other table where it does not say."""
    if key.target_columns or other is None:
        return key.target_columns
    return tuple(name for name, column in other.columns.items() if "pk" in column.key)


def _told_scripts(scripts: Sequence[Script], statements: int) -> str:
    dialects = Counter(script.dialect.name for script in scripts)
    said = ", ".join(f"{name} ({count})" if len(dialects) > 1 else name for name, count in dialects.most_common())
    return f"{len(scripts)} scripts, read as {said}: {statements:,} statements"


def _told_found(found: Sequence[Found]) -> Iterable[str]:
    made = [one for one in found if one.described]
    views = sum(one.dataset.kind == "view" for one in made)
    columns = sum(len(one.dataset.columns) for one in made)
    keys = sum(len(one.references) for one in made)
    yield f"{len(made) - views} tables, {views} views, {columns:,} columns, {keys:,} of them foreign keys"
    flows = [flow for one in found for flow in one.flows.values()]
    traced = sum(len(origins) for flow in flows for origins in flow.columns.values())
    if flows:
        yield f"{len(flows):,} flows between tables, {traced:,} between columns"

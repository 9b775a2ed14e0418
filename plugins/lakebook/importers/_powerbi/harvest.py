"""Models, reports and dashboards of Power BI as a harvest."""

from __future__ import annotations

from collections.abc import Iterator

from lakebook.importers._fields.field import Field, columns_of
from lakebook.importers._fields.kinds import fitting_kind
from lakebook.importers._harvest import Address, Flow, Found, Harvest
from lakebook.importers._harvest.note_list import NoteList
from lakebook.importers._powerbi.dax import is_dax, tables_named
from lakebook.importers._powerbi.m_sources import NativeSql, Reads, connection_of, reads_of
from lakebook.importers._powerbi.model import Model, ModelTable, Partition, Report
from lakebook.importers._sql.one_query import query_reads
from lakebook.model.dataset import Column, Dataset

_OF_ITSELF = ("LocalDateTable_", "DateTableTemplate_")
"""Beginnings of the names of tables that Power BI makes for every date."""


def harvest_of(models: list[Model], reports: list[Report], kinds: tuple[str, ...], notes: NoteList) -> Harvest:
    """What the models say, as one."""
    harvest = Harvest(origin="powerbi")
    own = 0
    for model in models:
        tables = [table for table in model.tables if not table.name.startswith(_OF_ITSELF)]
        own += len(model.tables) - len(tables)
        harvest.found += [_found(table, model, notes) for table in tables]
        columns = sum(len(table.columns) for table in tables)
        measures = sum(column.is_measure for table in tables for column in table.columns)
        harvest.told.append(
            f"model '{model.name}': tables {len(tables)}, columns {columns - measures}, measures {measures}, "
            f"relationships {len(model.relationships)}"
        )
    if own:
        harvest.told.append(f"left out, as Power BI makes them for dates: {own}")
    harvest.found += _shown(models, reports, kinds)
    return harvest


def _found(table: ModelTable, model: Model, notes: NoteList) -> Found:
    dataset = Dataset(name=table.name, description=table.description, extra=table.extra)
    dataset.columns = columns_of(_fields(table), f"'{table.name}'", notes)
    found = Found(address=Address(model.space, table.name), dataset=dataset, location=table.location)
    names = {one.name for one in model.tables}
    for partition in table.partitions:
        _flow(partition, table, model, names, found, notes)
    found.flows.pop(found.address, None)
    for one in model.relationships:
        if one.table == table.name and one.to_table in names and one.column in dataset.columns:
            found.references[one.column] = (Address(model.space, one.to_table), one.to_column)
    return found


def _fields(table: ModelTable) -> Iterator[Field]:
    for column in sorted(table.columns, key=lambda one: one.is_measure):
        made = Column(
            name=column.name,
            type="measure" if column.is_measure else column.type,
            key=("pk",) if column.is_key else (),
            description=column.description,
            extra=column.extra,
        )
        yield Field(column=made, location=table.location)


def _flow(
    partition: Partition, table: ModelTable, model: Model, names: set[str], found: Found, notes: NoteList
) -> None:
    """Take down what one partition reads."""
    source = Address("", "")
    if partition.entity:
        database = connection_of(model.expressions.get(partition.source, ""), model.expressions)
        if database is not None:
            space = ".".join(part for part in (database, partition.schema) if part)
            source = Address(space, partition.entity)
            found.flows[source] = Flow()
        else:
            notes.add(
                table.location, f"'{table.name}' reads '{partition.entity}' of a source that is not named plainly"
            )
    elif partition.kind == "calculated" or (not partition.kind and is_dax(partition.expression)):
        for name in sorted(tables_named(partition.expression, names)):
            found.flows[Address(model.space, name)] = Flow()
    elif partition.kind in ("", "m"):
        reads = reads_of(partition.expression, model.expressions, names)
        source = _take(reads, table, model, found, notes)
    elif partition.expression:
        notes.add(table.location, f"'{table.name}' is filled by a query in another language: it is not read")
    if source.name:
        same = {one.name: (one.source_column,) for one in table.columns if one.source_column}
        found.flows[source].columns.update(same)


def _take(reads: Reads, table: ModelTable, model: Model, found: Found, notes: NoteList) -> Address:
    """Flows of a query in M; gives back the one table that it is, column by column."""
    for address in sorted(reads.tables):
        found.flows.setdefault(address, Flow())
    for name in sorted(reads.queries):
        found.flows.setdefault(Address(model.space, name), Flow())
    for one in reads.sql:
        _take_sql(one, reads.is_sql, table, found, notes)
    if reads.unknown:
        what = ", ".join(sorted(reads.unknown))
        notes.add(table.location, f"'{table.name}' reads what is not said plainly: {what}")
    return next(iter(reads.tables)) if reads.is_table else Address("", "")


def _take_sql(one: NativeSql, is_all: bool, table: ModelTable, found: Found, notes: NoteList) -> None:
    """Flows of a query in SQL; of columns where the rows *is_all* that the table is."""
    read = query_reads(one.text, one.dialect, one.database)
    if read.error:
        notes.add(table.location, f"SQL of '{table.name}' is not understood: {read.error}", "the rest is read")
    columns = {(column.source_column or column.name).lower(): column.name for column in table.columns}
    for name, made in read.tables.items():
        flow = found.flows.setdefault(Address(".".join(name[:-1]), name[-1]), Flow())
        if is_all and read.is_star:
            made = {one.source_column: {one.source_column} for one in table.columns if one.source_column}
        for theirs, taken in made.items() if is_all else ():
            if mine := columns.get(theirs.lower()):
                flow.columns[mine] = tuple(sorted({*flow.columns.get(mine, ()), *taken}))


def _shown(models: list[Model], reports: list[Report], kinds: tuple[str, ...]) -> Iterator[Found]:
    """Reports and dashboards, and the models that they show: an answer does not say which tables."""
    by_id = {model.id: model for model in models if model.id}
    addresses = {report.id: _address_of(report, reports) for report in reports if report.id}
    for id_ in dict.fromkeys(id_ for report in reports for id_ in report.models if id_ in by_id):
        model = by_id[id_]
        dataset = Dataset(name=f"{model.name} (model)", kind=fitting_kind("view", kinds), description=model.description)
        flows = {Address(model.space, table.name): Flow() for table in model.tables}
        yield Found(address=_model_address(model), dataset=dataset, flows=flows, location=model.location)
    for report in reports:
        address = _address_of(report, reports)
        dataset = Dataset(name=address.name, description=report.description, url=report.url, extra=report.extra)
        dataset.kind = fitting_kind(report.kind, kinds)
        shown = [_model_address(by_id[id_]) for id_ in report.models if id_ in by_id]
        shown += [addresses[id_] for id_ in report.reports if id_ in addresses]
        yield Found(address=address, dataset=dataset, flows={one: Flow() for one in shown}, location=report.location)


def _model_address(model: Model) -> Address:
    return Address(model.space, f"{model.name} (model)")


def _address_of(report: Report, reports: list[Report]) -> Address:
    same = any(other.name == report.name and other.kind != report.kind for other in reports)
    name = f"{report.name} (dashboard)" if same and report.kind == "dashboard" else report.name
    return Address(report.workspace.replace(".", "-"), name)

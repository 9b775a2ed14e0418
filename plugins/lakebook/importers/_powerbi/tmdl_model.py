"""Files of TMDL -> a model."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from lakebook.diagnostics import Location
from lakebook.importers._powerbi.model import Model, ModelColumn, ModelTable, Partition, Relationship
from lakebook.importers._powerbi.tmdl import TmdlObject, split_reference, unquoted

_KEPT = ("isHidden", "formatString", "dataCategory", "displayFolder", "sourceProviderType")


def root_of(path: Path) -> Path:
    """The folder of the model that a file of TMDL belongs to."""
    for folder in path.parents:
        if folder.name.lower().endswith((".semanticmodel", ".dataset")):
            return folder
    for folder in path.parents:
        if folder.name.lower() == "definition" and folder.parent.name:
            return folder.parent
    return path.parents[1] if path.parent.name.lower() == "tables" and len(path.parents) > 1 else path.parent


def name_of(root: Path) -> str:
    """The model's name by its folder."""
    name = root.resolve().name
    for ending in (".semanticmodel", ".dataset"):
        if name.lower().endswith(ending):
            return name[: -len(ending)]
    return name or "model"


def model_of(name: str, files: Iterable[tuple[Path, TmdlObject]]) -> Model:
    """The model that these files describe together."""
    model = Model(name=name)
    for path, whole in files:
        for table in whole.each("table"):
            if table.properties or table.objects:
                model.tables.append(_table(table, path))
        for relationship in whole.each("relationship"):
            table_name, column = split_reference(relationship.properties.get("fromColumn", ""))
            to_table, to_column = split_reference(relationship.properties.get("toColumn", ""))
            if table_name and to_table:
                model.relationships.append(
                    Relationship(table=table_name, column=column, to_table=to_table, to_column=to_column)
                )
        for expression in whole.each("expression"):
            model.expressions[expression.name] = expression.value
        for database in whole.each("model"):
            model.description = model.description or database.description
            model.location = Location(path.as_posix(), database.line)
    return model


def _table(table: TmdlObject, path: Path) -> ModelTable:
    made = ModelTable(
        name=table.name,
        description=table.description or table.properties.get("description", ""),
        location=Location(path.as_posix(), table.line),
        extra=_kept(table),
    )
    for one in table.objects:
        if one.kind == "column":
            made.columns.append(_column(one))
        elif one.kind == "measure":
            made.columns.append(_measure(one))
        elif one.kind == "partition":
            made.partitions.append(_partition(one))
            if mode := one.properties.get("mode"):
                made.extra["mode"] = mode
    return made


def _column(column: TmdlObject) -> ModelColumn:
    return ModelColumn(
        name=column.name,
        type=column.properties.get("dataType", ""),
        description=column.description or column.properties.get("description", ""),
        is_key=column.properties.get("isKey", "false") == "true",
        source_column="" if column.value else unquoted(column.properties.get("sourceColumn", "")),
        extra=_kept(column),
    )


def _measure(measure: TmdlObject) -> ModelColumn:
    description = measure.description or measure.properties.get("description", "")
    return ModelColumn(name=measure.name, is_measure=True, description=description, extra=_kept(measure))


def _kept(one: TmdlObject) -> dict[str, str]:
    found = {"expression": one.value} if one.value else {}
    return found | {name: one.properties[name] for name in _KEPT if one.properties.get(name, "false") != "false"}


def _partition(partition: TmdlObject) -> Partition:
    source = next((one for one in partition.objects if one.kind == "source"), None)
    said = source.properties if source else {}
    return Partition(
        kind=partition.value.lower(),
        expression=partition.properties.get("source", ""),
        entity=unquoted(said.get("entityName", "")),
        schema=unquoted(said.get("schemaName", "")),
        source=unquoted(said.get("expressionSource", "")),
    )

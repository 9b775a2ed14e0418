"""Models in JSON: ``model.bim``, and what the scanner of an administrator answers."""

from __future__ import annotations

from collections.abc import Iterator

from lakebook.importers._documents.documents import Document
from lakebook.importers._foreign_text import as_text, is_true, maps, scalar
from lakebook.importers._powerbi.model import Model, ModelColumn, ModelTable, Partition, Relationship, Report
from lakebook.syntax.foreign_yaml import Foreign

Fields = dict[str, Foreign]

_KEPT = ("isHidden", "formatString", "dataCategory", "displayFolder", "sourceProviderType")
_NESTED = 4
_WRAPPED = ("createOrReplace", "create", "alter", "database")


def bim_in(document: Document, name: str) -> Model | None:
    """The model of a ``model.bim``, or of a command that makes it; None where there is none."""
    value = document.value
    for _ in range(_NESTED):
        if not isinstance(value, dict) or isinstance(value.get("model"), dict):
            break
        value = next((value[key] for key in _WRAPPED if key in value), None)
    model = value.get("model") if isinstance(value, dict) else None
    if not isinstance(model, dict) or not isinstance(model.get("tables"), list):
        return None
    made = Model(name=name, description=_text(model.get("description")), location=document.locate(model))
    made.tables = [_table(table, document) for table in maps(model.get("tables"))]
    made.expressions = _expressions(model)
    made.relationships = list(_relationships(model))
    return made


def workspaces_in(value: Foreign, depth: int = 0) -> list[Fields]:
    """Workspaces of an answer of the scanner, also where answers are kept by their addresses."""
    if isinstance(value, list):
        return [one for item in value for one in workspaces_in(item, depth)]
    if not isinstance(value, dict):
        return []
    if isinstance(value.get("workspaces"), list):
        return maps(value.get("workspaces"))
    inside = list(value.values()) if depth < _NESTED and len(value) < 1_000 else []
    return [one for item in inside if isinstance(item, dict) for one in workspaces_in(item, depth + 1)]


def models_of(workspace: Fields, document: Document) -> Iterator[Model]:
    """Semantic models of a workspace."""
    for dataset in maps(workspace.get("datasets")):
        yield Model(
            name=scalar(dataset.get("name")) or "model",
            workspace=_workspace(workspace),
            id=scalar(dataset.get("id")),
            description=_text(dataset.get("description")),
            tables=[_table(table, document) for table in maps(dataset.get("tables"))],
            relationships=list(_relationships(dataset)),
            expressions=_expressions(dataset),
            location=document.locate(dataset),
        )


def reports_of(workspace: Fields, document: Document) -> Iterator[Report]:
    """Reports and dashboards of a workspace; copies of them in an app are left out."""
    for report in maps(workspace.get("reports")):
        if not scalar(report.get("originalReportObjectId")):
            models = tuple(filter(None, [scalar(report.get("datasetId"))]))
            yield _report("report", report, workspace, document, models, ())
    for dashboard in maps(workspace.get("dashboards")):
        tiles = maps(dashboard.get("tiles"))
        reports = tuple(dict.fromkeys(filter(None, (scalar(tile.get("reportId")) for tile in tiles))))
        bare = (scalar(tile.get("datasetId")) for tile in tiles if not scalar(tile.get("reportId")))
        yield _report("dashboard", dashboard, workspace, document, tuple(dict.fromkeys(filter(None, bare))), reports)


def _report(
    kind: str, given: Fields, workspace: Fields, document: Document, models: tuple[str, ...], reports: tuple[str, ...]
) -> Report:
    kept = {key: as_text(given.get(key)) for key in ("reportType", "endorsementDetails", "createdBy", "modifiedBy")}
    return Report(
        kind=kind,
        name=scalar(given.get("name")) or scalar(given.get("displayName")) or kind,
        workspace=_workspace(workspace),
        id=scalar(given.get("id")),
        description=_text(given.get("description")),
        url=scalar(given.get("webUrl")),
        models=models,
        reports=reports,
        extra={key: text for key, text in kept.items() if text},
        location=document.locate(given),
    )


def _workspace(workspace: Fields) -> str:
    return scalar(workspace.get("name")) or scalar(workspace.get("id")) or "workspace"


def _table(table: Fields, document: Document) -> ModelTable:
    made = ModelTable(
        name=scalar(table.get("name")),
        description=_text(table.get("description")),
        extra=_kept(table),
        location=document.locate(table),
    )
    made.columns = [_column(column) for column in maps(table.get("columns"))]
    for measure in maps(table.get("measures")):
        description = _text(measure.get("description"))
        made.columns.append(
            ModelColumn(
                name=scalar(measure.get("name")), is_measure=True, description=description, extra=_kept(measure)
            )
        )
    made.partitions = [Partition(expression=_text(source.get("expression"))) for source in maps(table.get("source"))]
    for partition in maps(table.get("partitions")):
        source = partition.get("source")
        if isinstance(source, dict):
            made.partitions.append(
                Partition(
                    kind=scalar(source.get("type")).lower(),
                    expression=_text(source.get("expression")) or _text(source.get("query")),
                    entity=scalar(source.get("entityName")),
                    schema=scalar(source.get("schemaName")),
                    source=scalar(source.get("expressionSource")),
                )
            )
    return made


def _column(column: Fields) -> ModelColumn:
    extra = _kept(column)
    return ModelColumn(
        name=scalar(column.get("name")),
        type=scalar(column.get("dataType")),
        description=_text(column.get("description")),
        is_key=is_true(column.get("isKey")),
        source_column="" if "expression" in extra else scalar(column.get("sourceColumn")),
        extra=extra,
    )


def _kept(given: Fields) -> dict[str, str]:
    found = {key: scalar(given.get(key)) for key in _KEPT}
    found["expression"] = _text(given.get("expression"))
    return {key: text for key, text in found.items() if text and text != "false"}


def _relationships(given: Fields) -> Iterator[Relationship]:
    for one in maps(given.get("relationships")):
        ends = [scalar(one.get(key)) for key in ("fromTable", "fromColumn", "toTable", "toColumn")]
        if all(ends):
            yield Relationship(table=ends[0], column=ends[1], to_table=ends[2], to_column=ends[3])


def _expressions(given: Fields) -> dict[str, str]:
    return {scalar(one.get("name")): _text(one.get("expression")) for one in maps(given.get("expressions"))}


def _text(value: Foreign) -> str:
    """A text, or lines of one."""
    if isinstance(value, list):
        return "\n".join(line for line in value if isinstance(line, str)).strip()
    return scalar(value)

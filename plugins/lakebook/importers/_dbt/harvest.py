"""A dbt project as a harvest: tables, what they are made of, and who uses them."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from lakebook.diagnostics import Location
from lakebook.importers._dbt.columns import unbuilt_columns
from lakebook.importers._dbt.datasets import dataset_of
from lakebook.importers._dbt.manifest import ManifestExposure, sql_of
from lakebook.importers._dbt.project import Project
from lakebook.importers._dbt.promises import Promises, promises_of
from lakebook.importers._dbt.told import told_of
from lakebook.importers._harvest import Address, Exposure, Flow, Found, Harvest
from lakebook.importers._harvest.completed import each_once
from lakebook.importers._harvest.json_words import words_of
from lakebook.importers._harvest.note_list import NoteList
from lakebook.importers._sql.batches import Spreading
from lakebook.settings import Settings


def harvest_of(project: Project, settings: Settings, packages: Collection[str], spreading: Spreading) -> Harvest:
    """What the project says; with *packages*, only their tables, and of the others what those are made of."""
    promises, others = promises_of(project)
    there = sorted({node.package_name for node in project.tables.values()})
    for unknown in sorted(set(packages) - set(there)):
        project.notes.add(Location(project.path), f"no package '{unknown}' in it", f"there are: {', '.join(there)}")
    keys = [key for key, node in project.tables.items() if not packages or node.package_name in packages]
    models_first = sorted(keys, key=lambda key: project.tables[key].resource_type == "source")
    _note_what_is_missing(project, keys)
    found = {key: _found(project, key, promises[key], settings) for key in models_first}
    compiled = _read_sql(project, found, spreading)
    harvest = Harvest(origin="dbt", found=each_once(found.values()))
    harvest.exposures = [
        _exposure(project, one) for one in project.exposures if not packages or one.package_name in packages
    ]
    harvest.told = told_of(project, keys, harvest, others, compiled)
    return harvest


def _read_sql(project: Project, found: Mapping[str, Found], spreading: Spreading) -> int:
    """Fill in the columns that compiled SQL tells; gives back how many tables have any."""
    if not any(map(sql_of, project.tables.values())):
        return 0
    from lakebook.importers._dbt.compiled import add_columns  # imported on use: it loads sqlglot

    notes = NoteList()
    compiled = add_columns(project, found, notes, spreading)
    for note in notes.listed():
        project.notes.add(note.location, note.message, "the compiled SQL is in target/compiled; the rest is read")
    return compiled


def _found(project: Project, key: str, promises: Promises, settings: Settings) -> Found:
    address = project.address_of(key)
    dataset = dataset_of(project, key, promises, settings.kinds)
    origins = map(project.address_of, project.origins_of(project.parents_of(key)))
    spelled = {name.lower(): name for name in dataset.columns}
    references = {
        spelled[column]: _spelled(project, target, field)
        for column, (target, field) in promises.points.items()
        if column in spelled
    }
    place = project.place_of(project.tables[key])
    flows = {origin: Flow() for origin in origins if origin != address}
    return Found(
        address=address,
        dataset=dataset,
        flows=flows,
        references=references,
        partial=key not in project.catalog,
        location=place,
    )


def _spelled(project: Project, target: str, field: str) -> tuple[Address, str]:
    """The column that a test names, as its table spells it."""
    built, described = project.catalog.get(target), project.tables[target].columns or {}
    names = [column.name for column in built.columns.values()] if built else []
    names += [column.name or key for key, column in described.items()]
    return project.address_of(target), next((name for name in names if name.lower() == field.lower()), field)


def _note_what_is_missing(project: Project, keys: Collection[str]) -> None:
    for key in keys:
        node = project.tables[key]
        place = project.place_of(node)
        for missing in project.missing_from((node.depends_on.nodes if node.depends_on else None) or ()):
            if missing.partition(".")[0] not in ("macro", "operation"):
                project.notes.add(
                    place, f"'{key}' depends on '{missing}', which the manifest does not hold", "make it again"
                )
        built = project.catalog.get(key)
        for name in unbuilt_columns(node.columns, built) if built else ():
            hint = "build the model again, or take the column out of its YAML"
            project.notes.add(place, f"column '{name}' of '{node.name}' is described, and the table has none", hint)


def _exposure(project: Project, said: ManifestExposure) -> Exposure:
    emails = words_of(said.owner.email) if said.owner else []
    owner_name = (said.owner.name if said.owner else None) or ""
    reads = project.origins_of((said.depends_on.nodes if said.depends_on else None) or ())
    return Exposure(
        name=said.name,
        title=(said.label or "").strip(),
        type=said.type or "",
        url=said.url or "",
        description=(said.description or "").strip(),
        owner=emails[0] if emails else owner_name,
        owner_name=owner_name,
        reads=tuple(dict.fromkeys(map(project.address_of, reads))),
        location=project.place_of(said),
    )

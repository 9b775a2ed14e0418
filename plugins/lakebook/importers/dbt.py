"""Projects of dbt: tables, descriptions, tests, lineage and exposures, from ``manifest.json`` and ``catalog.json``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from lakebook.diagnostics import Finding, Location
from lakebook.importers import Place
from lakebook.importers._dbt.artifacts import catalog_beside, manifest_at
from lakebook.importers._dbt.catalog import CatalogTable, read_catalog
from lakebook.importers._dbt.harvest import harvest_of
from lakebook.importers._dbt.manifest import read_manifest
from lakebook.importers._dbt.project import NEWEST, Project
from lakebook.importers._harvest import Harvest, harvester
from lakebook.importers._harvest.completed import each_once
from lakebook.importers._harvest.note_list import NoteList
from lakebook.importers._harvest.source_files import read_bytes
from lakebook.importers._harvest.spread import SPREAD
from lakebook.importers._sql.batches import Spreading
from lakebook.syntax import Unreadable


@harvester(
    click.Option(
        ["--package", "packages"], multiple=True, metavar="NAME", help="Only tables of this package; may be repeated."
    ),
    click.Option(["--no-exposures"], is_flag=True, help="Leave exposures alone: no drafts of WIDs for them."),
    *SPREAD,
)
def dbt(given: Sequence[Path] | str, place: Place, *, packages: tuple[str, ...] = (), **options: Any) -> Harvest:
    """Projects of dbt, with lineage and exposures: a project, its target/, or a manifest.json."""
    whole = Harvest(origin="dbt", is_part=bool(packages))
    spreading = Spreading(options.get("jobs") or 1, options.get("scheduler") or "")
    for path in [Path(given)] if isinstance(given, str) else given:
        try:
            project = _project(path)
        except Unreadable as error:
            whole.errors.append(Finding(Location(path.as_posix()), error.trouble.message, error.trouble.hint))
            continue
        one = harvest_of(project, place.book.settings, packages, spreading)
        whole.found += one.found
        whole.exposures += [] if options.get("no_exposures") else one.exposures
        whole.told += one.told
        whole.notes += project.notes.listed()
    whole.found = each_once(whole.found)
    return whole


def _project(given: Path) -> Project:
    path = manifest_at(given)
    notes = NoteList()
    manifest = read_manifest(read_bytes(path))
    if manifest.version > NEWEST:
        what = f"version {manifest.version} of the manifest is newer than {NEWEST}: what is known of it is read"
        notes.add(Location(path.as_posix()), what, "look for a newer version of lakebook")
    return Project(path.as_posix(), manifest, _catalog(path, notes), notes)


def _catalog(manifest: Path, notes: NoteList) -> dict[str, CatalogTable]:
    path = catalog_beside(manifest)
    if path is None:
        return {}
    try:
        return dict(read_catalog(read_bytes(path)))
    except Unreadable as error:
        notes.add(Location(path.as_posix()), f"left out: {error.trouble.message}", error.trouble.hint)
        return {}

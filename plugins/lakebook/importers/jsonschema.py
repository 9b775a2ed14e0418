"""JSON Schema, draft 4 to 2020-12, as JSON or YAML: objects as datasets, across files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from lakebook.importers import Place
from lakebook.importers._documents.documents import YAML_AND_JSON, Documents
from lakebook.importers._fields.field import columns_of
from lakebook.importers._fields.kinds import kind_option, known_kind, parts_option
from lakebook.importers._harvest import Address, Found, Harvest, harvester
from lakebook.importers._harvest.note_list import NoteList
from lakebook.importers._jsonschema.fields import fields_of
from lakebook.importers._jsonschema.references import References
from lakebook.importers._jsonschema.roots import Root, roots
from lakebook.model.dataset import Dataset


@harvester(kind_option("file"), parts_option())
def jsonschema(
    given: Sequence[Path] | str, place: Place, *, kind: str = "file", parts: bool = False, **options: Any
) -> Harvest:
    """JSON Schema, draft 4 to 2020-12: files and folders of them, as JSON or YAML."""
    kind = known_kind(kind, place)
    documents = Documents(given, YAML_AND_JSON)
    whole, inner = roots(documents, References(documents))
    listed = [*whole, *inner] if parts else whole
    harvest = Harvest(origin="jsonschema", found=[_found(root, kind, documents.notes) for root in listed])
    if inner and not parts:
        names = ", ".join(sorted(root.name for root in inner))
        harvest.told.append(f"parts of others, no datasets of their own without --parts: {names}")
    return documents.harvest(harvest)


def _found(root: Root, kind: str, notes: NoteList) -> Found:
    reading = root.reading
    dataset = Dataset(
        name=root.name,
        kind=kind,
        title=reading.title if reading.title.lower() != root.name.lower() else "",
        description=reading.description,
        columns=columns_of(fields_of(reading, root.reader), root.name, notes),
        extra=reading.extra,
    )
    space = root.node.base.rpartition("/")[0].rstrip("/")
    return Found(
        address=Address(space, root.name), dataset=dataset, location=root.node.document.locate(root.node.value)
    )

"""Schemas of Avro: records as datasets, across files, with nested records, enums and logical types."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from lakebook.importers import Place
from lakebook.importers._avro.fields import Fields
from lakebook.importers._avro.types import Named, Types, schemas_in
from lakebook.importers._documents.documents import Documents
from lakebook.importers._fields.field import columns_of
from lakebook.importers._fields.kinds import kind_option, known_kind, parts_option
from lakebook.importers._fields.parts import parts_of_others
from lakebook.importers._foreign_text import as_text, scalar, texts
from lakebook.importers._harvest import Address, Found, Harvest, harvester
from lakebook.importers._harvest.note_list import NoteList
from lakebook.model.dataset import Dataset

_TAKEN = frozenset(["type", "name", "namespace", "doc", "aliases", "fields"])
_IDL = "the language of .avdl is not read"
_FROM_IDL = "make .avsc files of it: avro-tools idl2schemata FILE FOLDER"


@harvester(kind_option("topic"), parts_option())
def avro(
    given: Sequence[Path] | str, place: Place, *, kind: str = "topic", parts: bool = False, **options: Any
) -> Harvest:
    """Schemas of Avro: .avsc and .avpr files, and folders of them."""
    kind = known_kind(kind, place)
    documents = Documents(given, (".avsc", ".avpr", ".avdl"))
    types = Types(documents.notes)
    for path in documents.paths():
        if path.name.lower().removesuffix(".gz").endswith(".avdl"):
            documents.refuse(path, _IDL, _FROM_IDL)
    for document in documents.each():
        found = [types.add(document, schema) for schema in schemas_in(document.value)]
        if not any(found):
            documents.refuse(document.path, "no schema of Avro", "a schema has a 'type', a 'name' and 'fields'")
    inner = set() if parts else parts_of_others([root.name for root in types.roots], types.uses)
    harvest = Harvest(origin="avro")
    harvest.found = [_found(root, types, kind, documents.notes) for root in types.roots if root.name not in inner]
    if inner:
        names = ", ".join(sorted(inner))
        harvest.told.append(f"parts of others, no datasets of their own without --parts: {names}")
    return documents.harvest(harvest)


def _found(root: Named, types: Types, kind: str, notes: NoteList) -> Found:
    schema = root.schema
    namespace, _, name = root.name.rpartition(".")
    dataset = Dataset(
        name=name,
        kind=kind,
        description=scalar(schema.get("doc")),
        formerly=[alias.rpartition(".")[2] for alias in texts(schema.get("aliases"))],
        columns=columns_of(Fields(types, notes).of(root), root.name, notes),
        extra={key: text for key, value in schema.items() if key not in _TAKEN and (text := as_text(value))},
    )
    return Found(address=Address(namespace, name), dataset=dataset, location=root.document.locate(schema))

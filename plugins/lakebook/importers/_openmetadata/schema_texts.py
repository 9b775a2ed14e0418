"""The schema of a topic, which an export holds as a text: Avro, JSON Schema or Protobuf."""

from __future__ import annotations

from collections.abc import Iterator

from lakebook.importers._avro.fields import record_in
from lakebook.importers._avro.types import schema_of_text
from lakebook.importers._documents.documents import Documents, Embedded
from lakebook.importers._fields.field import Field
from lakebook.importers._foreign_text import scalar
from lakebook.importers._jsonschema.fields import fields_of, rows_of
from lakebook.importers._jsonschema.reading import SchemaReader
from lakebook.importers._jsonschema.references import References
from lakebook.importers._openmetadata.entities import Entity
from lakebook.importers._protobuf.fields import fields_of_text
from lakebook.syntax import Unreadable
from lakebook.syntax.foreign_yaml import parse_foreign


def fields_of_schema(text: str, language: str, entity: Entity, documents: Documents) -> Iterator[Field]:
    """Fields of the schema *text* of an entity; *language* as the export names it."""
    place, name = entity.document.locate(entity.fields), scalar(entity.fields.get("name"))
    known = language.lower()
    if known in ("avro", ""):
        yield from record_in(entity.document, schema_of_text(text), documents.notes)
    elif known in ("json", "jsonschema", "json schema"):
        yield from _of_json(text, name, entity, documents)
    elif known in ("protobuf", "proto"):
        yield from fields_of_text(text, f"'{name}'", place, documents.notes)
    elif known != "none":
        documents.notes.add(place, f"the schema of '{name}' in {language} is not read")


def _of_json(text: str, name: str, entity: Entity, documents: Documents) -> Iterator[Field]:
    place = entity.document.locate(entity.fields)
    try:
        document = Embedded(entity.document.path, parse_foreign(text.encode()), place)
    except Unreadable as error:
        documents.notes.add(place, f"the schema of '{name}' is no JSON: {error.trouble.message}", error.trouble.hint)
        return
    references = References(documents)
    root = references.root(document)
    if root is None:
        documents.notes.add(place, f"the schema of '{name}' is no JSON Schema", "a schema is a JSON object")
        return
    reader = SchemaReader(references, documents.notes)
    yield from fields_of(rows_of(reader.read(root, (id(root.value),)), reader), reader)

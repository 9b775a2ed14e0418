"""What messages hold: JSON Schema, Avro or Protobuf -> fields."""

from __future__ import annotations

from collections.abc import Iterator

from lakebook.importers._asyncapi.channels import ApiReader, Channel
from lakebook.importers._avro.fields import record_in
from lakebook.importers._fields.alternatives import alternatives
from lakebook.importers._fields.field import Field
from lakebook.importers._foreign_text import scalar
from lakebook.importers._harvest.note_list import NoteList
from lakebook.importers._jsonschema.fields import fields_of, rows_of
from lakebook.importers._jsonschema.reading import SchemaReader
from lakebook.importers._jsonschema.references import Node, References
from lakebook.importers._protobuf.fields import fields_of_text

_JSON = ("json", "application/schema+yaml", "asyncapi", "openapi")


class Payloads:
    """Reads what goes through channels."""

    def __init__(self, reader: ApiReader, references: References, notes: NoteList) -> None:
        self._reader = reader
        self._references = references
        self._notes = notes

    def fields(self, channel: Channel) -> Iterator[Field]:
        """Fields of all messages of a channel; required is what every message requires."""
        schemas = SchemaReader(self._references, self._notes)
        records = [self._of(message, schemas) for message in channel.messages.values()]
        return alternatives(records) if records else iter(())

    def _of(self, message: Node, schemas: SchemaReader) -> Iterator[Field]:
        payload = message.inside(message.value.get("payload"))
        format_, text = scalar(message.value.get("schemaFormat")), scalar(message.value.get("payload"))
        if payload is not None and scalar(payload.value.get("schemaFormat")) and "schema" in payload.value:
            format_ = scalar(payload.value.get("schemaFormat"))
            text = scalar(payload.value.get("schema"))
            payload = payload.inside(payload.value.get("schema"))
        if "protobuf" in format_ and text:
            place = message.document.locate(message.value)
            yield from fields_of_text(text, "a message", place, self._notes)
        elif format_ and not any(word in format_ for word in ("avro", *_JSON)):
            what = f"a payload in '{format_}' is not read: its columns are not known"
            self._notes.add(message.document.locate(message.value), what)
        elif payload is None:
            return
        elif "avro" in format_:
            schema = self._reader.follow(payload)
            yield from record_in(schema.document, schema.value, self._notes)
        else:
            reading = rows_of(schemas.read(payload, (id(payload.value),)), schemas)
            yield from fields_of(reading, schemas)

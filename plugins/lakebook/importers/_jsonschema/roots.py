"""Which schemas of some files are datasets."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from lakebook.importers._documents.documents import Documents
from lakebook.importers._fields.parts import parts_of_others
from lakebook.importers._foreign_text import texts
from lakebook.importers._jsonschema.fields import rows_of
from lakebook.importers._jsonschema.reading import Reading, SchemaReader
from lakebook.importers._jsonschema.references import Node, References, refs_in

_SIGNS = ("$schema", "properties", "$defs", "definitions", "$ref", "allOf", "oneOf", "anyOf")
_TYPES = frozenset(["object", "array", "string", "number", "integer", "boolean", "null"])
_OTHERS = ("asyncapi", "openapi", "swagger", "avro", "resources")


class Root(msgspec.Struct, eq=False):
    """A schema that describes rows."""

    name: str
    node: Node
    reader: SchemaReader
    reading: Reading


def roots(documents: Documents, references: References) -> tuple[list[Root], list[Root]]:
    """Schemas at the top of files, or the definitions of a file that has nothing else; and those that others
    are made of."""
    found: list[Root] = []
    every = [(document, references.root(document)) for document in documents.each()]
    for document, node in every:
        if node is None or not _is_schema(node):
            documents.refuse(document.path, "no JSON Schema", "a schema has 'type: object' and 'properties'")
            continue
        own = list(_of_file(document.stem, node, references, documents))
        found += own
        if not own:
            hint = "only what has 'properties' becomes a dataset"
            documents.refuse(document.path, "a JSON Schema without properties", hint)
    parts = _parts(found, references)
    return [one for one in found if one not in parts], parts


def _of_file(stem: str, node: Node, references: References, documents: Documents) -> Iterator[Root]:
    candidates = {stem: node}
    for key in ("definitions", "$defs"):
        definitions = node.inside(node.value.get(key))
        for name, value in definitions.value.items() if definitions else ():
            if definitions and (inner := definitions.inside(value)) is not None:
                candidates.setdefault(name, inner)
    for name, one in candidates.items():
        reader = SchemaReader(references, documents.notes)
        reading = rows_of(reader.read(one, (id(one.value),)), reader)
        if reading.has_fields:
            yield Root(name, one, reader, reading)
            if one is node:
                return


def _parts(found: list[Root], references: References) -> list[Root]:
    uses: dict[str, set[str]] = {}
    waiting = [root.node for root in found]
    while waiting:
        node = waiting.pop()
        key = str(id(node.value))
        if key not in uses:
            uses[key] = set()
            for ref, place in refs_in(node):
                target = references.find(ref, place)
                if target is not None:
                    uses[key].add(str(id(target.value)))
                    waiting.append(target)
    parts = parts_of_others([str(id(root.node.value)) for root in found], uses)
    return [root for root in found if str(id(root.node.value)) in parts]


def _is_schema(node: Node) -> bool:
    value = node.value
    if any(key in value for key in _OTHERS):
        return False
    types = texts(value.get("type"))
    return any(key in value for key in _SIGNS) or bool(types and _TYPES.issuperset(types))

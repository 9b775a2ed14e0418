"""Named types of Avro, by full name, and which schemas stand at the top of a file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

import msgspec

from lakebook.importers._documents.documents import Document
from lakebook.importers._foreign_text import maps, scalar
from lakebook.importers._harvest.note_list import NoteList
from lakebook.syntax import Unreadable
from lakebook.syntax.foreign_yaml import Foreign, parse_foreign

Schema: TypeAlias = dict[str, Foreign]

PRIMITIVE = frozenset(["null", "boolean", "int", "long", "float", "double", "bytes", "string"])
NAMED = frozenset(["record", "error", "enum", "fixed"])


class Named(msgspec.Struct, eq=False):
    """A record, enum or fixed."""

    name: str
    """With its namespace."""
    schema: Schema
    document: Document

    @property
    def namespace(self) -> str:
        """What is before the last dot of its name."""
        return self.name.rpartition(".")[0]

    @property
    def is_record(self) -> bool:
        """Whether it has fields."""
        return self.schema.get("type") in ("record", "error")


class Types:
    """All named types of some files; add all files before asking."""

    def __init__(self, notes: NoteList) -> None:
        self.by_name: dict[str, Named] = {}
        self.roots: list[Named] = []
        """Records at the top of a file."""
        self.uses: dict[str, set[str]] = {}
        """Record -> named types of its fields, however deep."""
        self._notes = notes

    def add(self, document: Document, schema: Foreign) -> bool:
        """Take what stands in a file; False where there is no named type in it."""
        before = len(self.by_name)
        listed = schema if isinstance(schema, list) else [schema]
        found = [self._take(one, "", None, document) for one in listed]
        self.roots += [one for one in found if one is not None and one.is_record and one not in self.roots]
        return len(self.by_name) > before or any(found)

    def find(self, name: str, namespace: str) -> Named | None:
        """The type that *name* means there; a name without a dot is looked up in the namespace, then without one."""
        if "." not in name and namespace:
            return self.by_name.get(f"{namespace}.{name}") or self.by_name.get(name)
        return self.by_name.get(name)

    def _take(self, schema: Foreign, namespace: str, owner: str | None, document: Document) -> Named | None:
        """Register what is named in *schema*, at any depth."""
        if isinstance(schema, str):
            if owner and schema not in PRIMITIVE:
                self.uses[owner].add(full_name(schema, namespace))
            return None
        if isinstance(schema, list):
            for branch in schema:
                self._take(branch, namespace, owner, document)
            return None
        kind = schema.get("type") if schema else None
        if not isinstance(kind, str) or kind not in NAMED:
            for key in ("type", "items", "values"):
                if schema and (isinstance(schema.get(key), dict | list) or key != "type"):
                    self._take(schema.get(key), namespace, owner, document)
            return None
        return self._name(schema or {}, namespace, owner, document)

    def _name(self, schema: Schema, namespace: str, owner: str | None, document: Document) -> Named | None:
        name = full_name(scalar(schema.get("name")), scalar(schema.get("namespace")) or namespace)
        if not name:
            self._notes.add(document.locate(schema), "a type without a name is left out", "give it a name")
            return None
        if owner:
            self.uses[owner].add(name)
        named = Named(name, schema, document)
        there = self.by_name.setdefault(name, named)
        if there is not named and there.schema is not schema and there.schema != schema:
            message = f"'{name}' is another one than in {there.document.locate(there.schema)}; that one is taken"
            self._notes.add(document.locate(schema), message, "import them apart")
        if there is named:
            self.uses[name] = set()
            for field in maps(schema.get("fields")):
                self._take(field.get("type"), named.namespace, name, document)
        return there


def full_name(name: str, namespace: str) -> str:
    """*name* with its namespace; as it is where it has one."""
    return f"{namespace}.{name}" if namespace and name and "." not in name else name


def schemas_in(value: Foreign) -> Iterator[Foreign]:
    """Schemas of a file: one, a list, the types of a protocol, or what a schema registry answers."""
    if isinstance(value, list) and value and all(_is_answer(one) for one in value):
        for one in value:
            yield from schemas_in(one)
    elif isinstance(value, dict) and isinstance(value.get("types"), list) and "protocol" in value:
        namespace = scalar(value.get("namespace"))
        yield [{"namespace": namespace, **one} if namespace else one for one in maps(value.get("types"))]
    elif isinstance(value, dict) and _is_answer(value):
        yield schema_of_text(scalar(value.get("schema")))
    elif value:
        yield value


def schema_of_text(text: str) -> Foreign:
    """A schema that stands as text in another file; None where it is broken."""
    try:
        return parse_foreign(text.encode()).value
    except Unreadable:
        return None


def _is_answer(value: Foreign) -> bool:
    avro = isinstance(value, dict) and scalar(value.get("schemaType")) in ("", "AVRO")
    return avro and isinstance(value, dict) and isinstance(value.get("schema"), str) and "type" not in value

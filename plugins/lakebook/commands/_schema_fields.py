"""A record's fields -> JSON Schema (draft 07), as the reader of YAML takes them, shorthands included."""

from __future__ import annotations

import datetime
import types
import typing
from typing import Any, Literal

import msgspec

from lakebook.commands._schema_words import Schema, Words, check_names
from lakebook.hosting.host import Host
from lakebook.model.field_texts import class_text, field_texts
from lakebook.model.reference import Reference
from lakebook.readers._typed import SET_BY_READER

TEXT: Schema = {"type": ["string", "number"]}
"""Every scalar is text to Lakebook; an editor reads numbers out of some."""
_ANY: Schema = {"type": ["string", "number", "boolean"]}
_DATE: Schema = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
_FLAG: Schema = {"anyOf": [{"type": "boolean"}, {"enum": ["yes", "no"]}]}
_NOTHING: Schema = {"type": "null"}


class Fields:
    """Schemas of Structs; each Struct that is met becomes a definition."""

    def __init__(self, words: Words, *, lists_only: bool = False) -> None:
        """With *lists_only* a single value does not stand for a list of one: so it is in ``lakebook.yaml``."""
        self._words = words
        self._lists_only = lists_only
        self.definitions: dict[str, Schema] = {}

    def record(self, kind: type[msgspec.Struct], without: frozenset[str] = frozenset(), **more: Schema) -> Schema:
        """A map with the fields of *kind*, but for those that the file's place or a key above says."""
        texts, hints, properties, required = field_texts(kind), typing.get_type_hints(kind), {}, []
        for field in msgspec.structs.fields(kind):
            hidden = field.name in SET_BY_READER or (field.name == "path" and "line" in kind.__struct_fields__)
            if hidden or field.name in without:
                continue
            found = self._field(kind.__name__, field.name, hints[field.name])
            properties[field.encode_name] = {**found, "description": texts.get(field.name, "")}
            if field.required:
                required.append(field.encode_name)
        properties |= more
        found = {"type": "object", "description": class_text(kind), "properties": properties}
        return {**found, "additionalProperties": False, **({"required": required} if required else {})}

    def _field(self, owner: str, name: str, hint: Any) -> Schema:
        """What one field takes."""
        origin, arguments = typing.get_origin(hint), typing.get_args(hint)
        if origin in (types.UnionType, typing.Union):
            return self._field(owner, name, next(one for one in arguments if one is not types.NoneType))
        if name in ("ignore", "severities"):
            return check_names(TEXT if name == "ignore" else {"enum": list(typing.get_args(arguments[1]))})
        if origin in (list, tuple):
            return self._list(owner, name, arguments[0])
        if origin is dict:
            return self._map(arguments[1])
        if owner == "Column" and name == "example":
            return _ANY
        return self._one(owner, name, hint)

    def _one(self, owner: str, name: str, hint: Any) -> Schema:
        """A single value."""
        if typing.get_origin(hint) is Literal:
            return {"enum": [word for word in typing.get_args(hint) if word]}
        if hint is datetime.date:
            return _DATE
        if hint is bool:
            return _FLAG
        if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
            return self._struct(hint)
        if closed := self._words.closed(owner, name):
            return {"enum": closed}
        names = self._words.names(owner, name)
        if self._words.ids.get(names):
            self.definitions[f"{names}-name"] = _offering(self._words.ids[names])
            return {"anyOf": [{"$ref": f"#/definitions/{names}-name"}]}
        return TEXT

    def _list(self, owner: str, name: str, item: Any) -> Schema:
        if item is Reference:
            return self._references(self._one(owner, name, str))
        one = self._one(owner, name, item)
        if typing.get_origin(item) is Literal:
            words = "|".join(one["enum"])
            one = {"anyOf": [one, {"type": "string", "pattern": rf"^({words})([ ,]+({words}))*$"}]}
        many = {"type": "array", "items": one}
        closed = self._words.closed(owner, name) or (isinstance(item, type) and issubclass(item, msgspec.Struct))
        if self._lists_only or (closed and item is not str):
            return many
        return {"anyOf": [one, many]}

    def _references(self, name: Schema) -> Schema:
        """A name, a list of names, or a map from name to note."""
        notes = {"type": "object", "additionalProperties": {"type": ["string", "number", "null"]}}
        said = {
            "type": "object",
            "properties": {
                "dataset": {**name, "description": "Its name."},
                "why": {**TEXT, "description": "The reason."},
            },
            "required": ["dataset"],
        }
        return {"anyOf": [name, {"type": "array", "items": {"anyOf": [name, said, notes]}}, notes]}

    def _map(self, value: Any) -> Schema:
        found = _ANY if value is str else self._struct(value)
        return {"type": "object", "additionalProperties": found}

    def _struct(self, kind: type[msgspec.Struct]) -> Schema:
        """A record below a record; a text or nothing where its shorthand says that."""
        name = kind.__name__.lower()
        if name not in self.definitions:
            self.definitions[name] = {}  # taken, should it hold one of its own kind
            self.definitions[name] = self.record(kind, frozenset({"name"} if name in ("column", "term") else ()))
        reference = {"$ref": f"#/definitions/{name}"}
        short = hasattr(kind, "from_text") or hasattr(kind, "from_line") or kind is Host
        return {"anyOf": [TEXT, reference, _NOTHING]} if short else {"anyOf": [reference]}


def _offering(names: list[str]) -> Schema:
    """Any text; *names* are offered. An ``enum`` would take no other, and ``examples`` would fill the hover text."""
    snippets = [{"label": name, "body": name.replace("\\", "\\\\").replace("$", "\\$")} for name in names]
    return {**TEXT, "defaultSnippets": snippets}

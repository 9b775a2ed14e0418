"""The schema of each kind of file of a book."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import msgspec

from lakebook.book import Book
from lakebook.commands._schema_fields import TEXT, Fields
from lakebook.commands._schema_words import Schema, Words
from lakebook.model.dataset import Dataset
from lakebook.model.decision import RELATIONS, STATUSES, Decision
from lakebook.model.domain import Domain
from lakebook.model.field_texts import class_text, field_texts
from lakebook.model.grant import Grant
from lakebook.model.person import Person
from lakebook.model.product import Product
from lakebook.model.system import System
from lakebook.model.team import Team
from lakebook.settings import Settings

_DIALECT = "http://json-schema.org/draft-07/schema#"
_NOT_TYPED = frozenset({"number", "raw_status", "partial", "relations", "dialect", "deciders"})
"""Attributes of a decision that its text says, or that are written under another name."""


def schema_files(book: Book) -> Iterator[tuple[str, str, Schema]]:
    """Name of the schema, the files it is for as a pattern, and the schema; the same for the same book."""
    folders, words = book.settings.folders, Words(book)
    catalogue = folders.catalogue
    made: list[tuple[str, str, Callable[[Fields], Schema]]] = [
        ("people", f"{catalogue}/people.yaml", partial(_named, "people", Person)),
        ("teams", f"{catalogue}/teams.yaml", partial(_named, "teams", Team)),
        ("domain", f"{catalogue}/*/domain.yaml", partial(Fields.record, kind=Domain)),
        ("grants", f"{catalogue}/*/grants.yaml", _grants),
        ("system", f"{catalogue}/*/*/system.yaml", partial(Fields.record, kind=System)),
        ("datasets", f"{catalogue}/*/*/**/*.yaml", _datasets),
        ("lakebook", "lakebook.yaml", partial(Fields.record, kind=Settings)),
        ("wid", f"{folders.products}/*.md", partial(Fields.record, kind=Product)),
        ("adr", f"{folders.decisions}/*.md", _decision),
    ]
    for name, pattern, make in made:
        fields = Fields(words, lists_only=name == "lakebook")
        whole = make(fields)
        head = {"$schema": _DIALECT, "title": f"{pattern} of {book.settings.title or 'a Lakebook'}"}
        yield name, pattern, {**head, **whole, "definitions": dict(sorted(fields.definitions.items()))}


def _named(key: str, kind: type[msgspec.Struct], fields: Fields, extra: dict[str, Schema] | None = None) -> Schema:
    """A file with one main key, below which records stand by name."""
    without = frozenset({"id", "name", *extra} if extra else {"id"})
    one: dict[str, Any] = fields.record(kind, without)
    short = hasattr(kind, "from_text") or not one.get("required")
    fields.definitions[kind.__name__.lower()] = one
    reference = {"$ref": f"#/definitions/{kind.__name__.lower()}"}
    either = [reference, *([TEXT] if hasattr(kind, "from_text") else []), *([{"type": "null"}] if short else [])]
    records = {"type": ["object", "null"], "additionalProperties": {"anyOf": either}, "description": class_text(kind)}
    return {"type": "object", "properties": {key: records, **(extra or {})}, "additionalProperties": False}


def _datasets(fields: Fields) -> Schema:
    headers = {
        key: {**TEXT, "description": f"Name of the {key}; its place says it."} for key in ("domain", "system", "schema")
    }
    return _named("datasets", Dataset, fields, headers)


def _grants(fields: Fields) -> Schema:
    fields.definitions["grant"] = fields.record(Grant, frozenset({"domain", "index"}))
    listed = {"type": ["array", "null"], "items": {"$ref": "#/definitions/grant"}, "description": class_text(Grant)}
    domain = {**TEXT, "description": "Name of the folder; may be left out."}
    return {"type": "object", "properties": {"grants": listed, "domain": domain}, "additionalProperties": False}


def _decision(fields: Fields) -> Schema:
    """Decisions of every dialect are read, so that any other key is taken."""
    said, texts = fields.record(Decision, _NOT_TYPED), field_texts(Decision)
    people = {"anyOf": [TEXT, {"type": "array", "items": TEXT}]}
    properties = said["properties"] | {
        "status": {"enum": list(STATUSES), "description": texts["status"]},
        "decision-makers": {**people, "description": texts["deciders"]},
    }
    listed = {"anyOf": [TEXT, {"type": "array", "items": TEXT}, {"type": "null"}]}
    for relation, other in RELATIONS.items():
        text = f"Decisions, by id, that this one {relation.replace('_', ' ')}; write `{other}` on their side."
        properties[relation] = {**listed, "description": text}
    return {**said, "properties": properties, "additionalProperties": True, "required": []}

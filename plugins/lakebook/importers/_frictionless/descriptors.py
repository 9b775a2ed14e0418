"""What a file of Frictionless is, and the resources of it.

Source: https://datapackage.org/standard/data-package/ and its parts.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lakebook.importers._documents.documents import Document, Documents
from lakebook.importers._foreign_text import maps, scalar, texts
from lakebook.syntax.foreign_yaml import Foreign

Fields = dict[str, Foreign]


class Resource(NamedTuple):
    """A table, with the package it lies in."""

    name: str
    fields: Fields
    schema: Fields
    """Its table schema; empty where it has none."""
    schema_document: Document
    package: Fields
    """Empty for one that stands alone."""
    document: Document


def is_package(document: Document) -> bool:
    """Whether it lists resources."""
    return isinstance(document.value, dict) and isinstance(document.value.get("resources"), list)


def is_resource(document: Document) -> bool:
    """Whether it is one resource."""
    value = document.value
    return isinstance(value, dict) and "schema" in value and ("path" in value or "data" in value)


def is_table_schema(document: Document) -> bool:
    """Whether it lists fields."""
    value = document.value
    listed = value.get("fields") if isinstance(value, dict) else None
    return isinstance(listed, list) and all(isinstance(one, dict) and "name" in one for one in listed)


def resources_of(document: Document, documents: Documents) -> Iterator[Resource]:
    """Resources of a package or of a file that is one; a table schema that stands alone is one, too."""
    value = document.value if isinstance(document.value, dict) else {}
    if is_package(document):
        for number, fields in enumerate(maps(value.get("resources")), 1):
            yield _resource(fields, f"resource_{number}", value, document, documents)
    elif is_resource(document):
        yield _resource(value, document.stem, {}, document, documents)
    else:
        yield Resource(document.stem, {}, value, document, {}, document)


def _resource(fields: Fields, otherwise: str, package: Fields, document: Document, documents: Documents) -> Resource:
    paths = texts(fields.get("path"))
    stem = paths[0].rpartition("/")[2].rpartition(".")[0] if paths else ""
    name = scalar(fields.get("name")) or stem or otherwise
    schema = fields.get("schema")
    if isinstance(schema, str):
        beside = documents.beside(document, schema)
        if beside is not None and is_table_schema(beside) and isinstance(beside.value, dict):
            return Resource(name, fields, beside.value, beside, package, document)
        what = f"schema '{schema}' of '{name}' is not in these files"
        documents.notes.add(document.locate(fields), what, "put it beside the package; nothing is fetched")
    return Resource(name, fields, schema if isinstance(schema, dict) else {}, document, package, document)

"""Frictionless: data packages, data resources and table schemas, as JSON or YAML."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from lakebook.importers import Place
from lakebook.importers._documents.documents import YAML_AND_JSON, Documents
from lakebook.importers._fields.kinds import kind_option, known_kind
from lakebook.importers._frictionless.datasets import found_of
from lakebook.importers._frictionless.descriptors import is_package, is_resource, is_table_schema, resources_of
from lakebook.importers._harvest import Harvest, harvester


@harvester(kind_option("file"))
def frictionless(given: Sequence[Path] | str, place: Place, *, kind: str = "file", **options: Any) -> Harvest:
    """Data packages, data resources and table schemas of Frictionless, as JSON or YAML."""
    kind = known_kind(kind, place)
    documents = Documents(given, YAML_AND_JSON)
    harvest = Harvest(origin="frictionless")
    every = list(documents.each())
    alone = []
    for document in every:
        if is_package(document) or is_resource(document):
            harvest.found += [found_of(one, kind, documents.notes) for one in resources_of(document, documents)]
        elif is_table_schema(document):
            alone.append(document)
        else:
            hint = "a package has 'resources', a table schema 'fields'"
            documents.refuse(document.path, "nothing of Frictionless", hint)
    for document in alone:
        if not documents.is_referred(document):
            harvest.found += [found_of(one, kind, documents.notes) for one in resources_of(document, documents)]
    return documents.harvest(harvest)

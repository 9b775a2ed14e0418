"""AsyncAPI 2 and 3: channels as topics, payloads in JSON Schema or Avro as their columns."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from lakebook.importers import Place
from lakebook.importers._asyncapi.harvest import ApiHarvest
from lakebook.importers._documents.documents import YAML_AND_JSON, Documents
from lakebook.importers._fields.kinds import kind_option, known_kind
from lakebook.importers._foreign_text import scalar
from lakebook.importers._harvest import Harvest, harvester
from lakebook.importers._jsonschema.references import References


@harvester(
    kind_option("topic"),
    click.Option(
        ["--server"], default="", metavar="NAME", help="The server that counts where a channel is on several."
    ),
)
def asyncapi(
    given: Sequence[Path] | str, place: Place, *, kind: str = "topic", server: str = "", **options: Any
) -> Harvest:
    """AsyncAPI 2 and 3: channels and their messages; files and folders, as YAML or JSON."""
    documents = Documents(given, YAML_AND_JSON)
    references = References(documents)
    whole = ApiHarvest(documents, references, known_kind(kind, place), server)
    for document in documents.each():
        node = references.root(document)
        if node is None or not scalar(node.value.get("asyncapi")):
            documents.refuse(document.path, "no AsyncAPI", "it begins with 'asyncapi: 3.0.0'")
        else:
            whole.add(node)
    return whole.finish()

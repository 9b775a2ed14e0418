"""What the lineage view is given, as data: around a dataset, of all datasets, of a dataset's columns. No HTML.

``docs/reference/lineage-data.md`` says what each field means.
"""

from __future__ import annotations

from typing import Any

import msgspec

from lakebook.model.dataset import Dataset
from lakebook.pages._addresses import of_dataset

FOLDER = "lakebook-data/lineage"
"""Below the root of the site. Nothing else lies in its first part, so that it is kept from one build to the next."""
GRAPH = f"{FOLDER}/graph.js"
COLUMNS = f"{FOLDER}/columns/"
CONCERNED = f"{FOLDER}/concerned.js"
FORMAT = 1
PATH = "{path}"
"""Stands in the pattern of addresses for an identity, its dots turned to slashes."""


def columns_file(dataset: Dataset) -> str:
    """File of the site with the dataset's columns: the address of its page, below COLUMNS."""
    return f"{COLUMNS}{of_dataset(dataset).removeprefix('datasets/').removesuffix('/')}.js"


def follows(url: str, dataset_id: str, pattern: str) -> bool:
    """Whether the address of a dataset is what the *pattern* makes of its id."""
    return url == pattern.replace(PATH, dataset_id.replace(".", "/"))


def as_json(said: Any) -> bytes:
    """JSON that may stand in a script of a page, and be a script of its own."""
    encoded = msgspec.json.encode(said).replace(b"<", b"\\u003c")
    return encoded.replace(b"\xe2\x80\xa8", b"\\u2028").replace(b"\xe2\x80\xa9", b"\\u2029")

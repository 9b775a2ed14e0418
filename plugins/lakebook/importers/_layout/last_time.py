"""What a sheet said when it was imported last: the base for what it says now.

The mapping beside the sheet keeps Git's hash of the sheet, and a hash of how it was read. A sheet that is the same
says nothing new, whatever others wrote meanwhile; one that changed is compared with its bytes of then, where Git has
them. Read in another way since then, or brought to another place, it is compared with the book alone.
"""

from __future__ import annotations

import hashlib
import json

import msgspec

from lakebook.importers import Place
from lakebook.importers._layout.saved_mapping import Saved
from lakebook.model.dataset import Dataset
from lakebook.sources.git_blobs import GitBlobs
from lakebook.syntax.strict_yaml import parse
from lakebook.syntax.workbook_state import blob_id
from lakebook.writers.file_names import slug

_MOST_NAMED = 5
LOST = (
    "Git does not have the sheet as it was imported last, or it is read in another way now",
    "it is compared with the book alone; commit the sheet with each import",
)
"""What to say of a sheet whose bytes of then are not to be had."""
Note = tuple[str, str]
"""A message and its hint."""


class Before(msgspec.Struct):
    """What is known of the last time."""

    same: bool = False
    """Whether the sheet is the same."""
    content: bytes | None = None
    """The sheet of then, where it is another one."""
    note: Note | None = None
    """Why nothing is known of a sheet that was imported before."""


def way_of_reading(mapping: bytes) -> str:
    """16 hexadecimal digits for what the mapping file says about sheets and headings."""
    value = parse(mapping).value
    sheets = value.get("sheets", "") if isinstance(value, dict) else ""
    return hashlib.blake2b(json.dumps(sheets, sort_keys=True).encode(), digest_size=8).hexdigest()


def last_time(content: bytes, saved: Saved, place: Place, stem: str) -> Before:
    """What is known of the sheet whose bytes are *content* now."""
    mapping = saved.mapping
    if mapping is None or saved.content is None or not mapping.imported:
        return Before()
    then = (mapping.domain, mapping.system, mapping.schema or slug(stem))
    if then != (place.domain, place.system, place.schema or slug(mapping.schema or stem)):
        message = f"it was imported into {'/'.join(then)} the last time: what it brought there stays"
        return Before(note=(message, "here it is compared with the book alone"))
    if mapping.read_as != way_of_reading(saved.content):
        return Before(note=None if mapping.imported == blob_id(content) else LOST)
    if mapping.imported == blob_id(content):
        return Before(same=True)
    bytes_of_then = GitBlobs(getattr(place.book.source, "root", None)).read(mapping.imported)
    return Before(content=bytes_of_then, note=LOST if bytes_of_then is None else None)


def in_the_book(datasets: list[Dataset], place: Place, schema: str) -> tuple[list[Dataset], Note | None]:
    """Those of the last time that the book has still, under whatever name; the others come in anew, and are said."""
    there = [dataset for dataset in datasets if _is_there(dataset, place, schema)]
    gone = [dataset.name for dataset in datasets if not _is_there(dataset, place, schema)]
    if not gone:
        return there, None
    more = f" and {len(gone) - _MOST_NAMED} more" if len(gone) > _MOST_NAMED else ""
    are = "dataset is" if len(gone) == 1 else "datasets are"
    message = f"{len(gone)} {are} not in the book any more, and new to it: {', '.join(gone[:_MOST_NAMED])}{more}"
    return there, (message, "what is to stay out has to leave the sheet, too")


def _is_there(dataset: Dataset, place: Place, schema: str) -> bool:
    return place.book.catalogue.resolve(f"{place.system}.{schema}.{dataset.name}").dataset is not None

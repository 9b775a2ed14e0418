"""What a sheet said when it was imported last: the base for what it says now.

The mapping beside the sheet keeps Git's hash of the sheet, and a hash of how it was read. A sheet that is the same
says nothing new, whatever others wrote meanwhile; one that changed is compared with its bytes of then, where Git has
them. Read in another way since then, it is compared with the book alone.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable

from lakebook.book import Book
from lakebook.importers._layout.saved_mapping import Saved
from lakebook.model.dataset import Dataset
from lakebook.sources.git_blobs import GitBlobs
from lakebook.syntax import Unreadable
from lakebook.syntax.strict_yaml import parse
from lakebook.syntax.workbook_state import blob_id


def way_of_reading(mapping: bytes) -> str:
    """16 hexadecimal digits for what the mapping file says about sheets and headings."""
    value = parse(mapping).value
    sheets = value.get("sheets", "") if isinstance(value, dict) else ""
    return hashlib.blake2b(json.dumps(sheets, sort_keys=True).encode(), digest_size=8).hexdigest()


def last_time(
    content: bytes, saved: Saved, book: Book, now: list[Dataset], read: Callable[[bytes], list[Dataset]]
) -> list[Dataset] | None:
    """The datasets of then; None where nobody knows. *now* are those of *content*, *read* reads other bytes alike."""
    mapping = saved.mapping
    if mapping is None or saved.content is None or not mapping.imported:
        return None
    if mapping.read_as != way_of_reading(saved.content):
        return None
    if mapping.imported == blob_id(content):
        return now
    then = GitBlobs(getattr(book.source, "root", None)).read(mapping.imported)
    if then is None:
        return None
    try:
        return read(then)
    except Unreadable:
        return None

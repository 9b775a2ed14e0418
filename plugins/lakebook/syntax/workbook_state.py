"""What a workbook that we exported remembers: which book it is of, the bytes it was made from, and which row is what.

- A very hidden sheet ``_lakebook`` holds the State, three cells a row: kind, name, value.
- On the sheets ``Datasets``, ``Columns`` and ``Terms`` two hidden columns close each row: ``_id`` names what the row
  was made of, ``_row`` is a hash of the cells as they were. Sorting and filtering change neither.

Written by ``writers/``, read by the importer: the names and the hash are here, so that both mean the same.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from urllib.parse import quote, unquote

import msgspec

from lakebook.syntax.workbook import OUTER_BLANKS, Workbook

SHEET = "_lakebook"
"""Name of the very hidden sheet."""
ID = "_id"
HASH = "_row"
FINDINGS = "findings"
"""Headings of columns that hold no field: who the row is, its hash, and what the checks say."""
FORMAT = "1"
"""A workbook of another format is not read."""
NOT_SHOWN = "(not shown here: "
"""Begins what stands in a cell for a text that it cannot hold."""
_ESCAPED = str.maketrans({letter: quote(letter, safe="") for letter in f"%/#{OUTER_BLANKS}"})
"""What parts the names, and what would be taken off at the ends."""


class State(msgspec.Struct, kw_only=True):
    """What the very hidden sheet says."""

    format: str = FORMAT
    book: str = ""
    """Title of the book."""
    repository: str = ""
    """Its web address; empty where none is known."""
    commit: str = ""
    """Commit that was checked out; empty outside Git."""
    scope: tuple[str, str] = ("", "")
    """``domain``, ``system``, ``schema`` or ``custodian``, and which; empty for the whole book."""
    blobs: dict[str, str] = {}
    """Path of each file the rows were made from -> Git's hash of its bytes (see ``blob_id``)."""
    datasets: list[str] = []
    """``_id`` of each dataset that was exported: its file may hold others."""
    headings: dict[str, list[str]] = {}
    """Sheet -> names of its fields in the order in which ``row_hash`` was given their texts."""


def state_rows(state: State) -> list[list[str]]:
    """The rows of the very hidden sheet."""
    rows = [
        ["format", "", state.format],
        ["book", state.book, state.repository],
        ["commit", "", state.commit],
        ["scope", *state.scope],
    ]
    rows += [["headings", sheet, "\n".join(names)] for sheet, names in state.headings.items()]
    rows += [["file", path, blob] for path, blob in sorted(state.blobs.items())]
    rows += [["dataset", mark, ""] for mark in state.datasets]
    return rows


def read_state(workbook: Workbook) -> State | None:
    """The State of a workbook that we exported; None for any other workbook."""
    sheet = next((sheet for sheet in workbook.sheets if sheet.name == SHEET), None)
    if sheet is None:
        return None
    state = State(format="", blobs={}, datasets=[], headings={})
    for row in sheet.rows:
        kind, name, value = (*row.cells, "", "", "")[:3]
        if kind == "format":
            state.format = value
        elif kind == "book":
            state.book, state.repository = name, value
        elif kind == "commit":
            state.commit = value
        elif kind == "scope":
            state.scope = (name, value)
        elif kind == "headings":
            state.headings[name] = value.split("\n")
        elif kind == "file":
            state.blobs[name] = value
        elif kind == "dataset":
            state.datasets.append(name)
    return state


def row_id(parents: Sequence[str], name: str = "") -> str:
    """``_id`` of a dataset ``(system, schema, dataset)``, of a column (*parents* as before, *name* its own), of a term
    ``(domain, term)``: ``crm/sales/orders#id``. Nothing else has the same one."""
    whole = "/".join(part.translate(_ESCAPED) for part in parents)
    return f"{whole}#{name.translate(_ESCAPED)}" if name else whole


def parts_of(mark: str) -> tuple[tuple[str, ...], str]:
    """The parents and the name that ``row_id`` was given."""
    whole, _, name = mark.partition("#")
    return tuple(unquote(part) for part in whole.split("/")), unquote(name)


def row_hash(texts: Iterable[str]) -> str:
    """16 hexadecimal digits for the texts of one row, as ``read_workbook`` gives them, blank cells included."""
    return hashlib.blake2b("\x1f".join(texts).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def blob_id(content: bytes) -> str:
    """Git's own hash of *content*, as ``git hash-object`` prints it."""
    return hashlib.sha1(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()


def not_shown(reason: str) -> str:
    """What stands in a cell whose text a workbook cannot hold; such a cell changes nothing when it comes back."""
    return f"{NOT_SHOWN}{reason})"


def is_not_shown(text: str) -> bool:
    """Whether ``not_shown`` made this text."""
    return text.startswith(NOT_SHOWN) and text.endswith(")")

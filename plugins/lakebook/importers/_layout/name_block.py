"""What stands above a table's headings: a title, or lines ``key: value`` about the dataset."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from lakebook.importers._layout.cell_words import is_blank, words
from lakebook.importers._layout.heading_meaning import meaning
from lakebook.importers._layout.heading_text import folded, words_of
from lakebook.importers._layout.resolve import DATASET_FIELDS, SAME_ON_DATASETS
from lakebook.syntax.workbook import Row

_PAIR = re.compile(r"(?P<key>[^:：]{2,40}?)\s*[:：]\s*(?P<said>\S.*)")
_LONGEST = 64


class NameBlock(msgspec.Struct):
    """What the rows above say."""

    name: str = ""
    name_cell: str = ""
    title: str = ""
    """Text of the one cell directly above the headings, which is the name where several tables share a sheet."""
    title_cell: str = ""
    about: dict[str, tuple[str, str]] = {}
    """Field of the dataset, or ``extra:KEY`` -> text and cell."""


def read_block(rows: Sequence[Row]) -> NameBlock:
    """What these rows, from top to bottom, say about the table below them."""
    block = NameBlock(about={})
    for row in rows:
        given = [(row.reference(index), text) for index, text in enumerate(row.cells) if text]
        if len(given) == 1 and (field := _cleared(given[0][1])):
            block.about.setdefault(field, ("", given[0][0]))
        elif len(given) == 1:
            _one_cell(block, *given[0])
        elif len(given) == 2:
            _pair(block, given[0][1], given[1][1], given[1][0])
    if not block.name:
        block.about = {}
    return block


def is_part(row: Row) -> bool:
    """Whether the row may be part of such a block rather than of the table above it."""
    given = [text for text in row.cells if text]
    return len(given) == 1 or (len(given) == 2 and bool(_field(given[0].rstrip(" :"))))


def _cleared(text: str) -> str:
    """The dataset's field of a line such as ``Description :`` behind which nothing stands any more."""
    field = _field(" ".join(text.rstrip(" :：").split())) if text.rstrip().endswith((":", "：")) else ""
    return field if field in DATASET_FIELDS and field != "dataset" else ""


def _one_cell(block: NameBlock, cell: str, text: str) -> None:
    if (match := _PAIR.fullmatch(text)) and _field(match["key"]) == "dataset":
        _pair(block, match["key"], match["said"], cell)
        return
    said = text.split()
    if len(said) == 2 and folded(said[0]) in words("table") and not block.name:
        block.name, block.name_cell = said[1], cell
    elif len(text) <= _LONGEST:
        block.title, block.title_cell = text, cell


def _pair(block: NameBlock, key: str, said: str, cell: str) -> None:
    key = " ".join(key.rstrip(" :").split())
    field = _field(key)
    if is_blank(said) and field in DATASET_FIELDS and field != "dataset":
        block.about.setdefault(field, ("", cell))
    if is_blank(said) or not words_of(key) or len(key) > _LONGEST:
        return
    if field == "dataset":
        if not block.name and len(said) <= 200:
            block.name, block.name_cell = said, cell
    elif field in DATASET_FIELDS:
        block.about.setdefault(field, (said, cell))
    else:
        block.about.setdefault(f"extra:{key}", (said, cell))


def _field(key: str) -> str:
    """The dataset's field that a key means; empty for one that the list does not know."""
    if folded(key) in words("table"):
        return "dataset"
    what = meaning(key)
    if "dataset" in what.sure or "name" in what.weak:
        return "dataset"
    fields = [SAME_ON_DATASETS[field] for field in what.sure if field in SAME_ON_DATASETS]
    return next(iter([*fields, *what.datasets]), "")

"""What stands above a table's headings: a title, or lines ``key: value`` about the dataset."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from lakebook.importers._layout.cell_words import is_blank, words
from lakebook.importers._layout.heading_meaning import meaning
from lakebook.importers._layout.heading_text import folded, words_of
from lakebook.importers._layout.headings_list import listed
from lakebook.importers._layout.resolve import DATASET_FIELDS, SAME_ON_DATASETS
from lakebook.importers._layout.sheet_layout import Table
from lakebook.syntax.workbook import Row

_PAIR = re.compile(r"(?P<key>[^:：]{2,40}?)\s*[:：]\s*(?P<said>\S.*)")
_LONGEST = 64
_IDENTIFIER = re.compile(r"[^\W\d][\w.$#/-]*")
_DOCUMENT = re.compile(r"\.(?:xls[xmb]?|ods|csv|docx?|odt|pdf)$", re.IGNORECASE)
_SURE, _FILE, _DOUBTFUL = range(3)
"""How well a key names the dataset: ``Table``; ``File name``; ``Interface``, before an identifier alone."""


class NameBlock(msgspec.Struct):
    """What the rows above say."""

    name: str = ""
    name_cell: str = ""
    named_by: tuple[int, str] = (_DOUBTFUL + 1, "")
    """How well the key of the name tells that it is one, and that key."""
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
    return block


def keys_above(rows: Sequence[Row]) -> frozenset[str]:
    """The keys of the lines ``key | value`` among the rows, as they are compared."""
    pairs = ([text for text in row.cells if text] for row in rows)
    return frozenset(folded(given[0]) for given in pairs if len(given) == 2)


def is_again(row: Row, keys: frozenset[str]) -> bool:
    """Whether the row is such a line, and its key stands above the first table as well."""
    given = [text for text in row.cells if text]
    return len(given) == 2 and folded(given[0]) in keys


def is_part(row: Row, keys: frozenset[str]) -> bool:
    """Whether the row may be part of such a block rather than of the table above it."""
    given = [text for text in row.cells if text]
    return len(given) == 1 or is_again(row, keys) or (len(given) == 2 and bool(_field(given[0].rstrip(" :"))))


def name_alike(tables: Sequence[Table]) -> None:
    """Name the tables of one sheet by the first key that stands above each of them, with an identifier of its own."""
    if len(tables) < 2 or all(table.name for table in tables):
        return
    for key in [key for key in tables[0].about if key.startswith("extra:")]:
        said = [table.about.get(key, ("", "")) for table in tables]
        names = [text for text, _ in said]
        if all(map(_IDENTIFIER.fullmatch, names)) and len({name.lower() for name in names}) == len(names):
            for table, (name, cell) in zip(tables, said, strict=True):
                table.name, table.name_cell = name, cell
                del table.about[key]
            return


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
    rank = _rank(key, said) if field == "dataset" else _DOUBTFUL + 1
    if rank < block.named_by[0]:
        if block.name:
            block.about.setdefault(f"extra:{block.named_by[1]}", (block.name, block.name_cell))
        block.name, block.name_cell, block.named_by = said, cell, (rank, key)
    elif field in DATASET_FIELDS and field != "dataset":
        block.about.setdefault(field, (said, cell))
    elif folded(key) in words("purpose"):
        block.about.setdefault("description", (said, cell))
    else:
        block.about.setdefault(f"extra:{key}", (said, cell))


def _rank(key: str, said: str) -> int:
    """How well a key of the dataset names it by *said*; beyond ``_DOUBTFUL`` for not at all."""
    what = meaning(key)
    if len(said) > 200:
        return _DOUBTFUL + 1
    if folded(key) in words("table") or "dataset" in what.sure or "name" in what.weak:
        return _SURE
    if "dataset" in what.weak:
        return _FILE if not _DOCUMENT.search(said) else _DOUBTFUL + 1
    return _DOUBTFUL if _IDENTIFIER.fullmatch(said) else _DOUBTFUL + 1


def _field(key: str) -> str:
    """The dataset's field that a key means; empty for one that the list does not know."""
    if folded(key) in words("table"):
        return "dataset"
    what = meaning(key)
    if "dataset" in what.fields or "name" in what.weak:
        return "dataset"
    fields = [SAME_ON_DATASETS[field] for field in what.sure if field in SAME_ON_DATASETS]
    fields += ["description"] if "description" in what.weak else []
    said = words_of(key)
    is_table = said[-1:] and said[-1] in listed("table") and not set(said[:-1]) & listed("elsewhere")
    return next(iter([*fields, *what.datasets, *(["dataset"] if is_table else [])]), "")

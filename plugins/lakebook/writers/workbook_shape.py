"""What a workbook is to hold, before anything of Excel comes into it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

import msgspec


class Choices(msgspec.Struct, frozen=True):
    """A drop-down."""

    words: tuple[str, ...]
    closed: bool = False
    """Whether nothing else may be typed; else Excel asks whether one is sure."""
    several: bool = False
    """Whether a cell may hold several: anything is taken then, and nobody is asked."""


class SheetColumn(msgspec.Struct, frozen=True, kw_only=True):
    """One column of a table."""

    heading: str
    width: int = 14
    """In letters."""
    about: str = ""
    """Comment on the heading."""
    choices: Choices | None = None
    required: bool = False
    """Marked in the heading."""
    kind: Literal["text", "prose", "quiet"] = "text"
    """``prose`` is wrapped; ``quiet`` is wrapped and set back: it is not for editing."""
    hidden: bool = False


class Table(msgspec.Struct, kw_only=True):
    """A sheet with headings and rows."""

    name: str
    columns: Sequence[SheetColumn]
    rows: Iterable[Sequence[str]]
    """Texts in the order of the columns; asked for once. Each at most 32,767 letters."""
    count: int
    """How many rows there are."""
    frozen: int = 0
    """Columns from the left that stay in view."""
    notes: Mapping[tuple[int, int], str] = {}
    """Row and column, from 0 below the headings -> comment on that cell."""
    parted_by: int | None = None
    """A column: where another word begins in it, a line is drawn."""
    grey_where: tuple[int, tuple[str, ...]] | None = None
    """A column, and the words in it by which its row is greyed."""


class Line(msgspec.Struct, frozen=True):
    """A line of a sheet that is read, not filled in."""

    texts: tuple[str, ...]
    kind: Literal["title", "lead", "heading", "text", "grey", "required", "optional", "finding"] = "text"
    """How the first cell is set; what follows it is plain."""


class Prose(msgspec.Struct, kw_only=True):
    """A sheet that is read, not filled in."""

    name: str
    lines: Sequence[Line]
    widths: tuple[int, ...]


class Hidden(msgspec.Struct, kw_only=True):
    """A sheet that nobody sees; Excel's own menu does not bring it back."""

    name: str
    rows: Sequence[Sequence[str]]


class WorkbookShape(msgspec.Struct, kw_only=True):
    """Sheets in the order of their tabs. Lists of drop-downs get a hidden sheet of their own."""

    title: str
    """In the properties of the file."""
    sheets: Sequence[Prose | Table | Hidden]
    opened: int = 0
    """The sheet that is seen first."""

"""One pass over a worksheet's XML: how far its values reach, which cells are errors, which formulas have no value."""

from __future__ import annotations

import re
from functools import lru_cache
from xml.parsers import expat

MOST_BLANK_ROWS = 10_000
MOST_BLANK_COLUMNS = 1_000
"""Blank rows or columns before a value that make it a stray one."""

_CELL = re.compile(r"\$?([A-Za-z]{1,7})\$?([0-9]{1,10})")


class StrayValueError(Exception):
    """A value stands alone, far from the rest."""

    def __init__(self, cell: str, blank: str) -> None:
        super().__init__(cell)
        self.cell = cell
        self.blank = blank


class _Kinds(dict[str, str]):
    """Element name, with any prefix -> the name without it, for the elements that matter; else empty."""

    def __missing__(self, name: str) -> str:
        local = name.rpartition(":")[2]
        kind = self[name] = local if local in ("row", "c", "v", "is", "f") else ""
        return kind


class SheetScan:
    """Feed ``parser`` the worksheet. Styled cells without a value do not count.

    ``parser.Parse`` raises StrayValueError, and ValueError for a cell whose place makes no sense.
    """

    def __init__(self) -> None:
        self.last_row = 0
        self.last_column = 0
        """Furthest row and column that hold a value, from 1."""
        self.errors: list[tuple[str, str]] = []
        """Cell and what it shows, such as ``("B7", "#REF!")``."""
        self._without_value: list[str] = []
        self._is_open = self._is_text = self._is_pending = False
        """Whether a cell is being read, its value is a text, and it holds a formula without a value so far."""
        self._kinds = _Kinds()
        self._row = self._column = 0
        self._used = True
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self._start

    @property
    def last_cell(self) -> str:
        """The lower right corner of the used area."""
        return f"{column_letters(self.last_column)}{self.last_row}" if self.last_row else ""

    def formulas_without_value(self) -> list[str]:
        """Cells whose formula nobody has worked out yet; to be asked at the end."""
        self._close()
        return self._without_value

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        kind = self._kinds[name]
        if self._is_pending or (self._is_open and not kind):
            self._follow(kind)
        if kind == "c":
            self._start_cell(attributes)
        elif kind == "row":
            number = attributes.get("r", "")
            self._row = int(number) if number.isdecimal() and len(number) < 11 else self._row + 1
            self._column = 0
        elif kind and not self._used:
            self._used = True
            if kind == "f" and self._is_open:
                self._is_pending = self.parser.CharacterDataHandler is None
            if self._row > self.last_row or self._column > self.last_column:
                self._reach()

    def _follow(self, kind: str) -> None:
        """What comes behind a formula: its value, or what says that there is none."""
        if kind == "v" and not self._is_text:
            self.parser.CharacterDataHandler = self._value_text
        elif kind in ("v", "is"):  # a text may be empty
            self._is_pending = False
        else:
            self._close()

    def _value_text(self, text: str) -> None:
        if text.strip():
            self._is_pending = False
            self.parser.CharacterDataHandler = None

    def _close(self) -> None:
        """The cell at hand is over."""
        if self._is_pending:
            self._without_value.append(f"{column_letters(self._column)}{self._row}")
        self._is_open = self._is_pending = False
        self.parser.CharacterDataHandler = None

    def _start_cell(self, attributes: dict[str, str]) -> None:
        if self.parser.CharacterDataHandler is not None:
            self.parser.CharacterDataHandler = None
        place = attributes.get("r", "")
        if match := _CELL.fullmatch(place):
            self._row, self._column = int(match[2]), column_number(match[1])
        elif place:
            raise ValueError(f"'{place[:20]}' is not the place of a cell")
        else:  # writers may leave places out: it is the next cell of the row
            self._column += 1
        self._used = False
        self._is_open = True
        kind = attributes.get("t")
        self._is_text = kind == "str"
        if kind == "e":
            self.errors.append((f"{column_letters(self._column)}{self._row}", ""))
            self.parser.CharacterDataHandler = self._error_text

    def _error_text(self, text: str) -> None:
        cell, said = self.errors[-1]
        start = text.find("#") if not said else 0
        if start >= 0 and len(said) < 40:
            self.errors[-1] = (cell, (said + text[start:]).strip()[:40])

    def _reach(self) -> None:
        """Take the cell at hand into the used area, unless it is a stray one."""
        rows, columns = self._row - self.last_row - 1, self._column - self.last_column - 1
        far = []
        if rows > MOST_BLANK_ROWS:
            far.append(f"{rows:,} rows")
        if columns > MOST_BLANK_COLUMNS:
            far.append(f"{columns:,} columns")
        if far:
            raise StrayValueError(f"{column_letters(self._column)}{self._row}", " and ".join(far))
        self.last_row = max(self.last_row, self._row)
        self.last_column = max(self.last_column, self._column)


@lru_cache(maxsize=1024)
def column_number(letters: str) -> int:
    """Column from 1: ``A`` is 1, ``AA`` 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def column_letters(number: int) -> str:
    """Letters of a column from 1: 1 is ``A``, 27 is ``AA``."""
    letters = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters

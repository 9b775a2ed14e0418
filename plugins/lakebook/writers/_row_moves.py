"""Where the rows of a sheet lie after rows were added and deleted: for numbers, ranges and formulas."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from itertools import accumulate

from lakebook.writers.splice import SpliceError

LAST_ROW = 1_048_576

_CELL = r"\$?[A-Za-z]{1,3}\$?[0-9]{1,7}"
_IN_FORMULA = re.compile(
    rf"""(?P<text>"(?:[^"]|"")*")
    | (?<![\w.$])(?P<sheet>(?:'(?:[^']|'')+'|[\w.\[\]:]+)!)?
      (?P<place>{_CELL}(?::{_CELL})?|\$?\d+:\$?\d+)(?![\w(\[!.])
    | (?P<name>'(?:[^']|'')*'!?|\[[^\]]*\])""",
    re.VERBOSE,
)
_ROW = re.compile(r"(?<![0-9])[0-9]+$")
_RELATIVE = re.compile(r"(?<![0-9$])[0-9]+(?=:|$)")


class RowMoves:
    """Rows that are deleted, and how many are added behind others; all numbers are those of the sheet as it was."""

    def __init__(self, gone: Iterable[int], added: Mapping[int, int]) -> None:
        self.gone = sorted(set(gone))
        self.anchors = sorted(added)
        self._added = [0, *accumulate(added[anchor] for anchor in self.anchors)]

    def __bool__(self) -> bool:
        return bool(self.gone or self.anchors)

    def row(self, number: int) -> int | None:
        """Where a row lies now; None for one that is gone."""
        at = bisect_left(self.gone, number)
        if at < len(self.gone) and self.gone[at] == number:
            return None
        return min(number - at + self._added[bisect_left(self.anchors, number)], LAST_ROW)

    def next_left(self, number: int) -> int:
        """The row itself, or the first behind it that is not gone."""
        while self.row(number) is None:
            number += 1
        return number

    def behind(self, number: int) -> int:
        """The first of the rows that were added behind a row, which may be gone."""
        return number - bisect_right(self.gone, number) + self._added[bisect_left(self.anchors, number)] + 1

    def span(self, first: int, last: int, *, grows: bool = False) -> tuple[int, int] | None:
        """What is left of some rows; None for nothing. A span that *grows* takes in what is added behind its end."""
        left = self.next_left(first)
        if left > last:
            return None
        right = last
        while self.row(right) is None:
            right -= 1
        start, end = self.row(left) or left, self.row(right) or right
        anchors = [one for one in self.anchors if right <= one <= last] if grows else []
        more = sum(self._added[at + 1] - self._added[at] for at, one in enumerate(self.anchors) if one in anchors)
        return start, min(end + more, LAST_ROW)

    def cuts(self, first: int, last: int) -> bool:
        """Whether rows are added inside a range of rows, or some of it, but not all, are deleted."""
        gone = bisect_right(self.gone, last) - bisect_left(self.gone, first)
        return any(first <= anchor < last for anchor in self.anchors) or 0 < gone <= last - first


def moved_range(text: str, moves: RowMoves, *, grows: bool = False) -> str | None:
    """A range such as ``A2:$F$9`` where it lies now; None where it is gone. Whole columns stay as they are."""
    first, colon, last = text.partition(":")
    rows = [match for end in (first, last or first) if (match := _ROW.search(end))]
    if len(rows) < 2:
        return text
    found = moves.span(int(rows[0][0]), int(rows[1][0]), grows=grows)
    if found is None:
        return None
    if not colon and found[0] == found[1]:
        return f"{_ROW.sub('', first)}{found[0]}"
    return f"{_ROW.sub('', first)}{found[0]}:{_ROW.sub('', last or first)}{found[1]}"


def moved_ranges(texts: Iterable[str], moves: RowMoves) -> list[str]:
    """The ranges of a format or a drop-down, which grow with the rows they are about, but for those that are gone."""
    return [moved for text in texts if (moved := moved_range(text, moves, grows=True)) is not None]


def moved_formula(formula: str, own: str, moves: Mapping[str, RowMoves], where: str, by: int | None = None) -> str:
    """A formula of the sheet *own* with its references to rows of the sheets that have *moves*.

    That of a format or a drop-down is said of its first cell, which lies *by* rows further down now; rows without
    ``$`` go with it.

    Raises:
        SpliceError: it refers to a row that is deleted; *where* says whose formula it is.
    """

    def replace(match: re.Match[str]) -> str:
        place, prefix = match["place"], match["sheet"] or ""
        if place is None:
            return match[0]
        name = prefix.removesuffix("!").strip("'").replace("''", "'")
        if ":" in name:
            raise SpliceError(f"{where} refers to {match[0]}, across sheets whose rows would move")
        if by is not None:
            place = _RELATIVE.sub(lambda row: str(min(max(int(row[0]) + by, 1), LAST_ROW)), place)
        rows = moves.get(name if prefix else own)
        if not rows or (by is not None and _RELATIVE.search(place)):
            return prefix + place
        moved = moved_range(place, rows)
        if moved is None:
            raise SpliceError(f"{where} refers to {match[0]}, a row that would be deleted")
        return prefix + moved

    return _IN_FORMULA.sub(replace, formula)

"""The boxes of comments keep their sizes: openpyxl reads the texts alone."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

_SHAPE = re.compile(r"<(?:\w+:)?shape\s[^>]*?\bstyle=(\"|')(?P<style>.*?)\1.*?</(?:\w+:)?shape>", re.DOTALL)
_LENGTH = r"(?:^|[;\s]){}\s*:\s*([0-9.]+)(pt|px|in|cm|mm)"
_LENGTHS = {side: re.compile(_LENGTH.format(side)) for side in ("width", "height")}
_PLACE = re.compile(r"<(?:\w+:)?(Row|Column)>\s*(\d+)\s*</")
_PIXELS = {"px": 1.0, "pt": 96 / 72, "in": 96.0, "cm": 96 / 2.54, "mm": 96 / 25.4}
"""Pixels of one unit, as Excel counts them: 96 to the inch."""


def keep_boxes(workbook: Any, content: bytes) -> None:
    """Give the comments of *workbook*, which was read from *content*, the sizes they have there."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = set(archive.namelist())
        for sheet in workbook.worksheets:
            for relation in sheet._rels:
                if relation.Type.endswith("/vmlDrawing") and relation.target in names:
                    _size(sheet, archive.read(relation.target).decode("utf-8", "replace"))


def _size(sheet: Any, drawing: str) -> None:
    for shape in _SHAPE.finditer(drawing):
        place = {name: int(number) + 1 for name, number in _PLACE.findall(shape[0])}
        cell = sheet._cells.get((place.get("Row"), place.get("Column")))
        comment = getattr(cell, "comment", None)
        if comment is not None:
            for side, pattern in _LENGTHS.items():
                if found := pattern.search(shape["style"]):
                    setattr(comment, side, round(float(found[1]) * _PIXELS[found[2]], 2))

"""Formulas keep the values that Excel worked out: openpyxl writes none, and they would read as blank."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from html import escape
from typing import Any

_FORMULA = re.compile(r'<c r="([A-Z]+[0-9]+)"([^>]*)>(<f(?:\s[^>]*)?(?:/>|>[^<]*</f>))<v\s*(?:/>|></v>)')
_KINDS = {"b": "b", "e": "e", "n": "n", "d": "n"}


class FormulaResults:
    """The values of all formulas of a workbook, by the cell objects of *workbook*, which know where they end up."""

    def __init__(self, workbook: Any, values: Callable[[], Any]) -> None:
        self._workbook = workbook
        formulas = {
            sheet.title: found
            for sheet in workbook.worksheets
            if (found := [cell for cell in list(sheet._cells.values()) if cell.data_type == "f"])
        }
        self._held: list[tuple[Any, str, str]] = []
        valued: Any = values() if formulas else None
        for title, cells in formulas.items():
            for cell in cells:
                self._held.append((cell, *_said(valued[title][cell.coordinate], valued.epoch)))

    def put_into(self, made: bytes) -> bytes:
        """What ``save`` wrote, with the values of the formulas that are still there."""
        parts: dict[str, dict[str, tuple[str, str]]] = {}
        for cell, kind, text in self._held:
            sheet = cell.parent
            if cell.data_type == "f" and sheet._cells.get((cell.row, cell.column)) is cell:
                parts.setdefault(sheet.path.lstrip("/"), {})[cell.coordinate] = (kind, text)
        return _rewritten(made, parts) if parts else made


def _said(cell: Any, epoch: Any) -> tuple[str, str]:
    """The kind and the text of a value, as a cell of a formula has them."""
    from openpyxl.utils.datetime import to_excel

    value = cell.value
    kind = _KINDS.get(cell.data_type, "str")
    if value is None:
        return "str", ""
    if cell.data_type == "d":
        value = to_excel(value, epoch)  # type: ignore[no-untyped-call]
    return kind, str(int(value) if kind == "b" else value)


def _rewritten(made: bytes, parts: Mapping[str, Mapping[str, tuple[str, str]]]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made)) as old, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            content = old.read(entry)
            if found := parts.get(entry.filename):
                content = _FORMULA.sub(_with_value(found), content.decode()).encode()
            new.writestr(entry, content)
    return written.getvalue()


def _with_value(values: Mapping[str, tuple[str, str]]) -> Callable[[re.Match[str]], str]:
    def replace(match: re.Match[str]) -> str:
        if match[1] not in values:
            return match[0]
        kind, text = values[match[1]]
        return f'<c r="{match[1]}"{match[2]} t="{kind}">{match[3]}<v>{escape(text, quote=False)}</v>'

    return replace

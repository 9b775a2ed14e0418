"""Where a key stands: the file is read again, only when something has to be said about it."""

from __future__ import annotations

from lakebook.diagnostics import Location
from lakebook.readers._locate_cells import Cells
from lakebook.sources import Source
from lakebook.syntax import Unreadable, front_matter, strict_yaml
from lakebook.syntax.strict_yaml import Document, KeyPath
from lakebook.syntax.workbook import read_workbook


class Locator:
    """Finds keys in the files of one source; keeps the files it has read."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._documents: dict[str, tuple[Document | None, int]] = {}
        self._workbooks: dict[str, Cells | None] = {}

    def locate(self, path: str, keys: KeyPath, line: int = 0) -> Location:
        """Place of the key that *keys* leads to, from the top of the file or of its front matter; else *line*.

        In a workbook the cell; the file alone where there is none.
        """
        if path.lower().endswith(".xlsx"):
            return self._cell(path, keys) or Location(path, line)
        document, first_line = self._document(path)
        if document is None or not keys:
            return Location(path, line)
        found_line, column = document.position(keys)
        return Location(path, found_line + first_line - 1, column)

    def _cell(self, path: str, keys: KeyPath) -> Location | None:
        if path not in self._workbooks:
            self._workbooks[path] = self._read_cells(path)
        cells = self._workbooks[path]
        return cells.locate(keys) if cells is not None else None

    def _read_cells(self, path: str) -> Cells | None:
        try:
            return Cells(path, read_workbook(self._source.read(path)))
        except (OSError, Unreadable):
            return None

    def _document(self, path: str) -> tuple[Document | None, int]:
        if path not in self._documents:
            self._documents[path] = self._read(path)
        return self._documents[path]

    def _read(self, path: str) -> tuple[Document | None, int]:
        try:
            content = self._source.read(path)
            if path.lower().endswith(".md"):
                page = front_matter.split(content)
                return page.document, page.front_line
            if path.lower().endswith((".yaml", ".yml")):
                return strict_yaml.parse(content), 1
        except (OSError, Unreadable):
            pass
        return None, 1

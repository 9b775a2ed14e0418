"""Where a key stands: the file is read again, only when something has to be said about it."""

from __future__ import annotations

from lakebook.diagnostics import Location
from lakebook.sources import Source
from lakebook.syntax import Unreadable, front_matter, strict_yaml
from lakebook.syntax.strict_yaml import Document, KeyPath


class Locator:
    """Finds keys in the files of one source; keeps the files it has read."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._documents: dict[str, tuple[Document | None, int]] = {}

    def locate(self, path: str, keys: KeyPath, line: int = 0) -> Location:
        """Place of the key that *keys* leads to, from the top of the file or of its front matter; else *line*."""
        document, first_line = self._document(path)
        if document is None or not keys:
            return Location(path, line)
        found_line, column = document.position(keys)
        return Location(path, found_line + first_line - 1, column)

    def _document(self, path: str) -> tuple[Document | None, int]:
        if path not in self._documents:
            self._documents[path] = self._read(path)
        return self._documents[path]

    def _read(self, path: str) -> tuple[Document | None, int]:
        try:
            content = self._source.read(path)
            if path.endswith(".md"):
                page = front_matter.split(content)
                return page.document, page.front_line
            if path.endswith((".yaml", ".yml")):
                return strict_yaml.parse(content), 1
        except (OSError, Unreadable):
            pass
        return None, 1

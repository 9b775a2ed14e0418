"""A source with some of its files as they would be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from lakebook.sources import Source


class Overlay:
    """A Source that has *files*, by path, in the place of those of *source*, or beside them."""

    def __init__(self, source: Source, files: Mapping[str, bytes]) -> None:
        self._source = source
        self._files = files

    def paths(self, below: str = "") -> Iterable[str]:
        prefix = f"{below.rstrip('/')}/" if below else ""
        return sorted({*self._source.paths(below), *(path for path in self._files if path.startswith(prefix))})

    def read(self, path: str) -> bytes:
        return self._files[path] if path in self._files else self._source.read(path)

    def size(self, path: str) -> int:
        return len(self._files[path]) if path in self._files else self._source.size(path)

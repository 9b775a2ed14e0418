"""A book that lies in memory: the examples of the checks, and tests."""

from __future__ import annotations

from collections.abc import Iterable, Mapping


class InMemory:
    """A Source over a mapping of path to content."""

    def __init__(self, files: Mapping[str, str | bytes]) -> None:
        self.files = {path: text.encode() if isinstance(text, str) else text for path, text in files.items()}

    def paths(self, below: str = "") -> Iterable[str]:
        prefix = f"{below.rstrip('/')}/" if below else ""
        return sorted(path for path in self.files if path.startswith(prefix))

    def read(self, path: str) -> bytes:
        try:
            return self.files[path]
        except KeyError:
            raise FileNotFoundError(path) from None

    def size(self, path: str) -> int:
        return len(self.read(path))

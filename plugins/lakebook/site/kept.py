"""What one build leaves for the next: in this process for ``serve``, below ``.lakebook/`` for other processes.

Every file is safe to delete, and there whole or not at all.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from pathlib import Path
from typing import TypeVar

import msgspec

from lakebook.checks._memory import Memory
from lakebook.search.words import WordMemory
from lakebook.site.manifest import Manifest
from lakebook.site.markdown import Cache, Converted
from lakebook.site.shell import Shells
from lakebook.writers.atomic import write_atomically

Value = TypeVar("Value")


class Kept:
    """All of it, for one book. What cannot be read is as good as nothing; what cannot be written is done without."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._manifests: dict[str, Manifest] = {}
        self.checks = self._load("checks", Memory) or Memory()
        """Datasets known to be sound."""
        self.words = self._load("words", WordMemory) or WordMemory()
        """Words of documents."""
        self.markdown: Cache = self._load("markdown", dict[bytes, Converted]) or {}
        """Converted Markdown."""
        self.shells: Shells | None = None
        """Of the last build of this process."""

    def manifest(self, site: str) -> Manifest:
        """What is known of the folder *site*."""
        if site not in self._manifests:
            self._manifests[site] = self._load(_manifest_name(site), Manifest) or Manifest()
        return self._manifests[site]

    def lock_file(self, site: str) -> Path:
        """What a build holds while it writes to the folder *site*."""
        return self._folder / f"{_manifest_name(site)}.lock"

    def forget(self, site: str) -> None:
        """Trust nothing in the folder *site*, should this build stop halfway."""
        self._manifests[site] = Manifest()
        with contextlib.suppress(OSError):
            self._file(_manifest_name(site)).unlink()

    def remember(self, site: str, manifest: Manifest) -> None:
        """What the folder *site* holds now, until this process ends."""
        self._manifests[site] = manifest

    def save(self, site: str, *, markdown: bool) -> None:
        """Leave it to other processes; converted *markdown* only where that is safe."""
        self._save(_manifest_name(site), self._manifests[site])
        self._save("checks", self.checks)
        self._save("words", self.words)
        if markdown:
            self._save("markdown", self.markdown)

    def _file(self, name: str) -> Path:
        return self._folder / f"{name}.msgpack"

    def _load(self, name: str, kind: type[Value]) -> Value | None:
        try:
            return msgspec.msgpack.decode(self._file(name).read_bytes(), type=kind)
        except (OSError, msgspec.MsgspecError):
            return None

    def _save(self, name: str, value: object) -> None:
        with contextlib.suppress(OSError):
            write_atomically(self._file(name), msgspec.msgpack.encode(value))


def _manifest_name(site: str) -> str:
    return f"stamped-{hashlib.blake2b(os.fsencode(Path(site).resolve()), digest_size=6).hexdigest()}"

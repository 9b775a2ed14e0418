"""One build at a time writes to a site's folder: the next one waits until it is done."""

from __future__ import annotations

import contextlib
import logging
from pathlib import Path

from filelock import FileLock, Timeout

log = logging.getLogger("mkdocs.lakebook")


class Turn:
    """The right to write, held from ``take`` to ``give_back``; the system takes it back from a process that ends."""

    def __init__(self, file: Path) -> None:
        """*file* stands for the site's folder and lies outside it."""
        self._lock = FileLock(file)

    def take(self, site: str) -> None:
        """Wait until no other build writes to *site*; where files cannot be locked, hope."""
        with contextlib.suppress(OSError, NotImplementedError):
            Path(self._lock.lock_file).parent.mkdir(parents=True, exist_ok=True)
            try:
                self._lock.acquire(timeout=0)
            except Timeout:
                log.info(f"another build writes to {site}: waiting until it is done")
                self._lock.acquire()

    def give_back(self) -> None:
        """Let the next build write."""
        self._lock.release(force=True)

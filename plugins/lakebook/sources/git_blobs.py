"""Bytes that Git keeps, by their hash, whichever commit they belong to."""

from __future__ import annotations

import subprocess
from pathlib import Path

from lakebook.sources.git_commit import BlobReader, git_environment


class GitBlobs:
    """The objects of the repository around *root*; none where there is no repository, or no Git."""

    def __init__(self, root: Path | None) -> None:
        self._reader = BlobReader(root) if root is not None and _is_repository(root) else None

    @property
    def exist(self) -> bool:
        """Whether there is a repository."""
        return self._reader is not None

    def read(self, blob: str) -> bytes | None:
        """Bytes of the blob with this hash; None where the repository does not have it."""
        if self._reader is None or not blob.isalnum():
            return None
        try:
            return self._reader.read(blob, blob)
        except OSError:
            return None


def _is_repository(root: Path) -> bool:
    try:
        found = subprocess.run(
            ["git", "rev-parse", "--git-dir"], cwd=root, env=git_environment(), capture_output=True, check=False
        )
    except OSError:
        return False
    return found.returncode == 0

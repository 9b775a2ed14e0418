"""Git's own merge of three texts, and what tells Git to merge files another way."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

import msgspec

from lakebook.sources.git_commit import GitError

_FAILED = 128
"""``git merge-file`` ends with the number of conflicts, and with this or more where it cannot merge."""
DEFAULT_MARKER = 7
"""Size of Git's markers, where nothing else is said."""
LONG_MARKER = 61
"""Size of markers that no text holds by accident."""
NAMES = ("ours", "base", "theirs")
"""What stands behind the markers."""


class Hunk(msgspec.Struct, frozen=True):
    """Lines that both sides changed, with their ends."""

    ours: list[str]
    base: list[str]
    theirs: list[str]


def merge_text(
    base: bytes, ours: bytes, theirs: bytes, marker_size: int = DEFAULT_MARKER, *, with_base: bool = False
) -> tuple[bytes, int] | None:
    """The merged text with conflict markers, and how many conflicts; None where Git takes them for no texts.

    The markers are those that the user's settings ask for; *with_base* they hold the lines of *base*, too.
    """
    with tempfile.TemporaryDirectory(prefix="lakebook-merge-") as folder:
        files = [Path(folder) / name for name in NAMES]
        for file, content in zip(files, (ours, base, theirs), strict=True):
            file.write_bytes(content)
        style = ["--diff3"] if with_base else []
        labels = [word for name in NAMES for word in ("-L", name)]
        done = _git(Path(), "merge-file", "--stdout", f"--marker-size={marker_size}", *style, *labels, *map(str, files))
    return None if done.returncode < 0 or done.returncode >= _FAILED else (done.stdout, done.returncode)


def merge_hunks(base: str, ours: str, theirs: str) -> list[str | Hunk]:
    """The merged text as a list of stretches: text that is merged, and hunks that both changed.

    Lines of the texts end in ``\\n``, the last ones too.
    """
    merged = merge_text(base.encode(), ours.encode(), theirs.encode(), LONG_MARKER, with_base=True)
    if merged is None:
        return [Hunk(*(text.splitlines(keepends=True) for text in (ours, base, theirs)))]
    marks = {f"{letter * LONG_MARKER}": part for letter, part in zip("<|=>", (1, 2, 3, 0), strict=True)}
    found: list[str | Hunk] = []
    parts: list[list[str]] = [[], [], [], []]
    part = 0
    for line in merged[0].decode().split("\n")[:-1]:
        if (to := marks.get(line[:LONG_MARKER])) is None:
            parts[part].append(line + "\n")
            continue
        if to == 1:
            found.append("".join(parts[0]))
            parts[0] = []
        elif to == 0:
            found.append(Hunk(*parts[1:]))
            parts = [[], [], [], []]
        part = to
    found.append("".join(parts[0]))
    return found


def repository_of(folder: Path) -> Path:
    """Top of the working tree around *folder*.

    Raises:
        GitError: there is none.
    """
    found = _git(folder, "rev-parse", "--show-toplevel")
    if found.returncode:
        raise GitError(f"{folder} is in no Git repository", "type 'git init', and try again")
    return Path(found.stdout.decode("utf-8", "surrogateescape").removesuffix("\n"))


def setting(folder: Path, name: str) -> str:
    """A setting of the repository itself, such as ``merge.lakebook.driver``; empty where it has none."""
    return _git(folder, "config", "--local", "--get", name).stdout.decode("utf-8", "replace").removesuffix("\n")


def put_setting(folder: Path, name: str, value: str) -> None:
    """Write a setting of the repository.

    Raises:
        GitError: Git does not write it.
    """
    done = _git(folder, "config", "--local", "--replace-all", name, value)
    if done.returncode:
        raise GitError(f"Git does not set {name}: {done.stderr.decode('utf-8', 'replace').strip()}")


def drop_settings(folder: Path, section: str) -> bool:
    """Take a section such as ``merge.lakebook`` out of the repository's settings; whether it was there."""
    return _git(folder, "config", "--local", "--remove-section", section).returncode == 0


def _git(folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(
            ["git", *arguments], cwd=folder, capture_output=True, stdin=subprocess.DEVNULL, check=False
        )
    except FileNotFoundError:
        raise GitError("git is not installed", "install Git, and try again") from None

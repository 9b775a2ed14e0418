"""Tell Git, or no longer, that the catalogue is merged by us: a line in the repository's settings, and attributes."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from pathlib import Path

from lakebook.sources.git_merge import drop_settings, put_setting, repository_of, setting
from lakebook.writers.atomic import write_atomically

_SECTION = "merge.lakebook"
_ATTRIBUTE = "merge=lakebook"
_ABOUT = "# The catalogue is merged by meaning; type 'lakebook merge-driver --install' once in each clone."
_ENDINGS = ("yaml", "yml", "xlsx")


def install_driver(root: Path, catalogue: str) -> list[str]:
    """Install the driver for the book at *root*; says what was done, one line each.

    Raises:
        GitError: there is no repository, or Git refuses.
        OSError: ``.gitattributes`` cannot be read or written.
    """
    repository_of(root)
    driver = f"{_called()} merge-driver --marker-size %L -- %O %A %B %P"
    said = []
    if setting(root, f"{_SECTION}.driver") == driver:
        said.append("Git knows the driver already")
    else:
        put_setting(root, f"{_SECTION}.name", "Lakebook: by meaning")
        put_setting(root, f"{_SECTION}.driver", driver)
        said.append(f"Git calls: {driver}")
    wanted = [_ABOUT, *(f"{_pattern(f'{catalogue}/**/*.{ending}')} {_ATTRIBUTE}" for ending in _ENDINGS)]
    file = root / ".gitattributes"
    before = _lines(file)
    if [line for line in before if _is_ours(line)] == wanted:
        said.append(".gitattributes has its lines already")
    else:
        _write(file, [*(line for line in before if not _is_ours(line)), *wanted])
        said += ["wrote .gitattributes", "next: commit .gitattributes; everybody types this command once in a clone"]
    return said


def uninstall_driver(root: Path) -> list[str]:
    """Take back what ``install_driver`` wrote; says what was done. Raises as that does."""
    repository_of(root)
    said = ["Git no longer knows the driver" if drop_settings(root, _SECTION) else "Git did not know the driver"]
    file = root / ".gitattributes"
    before = _lines(file)
    kept = [line for line in before if not _is_ours(line)]
    if kept == before:
        said.append(".gitattributes has no lines of it")
    elif kept:
        _write(file, kept)
        said.append("took its lines out of .gitattributes")
    else:
        file.unlink()
        said.append("deleted .gitattributes: it held nothing else")
    return said


def _called() -> str:
    """How this program was called, in words for a shell that may run elsewhere."""
    program = Path(sys.argv[0])
    if program.stem.lower() != "lakebook":
        return f"{shlex.quote(Path(sys.executable).as_posix())} -m lakebook.cli"
    found = shutil.which("lakebook")
    if found is not None and os.path.realpath(found) == os.path.realpath(program):
        return "lakebook"
    return shlex.quote(program.absolute().as_posix())


def _pattern(path: str) -> str:
    """A path for ``.gitattributes``, between quotes where it holds what has a meaning there."""
    escaped = path.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"' if any(letter in path for letter in ' "\\#!') else path


def _is_ours(line: str) -> bool:
    return line == _ABOUT or line.endswith(f" {_ATTRIBUTE}")


def _lines(file: Path) -> list[str]:
    return file.read_text(encoding="utf-8", errors="surrogateescape").splitlines() if file.exists() else []


def _write(file: Path, lines: list[str]) -> None:
    """Write the lines with the ends that the file has."""
    newline = "\r\n" if file.exists() and b"\r\n" in file.read_bytes() else "\n"
    write_atomically(file, "".join(line + newline for line in lines).encode("utf-8", "surrogateescape"))

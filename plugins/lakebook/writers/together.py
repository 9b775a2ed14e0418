"""Several files of a book put in place together: what a killed process left half done is finished by the next one.

All files are written beside their places first. A list of them, ``.lakebook/unfinished.json``, is there while they are
moved. Whoever finds such a list moves the rest, or takes the files away where none was moved.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Mapping
from pathlib import Path

import msgspec
from filelock import FileLock, Timeout

from lakebook.syntax.workbook_state import blob_id
from lakebook.writers.atomic import beside, remove, write_atomically

_FOLDER = ".lakebook"
_LIST = "unfinished.json"
_LOCK = "unfinished.lock"


class _Move(msgspec.Struct, frozen=True):
    """One file, its paths as seen from the book."""

    made: str
    """Where it was written."""
    place: str
    """Where it belongs."""
    before: str
    """Git's hash of what was there; empty for nothing."""
    after: str
    """Git's hash of what is to be there."""


def write_together(root: Path, contents: Mapping[Path, bytes], beside: Mapping[Path, bytes] | None = None) -> None:
    """Put all of *contents* in place, or none, for whoever next reads the book at *root*.

    Files *beside* may lie anywhere: those outside of the book are written first, one by one.

    Raises:
        OSError: a folder cannot be made, a file cannot be written, or one of *contents* would land outside of the
            book, as by a symbolic link; the book is as it was.
    """
    base = Path(os.path.realpath(root))
    inside = {place_inside(path, base): content for path, content in contents.items()}
    for path, content in (beside or {}).items():
        real = Path(os.path.realpath(path))
        if real.is_relative_to(base):
            inside[real] = content
        else:
            write_atomically(real, content)
    if len(inside) == 1:
        write_atomically(*next(iter(inside.items())))
    elif inside:
        _write(base, inside)


def place_inside(path: Path, base: Path) -> Path:
    """Where a file of the book at *base* lies, the symbolic links of both followed.

    Raises:
        PermissionError: outside of the book, or in what Git keeps there.
    """
    real, base = Path(os.path.realpath(path)), Path(os.path.realpath(base))
    if not real.is_relative_to(base):
        raise PermissionError(errno.EACCES, "it leads out of the book", str(path))
    if real.relative_to(base).parts[:1] == (".git",):
        raise PermissionError(errno.EACCES, "it leads into the folder of Git", str(path))
    return real


def _write(root: Path, contents: Mapping[Path, bytes]) -> None:
    before = {path: path.read_bytes() if path.exists() else None for path in contents}
    made: dict[Path, Path] = {}
    (root / _FOLDER).mkdir(exist_ok=True)
    with FileLock(root / _FOLDER / _LOCK):
        try:
            for path, content in contents.items():
                made[path] = beside(path, content)
            moves = [_move(root, made[path], path, before[path], content) for path, content in contents.items()]
            write_atomically(root / _FOLDER / _LIST, msgspec.json.encode(moves))
            for path, ready in made.items():
                ready.replace(path)
        except BaseException:
            for path, ready in made.items():
                if not ready.exists():
                    _put_back(path, before[path])
                remove(ready)
            raise
        finally:
            remove(root / _FOLDER / _LIST)


def _move(root: Path, made: Path, place: Path, before: bytes | None, after: bytes) -> _Move:
    was = blob_id(before) if before is not None else ""
    return _Move(made.relative_to(root).as_posix(), place.relative_to(root).as_posix(), was, blob_id(after))


def _put_back(path: Path, content: bytes | None) -> None:
    if content is None:
        remove(path)
    else:
        write_atomically(path, content)


def finish_unfinished(root: Path) -> list[str]:
    """Finish what a process that was killed has begun to move; the paths that were moved now.

    Where nobody knows any more (somebody has edited one of the files), they are left as they are.
    """
    listed = root / _FOLDER / _LIST
    if not listed.exists():
        return []
    try:
        with FileLock(root / _FOLDER / _LOCK, timeout=0):
            moves = msgspec.json.decode(listed.read_bytes(), type=list[_Move])
            return _finish(root, [move for move in moves if _is_ours(move)])
    except (Timeout, OSError, msgspec.MsgspecError):  # it is being written; or it cannot be read
        return []


def _finish(root: Path, moves: list[_Move]) -> list[str]:
    now = {move: _hash(root / move.place) for move in moves}
    waiting = [move for move in moves if now[move] != move.after]
    begun = any(now[move] == move.after for move in moves)
    sound = all(now[move] in (move.before, move.after) for move in moves)
    whole = all(_hash(root / move.made) == move.after for move in waiting)
    done = []
    if begun and sound and whole:
        for move in waiting:
            (root / move.made).replace(root / move.place)
            done.append(move.place)
    for move in moves:
        remove(root / move.made)
    remove(root / _FOLDER / _LIST)
    return done


def _is_ours(move: _Move) -> bool:
    """Whether both paths are where we would have put them; the list may have come along with a repository."""
    made, place = Path(move.made), Path(move.place)
    ordinary = not place.is_absolute() and ".." not in place.parts and made.parent == place.parent
    return ordinary and made.name.startswith(f".{place.name[:60]}.") and made.suffix == ".tmp"


def _hash(path: Path) -> str:
    try:
        return blob_id(path.read_bytes())
    except OSError:
        return ""

"""Repair what has one safe repair: bytes of the book's files, as few as it takes."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from lakebook.diagnostics import Diagnostic, Repair
from lakebook.writers.atomic import write_atomically
from lakebook.writers.repair import repaired
from lakebook.writers.together import place_inside

ROUNDS = 5
"""A repair may bring to light what another one is for; after these it is enough."""


def fix(root: Path, diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Write the repairs of *diagnostics* to the files below *root*; those that were repaired.

    Where the repairs of one do not fit the files any more, meet those of another, or would be written out of the book
    by a symbolic link, it is left as it is.

    Raises:
        OSError: a file cannot be read or written.
    """
    contents: dict[str, bytes] = {}
    taken: dict[str, list[Repair]] = {}
    done = []
    for diagnostic in diagnostics:
        wanted: dict[str, list[Repair]] = {}
        for repair in diagnostic.repairs:
            wanted.setdefault(repair.path, [*taken.get(repair.path, [])]).append(repair)
        if any(_leads_out(root, path) for path in wanted):
            continue
        for path in wanted.keys() - contents.keys():
            contents[path] = (root / path).read_bytes()
        if wanted and all(repaired(contents[path], repairs) is not None for path, repairs in wanted.items()):
            taken |= wanted
            done.append(diagnostic)
    for path, repairs in taken.items():
        made = repaired(contents[path], repairs)
        if made is not None and made != contents[path]:
            write_atomically(root / path, made)
    return done


def _leads_out(root: Path, path: str) -> bool:
    try:
        place_inside(root / path, root)
    except PermissionError:
        return True
    return False

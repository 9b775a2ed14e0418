"""Find what a folder offers, by file name, without importing it."""

from __future__ import annotations

import hashlib
import importlib
import importlib.metadata
import importlib.util
import os
import pkgutil
import sys
from collections.abc import Callable
from functools import cache
from importlib.machinery import ModuleSpec
from pathlib import Path
from typing import Any

from lakebook import __version__


@cache
def names(room: str) -> dict[str, str]:
    """Plug name -> module name for each plug of *room* (a package name such as ``lakebook.checks``).

    A plug is a module, at any depth below the room; neither it nor a folder above it has a leading underscore.
    Packages elsewhere add theirs through the entry-point group named after the room.

    Raises:
        ValueError: two plugs of one room share a name.
    """
    package = importlib.import_module(room)
    found: dict[str, str] = {}
    for folder, prefix in _folders(Path(package.__path__[0]), room):
        for info in pkgutil.iter_modules([str(folder)]):
            if info.ispkg or info.name.startswith("_"):
                continue
            if info.name in found:
                raise ValueError(f"two plugs of {room} are called {info.name!r}")
            found[info.name] = f"{prefix}.{info.name}"
    for point in importlib.metadata.entry_points(group=room):
        found.setdefault(point.name, point.value.partition(":")[0])
    return dict(sorted(found.items()))


def _folders(folder: Path, prefix: str) -> list[tuple[Path, str]]:
    below = [(folder, prefix)]
    for child in sorted(folder.iterdir()):
        if child.is_dir() and not child.name.startswith("_") and (child / "__init__.py").exists():
            below += _folders(child, f"{prefix}.{child.name}")
    return below


@cache
def code(room: str) -> bytes:
    """Hash of the package's code and of the plugs that others add to *room*: what was made by it, it would make again.

    Sizes and times of the files stand for them: reading 300 files takes longer.
    """
    found = [spec.origin for name in names(room).values() if (spec := _outside(name)) and spec.origin]
    said = [__version__, sys.version, room, *_package(), *(_seen(path, Path(path).stat()) for path in found)]
    return hashlib.blake2b("\0".join(said).encode("utf-8", "surrogateescape"), digest_size=32).digest()


@cache
def _package() -> list[str]:
    folders, found = [os.path.dirname(__file__)], []
    while folders:
        with os.scandir(folders.pop()) as entries:
            for entry in entries:
                if entry.is_dir():
                    folders.append(entry.path)
                elif not entry.name.endswith(".pyc"):
                    found.append(_seen(entry.path, entry.stat()))
    return sorted(found)


def _seen(path: str, status: os.stat_result) -> str:
    return f"{path}:{status.st_size}:{status.st_mtime_ns}"


def _outside(module: str) -> ModuleSpec | None:
    """Where a plug of another package lies; None for one of ours."""
    return None if module.startswith(f"{__package__}.") else importlib.util.find_spec(module)


def load(room: str, name: str) -> Callable[..., Any]:
    """The function called *name* in the plug *name* of *room*; imported now, not before.

    Raises:
        KeyError: the room has no such plug.
        AttributeError: the module does not hold a function of its own name.
    """
    module = importlib.import_module(names(room)[name])
    plug: Callable[..., Any] = getattr(module, name)
    return plug


def load_all(room: str) -> dict[str, Callable[..., Any]]:
    """Every plug of *room*, by name."""
    return {name: load(room, name) for name in names(room)}

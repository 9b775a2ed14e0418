"""Find what a folder offers, by file name, without importing it."""

from __future__ import annotations

import importlib
import importlib.metadata
import pkgutil
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any


@cache
def names(room: str) -> dict[str, str]:
    """Plug name -> module name for each plug of *room* (a package name such as ``lakebook.checks``).

    A plug is a module, at any depth below the room, whose name has no leading underscore.
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
        if child.is_dir() and (child / "__init__.py").exists():
            below += _folders(child, f"{prefix}.{child.name}")
    return below


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

"""What is said of a file of the book that no reader takes."""

from __future__ import annotations

import posixpath

from lakebook.diagnostics import Finding, Location
from lakebook.readers._hints import closest
from lakebook.settings import Settings

_TABLES = (".xls", ".xlsm", ".xlsb", ".ods", ".csv", ".tsv")
_PAGES = (".markdown", ".mdown", ".mkd", ".mdx")
_NAMES = {1: ("people", "teams"), 2: ("domain",)}
"""How deep in the catalogue a file lies -> what it may be called there."""


def unclaimed(path: str, settings: Settings) -> list[Finding]:
    """A finding about any file of the catalogue, and about a page elsewhere whose ending is not the one we read."""
    stem, ending = posixpath.splitext(posixpath.basename(path))
    inside = path.removeprefix(f"{settings.folders.catalogue}/")
    if inside != path:
        hint = _in_catalogue(inside, stem, ending.lower())
    elif ending.lower() in _PAGES:
        hint = f"call it {stem}.md"
    else:
        return []
    return [Finding(Location(path), "no reader takes this file", hint, check="file_misplaced")]


def _in_catalogue(inside: str, stem: str, ending: str) -> str:
    depth = inside.count("/") + 1
    if ending in (".yaml", ".yml") and (near := closest(stem, _NAMES.get(depth, ()))):
        return f"call it {near}.yaml"
    if ending in _TABLES and depth == 3:
        return f"save it as {stem}.xlsx, or delete it"
    return "put it at <domain>/<system>/<schema>.yaml (or .xlsx), or delete it"

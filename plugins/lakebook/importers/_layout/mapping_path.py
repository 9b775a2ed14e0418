"""Where the mapping of a sheet lies."""

from __future__ import annotations

import posixpath
from pathlib import Path

from lakebook.syntax import Unreadable
from lakebook.syntax.strict_yaml import parse

ENDINGS = (".xlsx", ".xlsm", ".xls", ".ods", ".csv", ".tsv")
"""Of sheets."""


def mapping_path(path: str) -> str:
    """``in/orders.xlsx`` -> ``in/orders.import.yaml``; ``in/orders.csv.import.yaml`` where that is of another sheet."""
    whole = path.replace(chr(92), "/")
    stem, ending = posixpath.splitext(whole)
    plain, own = f"{stem}.import.yaml", f"{whole}.import.yaml"
    if Path(own).exists():
        return own
    if Path(plain).exists():
        said = _file(Path(plain))
        is_mine = said in ("", posixpath.basename(whole)) or not Path(posixpath.dirname(whole), said).exists()
        return plain if is_mine else own
    others = [other for other in ENDINGS if other != ending.lower() and Path(f"{stem}{other}").exists()]
    return own if others else plain


def _file(mapping: Path) -> str:
    """The sheet of which a mapping says that it is; empty where it does not."""
    try:
        value = parse(mapping.read_bytes()).value
    except Unreadable:
        return ""
    said = value.get("filename") if isinstance(value, dict) else None
    return said if isinstance(said, str) else ""

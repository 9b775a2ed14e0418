r"""Scripts that call for others: ``\i`` of psql, ``@`` of SQL*Plus, ``source`` of MySQL, ``:r``, ``.read``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from lakebook.importers._sql.dialects import Dialect

_PSQL = r"\\i(?P<near>r)?(?:nclude(?P<near2>_relative)?)?[ \t]+(?P<psql>\S[^\n]*)"
_ORACLE = r"@(?P<near3>@)?[ \t]*(?P<oracle>[^\s@][^\n]*)|STA(?:RT)?[ \t]+(?P<start>\S[^\n]*)"
_MYSQL = r"(?:SOURCE|\\\.)[ \t]+(?P<mysql>[^\s;][^\n;]*);?[ \t]*"
_OTHERS = r":r[ \t]+(?P<sqlcmd>\S[^\n]*)|\.read[ \t]+(?P<sqlite>\S[^\n]*)"
_BY_DIALECT = {"postgres": _PSQL, "redshift": _PSQL, "oracle": _ORACLE, "mysql": _MYSQL, "tsql": _OTHERS}
_BY_DIALECT |= {"sqlite": _OTHERS, "generic": f"{_PSQL}|{_MYSQL}|{_OTHERS}"}
_CALLS = {
    name: re.compile(rf"^[ \t]*(?:{pattern})$", re.IGNORECASE | re.MULTILINE) for name, pattern in _BY_DIALECT.items()
}
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


class Call(NamedTuple):
    """A line that calls for another script."""

    name: str
    """As it is written."""
    near: bool
    """Whether it is looked for beside the script that calls."""
    at: int
    """Where the line begins, in the text looked at."""


def calls_in(text: str, dialect: Dialect) -> list[Call]:
    """Calls in lines that are no statement: commands of a shell, and what stands between statements."""
    pattern = _CALLS.get(dialect.name)
    if pattern is None:
        return []
    bare = _COMMENT.sub(lambda match: re.sub(r"[^\n]", " ", match.group()), text)
    found = []
    for match in pattern.finditer(bare):
        groups = {name: value for name, value in match.groupdict().items() if value}
        near = any(name.startswith("near") for name in groups)
        name = next(value for name, value in groups.items() if not name.startswith("near"))
        found.append(Call(_tidy(name, dialect), near, match.start()))
    return found


def _tidy(name: str, dialect: Dialect) -> str:
    name = name.strip().rstrip(";").strip()
    if name[:1] in "'\"" and name[-1:] == name[:1] and len(name) > 1:
        return name[1:-1]
    name = name.split()[0] if dialect.name == "oracle" else name  # what follows are arguments
    return f"{name}.sql" if dialect.name == "oracle" and "." not in name.rpartition("/")[2] else name


def called(call: Call, script: Path, roots: Iterable[Path]) -> Path | None:
    """The file that a script calls for, where it lies below one of *roots*; None where it does not, or is not there."""
    name = call.name.replace("\\", "/")
    listed = list(roots)
    beside = [script.parent / name]
    places = beside if call.near else [*(root / name for root in listed), *beside]
    for place in places:
        try:
            path = place.resolve()
            if path.is_file() and any(path.is_relative_to(root.resolve()) for root in listed):
                return path
        except (OSError, ValueError, RuntimeError):
            continue
    return None

"""What columns of a type can hold, where that is sure whatever the database."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

import msgspec

_FORM = re.compile(r"(?P<word>[a-z][a-z0-9_ ]*?)\s*(?:[(\[]\s*(?P<first>\d+|max)\s*(?:,\s*(?P<second>\d+)\s*)?[)\]])?$")
_TEXT = frozenset(
    ("char", "nchar", "varchar", "nvarchar", "varchar2", "nvarchar2", "character", "string", "text", "ntext", "clob",
     "nclob", "longtext", "mediumtext", "character varying", "national character varying")
)  # fmt: skip
_INTEGERS = {
    "tinyint": 3, "smallint": 5, "int2": 5, "int16": 5, "mediumint": 7, "int": 10, "int4": 10, "int32": 10,
    "serial": 10, "smallserial": 5, "bigserial": 19, "bigint": 19, "int8": 19, "int64": 19,
}  # fmt: skip
"""Word -> digits that the largest number has. ``integer`` and ``long`` are left out: they mean different sizes."""
_DECIMALS = frozenset(["decimal", "numeric", "number"])
_FLOATS = frozenset(["real", "float", "double", "double precision", "float4", "float8"])
_TRUTHS = frozenset(["boolean", "bool"])
_DATES = frozenset(["date"])
_TIMES = frozenset(["timestamp", "datetime", "datetime2", "timestamptz", "smalldatetime"])


class Extent(msgspec.Struct, frozen=True):
    """What a type holds."""

    kind: Literal["text", "integer", "decimal", "float", "truth", "date", "time"]
    length: int = 0
    """Letters of a text; 0 where that is not said."""
    digits: int = 0
    """Digits of a number before the point; 0 where that is not said."""
    scale: int = 0
    """Digits behind the point."""


def extent(said: str) -> Extent | None:
    """What the type *said* holds; None where that is not sure."""
    match = _FORM.match(" ".join(said.lower().split()))
    if match is None:
        return None
    word, first = match["word"], int(match["first"]) if (match["first"] or "").isdigit() else 0
    if word in _TEXT:
        return Extent("text", length=first)
    if word in _INTEGERS:
        return Extent("integer", digits=_INTEGERS[word])
    if word in _DECIMALS:
        scale = int(match["second"] or 0)
        return Extent("decimal", digits=first - scale, scale=scale) if first else None
    for kind, words in (("float", _FLOATS), ("truth", _TRUTHS), ("date", _DATES), ("time", _TIMES)):
        if word in words:
            return Extent(kind)  # type: ignore[arg-type]
    return None


@lru_cache(maxsize=4096)
def what_is_lost(source: str, target: str) -> str:
    """In words, what a column of type *target* loses of one of type *source*; empty for nothing, and for not sure."""
    was, now = extent(source), extent(target)
    if was is None or now is None:
        return ""
    if was.kind == now.kind == "text":
        return "longer texts are cut" if 0 < now.length < was.length else ""
    if was.kind == "text":
        return "not every text can be read as one"
    if was.kind in ("integer", "decimal") and now.kind in ("integer", "decimal"):
        if was.digits > now.digits:
            return "larger numbers do not fit"
        return "digits behind the point are lost" if was.scale > now.scale else ""
    if was.kind == "float" and now.kind == "integer":
        return "digits behind the point are lost"
    return "the time of day is lost" if (was.kind, now.kind) == ("time", "date") else ""

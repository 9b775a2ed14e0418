"""Whether one SQL type holds all that another holds. Cautious: what is not known for sure is ``changed``."""

from __future__ import annotations

import re
from typing import Literal

import msgspec

Verdict = Literal["same", "widened", "narrowed", "changed"]
_FORM = re.compile(r"(?P<name>[a-z][a-z0-9_ ]*?)\s*(?:\((?P<inside>[^()]*)\))?(?P<tail>(?: [a-z]+)*)")
_SCHEMA = re.compile(r"[a-z_][a-z0-9_$]*\.(?=[a-z_])")
_INT = {"tinyint": 8, "byte": 8, "smallint": 16, "int2": 16, "short": 16, "mediumint": 24, "int": 32, "integer": 32}
_INTS = {**_INT, "int4": 32, "int16": 16, "int32": 32, "bigint": 64, "int64": 64, "long": 64}
_BITS = {**_INTS, "smallserial": 16, "serial": 32, "bigserial": 64}
"""``int8`` is left out: 8 bytes for some, 8 bits for others."""
_FLOATS = {"real": 24, "float4": 24, "float32": 24, "double": 53, "double precision": 53, "float8": 53, "float64": 53}
"""Bits of the number without its exponent. ``float`` alone is left out: 24 for some, 53 for others."""
_DECIMALS = ("decimal", "numeric", "number", "dec")
_TEXTS = {
    "char": "char", "character": "char", "bpchar": "char", "varchar": "varchar", "varchar2": "varchar",
    "character varying": "varchar", "nchar": "nchar", "nvarchar": "nvarchar", "nvarchar2": "nvarchar",
    "binary": "binary", "varbinary": "varbinary", "raw": "varbinary",
}  # fmt: skip
_UNLIMITED = {"text": "varchar", "string": "varchar", "clob": "varchar", "longtext": "varchar", "nclob": "nvarchar"}
_ENDLESS = {**_UNLIMITED, "ntext": "nvarchar", "blob": "varbinary", "bytea": "varbinary", "bytes": "varbinary"}
_HOLDS = {
    "char": {"char"}, "varchar": {"char", "varchar"}, "nchar": {"char", "nchar"},
    "nvarchar": {"char", "varchar", "nchar", "nvarchar"}, "binary": {"binary"}, "varbinary": {"binary", "varbinary"},
}  # fmt: skip
"""Family -> families whose texts it holds where it is as long."""
_TIMES = (("date", "timestamp"), ("date", "datetime"), ("date", "datetime2"), ("smalldatetime", "datetime"),
          ("smalldatetime", "datetime2"), ("datetime", "datetime2"))  # fmt: skip
"""The second holds all that the first holds."""
_FINER = {"timestamp", "timestamptz", "time", "timetz", "datetime2"}
"""Their size is the number of digits of a second."""
_ALIASES = {
    "timestamp without time zone": "timestamp", "timestamp with time zone": "timestamptz",
    "time without time zone": "time", "time with time zone": "timetz", "bool": "boolean",
}  # fmt: skip
_ENDS = float("inf")


class _Type(msgspec.Struct, frozen=True):
    family: str
    """int, decimal, float, a text family of _HOLDS, or the name itself."""
    sizes: tuple[float, ...] = ()
    """int: lowest and highest; decimal: digits before and behind the point; text: length; else as written."""
    unit: str = ""
    """What the length counts, where it is said: ``char`` or ``byte``."""


def compare(before: str, after: str) -> Verdict:
    """How the values that *after* takes differ from those that *before* took; both as people write them."""
    old, new = _plain(before), _plain(after)
    if old == new:
        return "same"
    first, second = _read(old), _read(new)
    if first is None or second is None:
        return "changed"
    if first == second:
        return "same"
    if _holds(second, first):
        return "widened"
    return "narrowed" if _holds(first, second) else _partly(first, second)


def alike(one: str, other: str) -> bool:
    """Whether two types may mean the same: names that one database takes for the other, sizes that count only digits
    on a screen, and ``int8``, which is 8 bytes for some and 8 bits for others. Cautious the other way than ``compare``.
    """
    first, second = _plain(one), _plain(other)
    if bool(_SCHEMA.match(first)) != bool(_SCHEMA.match(second)):  # of two, one says where it is
        first, second = _SCHEMA.sub("", first), _SCHEMA.sub("", second)
    while first.endswith("[]") and second.endswith("[]"):
        first, second = first.removesuffix("[]"), second.removesuffix("[]")
    return compare(first, second) == "same" or bool(_meanings(first) & _meanings(second))


def _meanings(text: str) -> set[str]:
    """Each way to read a type, spelt in one way."""
    match = _FORM.fullmatch(text)
    if match is None:
        return {text}
    name = f"{match['name']} {match['tail'].strip()}".strip()
    inside = f"({match['inside']})" if match["inside"] is not None else ""
    if match["inside"] == "1" and name == "tinyint":
        return {"tinyint", "boolean"}
    return {f"{meant}{inside}" for meant in _SYNONYMS.get(name, (_ALIASES.get(name, _TEXTS.get(name, name)),))}


_SYNONYMS = {
    "int8": ("bigint", "tinyint"), "float": ("real", "double"), "double precision": ("double",), "float8": ("double",),
    "float4": ("real",), "dec": ("decimal",), "numeric": ("decimal",), "number": ("decimal",), "bpchar": ("char",),
    "int": ("int", "integer"), "int4": ("int", "integer"), "bigint": ("bigint",), "string": ("text", "varchar"),
    "text": ("text",), "datetime": ("datetime", "timestamp"), "enum": ("enum",),
}  # fmt: skip
"""Name -> what it may mean, where that is not one thing for all databases."""


def _plain(text: str) -> str:
    """Lower case, single spaces, none inside brackets and around commas."""
    return re.sub(r"\s*([(,<])\s*|\s*([)>])", r"\1\2", " ".join(text.lower().split()))


def _read(text: str) -> _Type | None:
    """The type that *text* names; None where it has another form, such as ``array<int>``."""
    match = _FORM.fullmatch(text)
    if match is None:
        return None
    tail = match["tail"].strip()
    name = f"{match['name']} {tail}".strip()
    unsigned = name.endswith(" unsigned")
    name = _ALIASES.get(name.removesuffix(" unsigned"), name.removesuffix(" unsigned"))
    inside = [part.strip() for part in match["inside"].split(",")] if match["inside"] is not None else []
    if name in _BITS:
        return _Type("int", _range(_BITS[name], unsigned))
    if unsigned:
        return None
    if name in _FLOATS or name == "float":
        return _float(_FLOATS.get(name), inside)
    if name in _DECIMALS:
        return _decimal(inside)
    if name in _ENDLESS:
        return _Type(_ENDLESS[name], (_ENDS,)) if not inside else None
    if name in _TEXTS:
        return _text(_TEXTS[name], inside)
    sizes = tuple(float(part) for part in inside if part.isdigit())
    return _Type(name, sizes) if len(sizes) == len(inside) else None


def _range(bits: int, unsigned: bool) -> tuple[float, float]:
    return (0, 2**bits - 1) if unsigned else (-(2 ** (bits - 1)), 2 ** (bits - 1) - 1)


def _float(bits: int | None, inside: list[str]) -> _Type | None:
    """``float(30)`` says how many bits it holds at least; *bits* are those of a name that says it without."""
    if bits is not None:
        return None if inside else _Type("float", (bits,))
    asked = int(inside[0]) if len(inside) == 1 and inside[0].isdigit() else 0
    return _Type("float", (24 if asked <= 24 else 53,)) if 0 < asked <= 53 else None


def _decimal(inside: list[str]) -> _Type | None:
    """Without digits it depends on the database what it holds."""
    if not inside or not all(part.isdigit() for part in inside) or len(inside) > 2:
        return None
    digits, behind = int(inside[0]), int(inside[1]) if len(inside) == 2 else 0
    return _Type("decimal", (digits - behind, behind))


def _text(family: str, inside: list[str]) -> _Type | None:
    """Without a length it depends on the database what it holds."""
    if len(inside) != 1:
        return None
    length, _, unit = inside[0].partition(" ")
    if length == "max":
        return _Type(family, (_ENDS,))
    return _Type(family, (int(length),), unit) if length.isdigit() else None


def _holds(wide: _Type, narrow: _Type) -> bool:
    """Whether each value of *narrow* is one of *wide*, and reads the same."""
    if wide.family in _HOLDS:
        return narrow.family in _HOLDS[wide.family] and wide.unit == narrow.unit and wide.sizes >= narrow.sizes
    if wide.family == narrow.family == "int":
        return wide.sizes[0] <= narrow.sizes[0] and wide.sizes[1] >= narrow.sizes[1]
    if wide.family == "int" and narrow.family == "decimal":
        return narrow.sizes[1] == 0 and wide.sizes[0] < 0 and 10 ** narrow.sizes[0] - 1 <= wide.sizes[1]
    if wide.family == narrow.family == "float":
        return wide.sizes >= narrow.sizes
    if wide.family == "decimal":
        return narrow.family in ("decimal", "int") and _fits(_digits(narrow), wide.sizes)
    if wide.family == "float":
        return narrow.family == "int" and max(-narrow.sizes[0], narrow.sizes[1]) <= 2 ** wide.sizes[0]
    if (narrow.family, wide.family) in _TIMES:
        return True
    alike = wide.family == narrow.family and wide.family in _FINER and len(wide.sizes) == len(narrow.sizes)
    return alike and _fits(narrow.sizes, wide.sizes)


def _digits(number: _Type) -> tuple[float, ...]:
    """Digits before and behind the point."""
    return number.sizes if number.family == "decimal" else (len(str(int(number.sizes[1]))), 0)


def _fits(small: tuple[float, ...], large: tuple[float, ...]) -> bool:
    return all(one <= other for one, other in zip(small, large, strict=True))


def _partly(first: _Type, second: _Type) -> Verdict:
    """Neither holds the other: of numbers or texts of one family some no longer fit."""
    exact = {"int", "decimal"}
    if first.family in exact and second.family in exact:
        return "narrowed"
    texts = first.family in _HOLDS and second.family in _HOLDS
    shorter = texts and first.unit == second.unit and second.sizes < first.sizes
    return "narrowed" if shorter or (first.family in exact and second.family == "float") else "changed"

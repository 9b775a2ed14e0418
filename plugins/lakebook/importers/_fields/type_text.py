"""Types of Hive and Spark, such as ``array<struct<sku:string,price:decimal(9,2)>>`` -> what is inside of them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lakebook.diagnostics import Location
from lakebook.importers._fields.field import Field
from lakebook.model.dataset import Column

_FIELD = re.compile(r"\s*(?P<name>`(?:[^`]|``)*`|[^\s:<>(),`]+)\s*(?::|\s)\s*(?P<rest>.*)$", re.DOTALL)
_ENDING = re.compile(
    r"\s+(?P<filled>not\s+null)|\s+comment\s+(?P<comment>'(?:[^'\\]|\\.|'')*'|\"[^\"]*\")", re.IGNORECASE
)
_LONGEST = 100_000
"""Letters of a type; of a longer one, nothing is read."""
_DEEPEST = 10
"""Lists of lists."""


def field_of(column: Column, location: Location) -> Field:
    """The field of a column whose type may hold others."""
    brackets, inner = _unwrapped(column.type) if len(column.type) <= _LONGEST else ("", "")
    return Field(column=column, brackets=brackets, inside=_inside(inner, location), location=location)


def _inside(type_: str, location: Location) -> Iterator[Field]:
    """Fields of a struct; nothing for any other type, or one that is not closed."""
    held = _held(type_, "struct")
    for part in _split(held) if held else ():
        found = _FIELD.match(part)
        if found is None:
            continue
        rest = found["rest"]
        endings = list(_ENDING.finditer(_bare_tail(rest)))
        cut = len(rest) - len(_bare_tail(rest)) + endings[0].start() if endings else len(rest)
        comment = next((one["comment"] for one in endings if one["comment"]), "")
        column = Column(
            name=found["name"].strip("`").replace("``", "`"),
            type=rest[:cut].strip(),
            required=any(one["filled"] for one in endings),
            description=comment[1:-1].replace("''", "'").replace("\\'", "'"),
        )
        yield field_of(column, location)


def _bare_tail(text: str) -> str:
    """What stands behind the last bracket of a type."""
    at, end = 0, 0
    depth = 0
    for at, letter in enumerate(text):
        if letter in "<(":
            depth += 1
        elif letter in ">)" and depth:
            depth -= 1
            if depth == 0:
                end = at + 1
        elif letter in "'\"" and depth == 0:
            break
    return text[end:]


def _unwrapped(type_: str) -> tuple[str, str]:
    """Brackets of lists and maps around a type, and the type."""
    brackets = ""
    for _ in range(_DEEPEST):
        if (held := _held(type_, "array")) is not None:
            brackets, type_ = f"{brackets}[]", held
        elif (held := _held(type_, "map")) is not None and len(parts := list(_split(held))) == 2:
            brackets, type_ = f"{brackets}{{}}", parts[1].strip()
        else:
            break
    return brackets, type_


def _held(type_: str, kind: str) -> str | None:
    """What stands between the brackets of ``kind<...>``."""
    bare = type_.strip()
    head = bare[: len(kind)].lower()
    rest = bare[len(kind) :].lstrip()
    return rest[1:-1] if head == kind and rest.startswith("<") and rest.endswith(">") else None


def _split(text: str) -> Iterator[str]:
    """What stands between the commas that are in no bracket and no quotes."""
    depth, start = 0, 0
    quote = ""
    for at, letter in enumerate(text):
        if quote:
            quote = "" if letter == quote else quote
        elif letter in "'\"`":
            quote = letter
        elif letter in "<(":
            depth += 1
        elif letter in ">)":
            depth -= 1
        elif letter == "," and depth == 0:
            yield text[start:at]
            start = at + 1
    yield text[start:]

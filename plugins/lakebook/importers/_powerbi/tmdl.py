"""Syntax of TMDL: objects by indentation, properties, and expressions of several lines.

Source: https://learn.microsoft.com/analysis-services/tmdl/tmdl-overview
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

_NAME = r"'(?:[^']|'')*'|[^\s=:]+"
_OBJECT = re.compile(rf"(?P<kind>\w+)\s+(?P<name>{_NAME})\s*(?:=\s*(?P<value>.*))?$")
_PROPERTY = re.compile(r"(?P<name>\w+)\s*(?P<sign>[:=])\s*(?P<value>.*)$")
_FENCE = "```"
_TAB = 4


class TmdlObject(msgspec.Struct, kw_only=True, eq=False):
    """An object, with all that is indented below it."""

    kind: str
    name: str = ""
    value: str = ""
    """What stands after ``=``."""
    description: str = ""
    """Lines of ``///`` above it."""
    properties: dict[str, str] = {}
    objects: list[TmdlObject] = []
    line: int = 0

    def each(self, kind: str) -> Iterator[TmdlObject]:
        """Objects of a kind at any depth."""
        waiting = list(reversed(self.objects))
        while waiting:
            one = waiting.pop()
            if one.kind == kind:
                yield one
            waiting.extend(reversed(one.objects))


class _Line(msgspec.Struct):
    number: int
    depth: int
    text: str
    """Without the white space around it; empty for an empty line."""
    raw: str


def parse_tmdl(text: str) -> TmdlObject:
    """The objects of a file, below one of kind ``file``; a line that is none is passed over."""
    return _Parser(list(_lines(text))).parse()


class _Parser:
    def __init__(self, lines: list[_Line]) -> None:
        self._lines = lines
        self._at = 0

    def parse(self) -> TmdlObject:
        root = TmdlObject(kind="file")
        open_: list[tuple[int, TmdlObject]] = [(-1, root)]
        said: list[str] = []
        while self._at < len(self._lines):
            line = self._lines[self._at]
            self._at += 1
            if line.text.startswith("///"):
                said.append(line.text[3:].strip())
            elif line.text:
                while open_[-1][0] >= line.depth:
                    open_.pop()
                made = self._read(line, open_[-1][1])
                if made is not None:
                    made.description = " ".join(said).strip()
                    open_[-1][1].objects.append(made)
                    open_.append((line.depth, made))
                said = []
        return root

    def _read(self, line: _Line, owner: TmdlObject) -> TmdlObject | None:
        """The object that begins in *line*; None for a property, which goes into its *owner*."""
        if found := _PROPERTY.match(line.text):
            value = found["value"].strip()
            if found["sign"] == "=":
                value = self._expression(value, line.depth)
            owner.properties.setdefault(found["name"], value)
            return None
        if found := _OBJECT.match(line.text):
            value = found["value"]
            return TmdlObject(
                kind=found["kind"],
                name=unquoted(found["name"]),
                value=self._expression(value.strip(), line.depth + 1) if value is not None else "",
                line=line.number,
            )
        if re.fullmatch(r"\w+", line.text):
            below = next((one for one in self._lines[self._at :] if one.text), None)
            if below is not None and below.depth > line.depth:
                return TmdlObject(kind=line.text, line=line.number)
            owner.properties.setdefault(line.text, "true")
        return None

    def _expression(self, first: str, depth: int) -> str:
        """*first*, or all lines that are deeper than *depth* where nothing stands behind the sign."""
        if first == _FENCE:
            return "\n".join(self._until_fence())
        if first:
            return first
        end = last = self._at
        while end < len(self._lines) and (not self._lines[end].text or self._lines[end].depth > depth):
            end += 1
            if self._lines[end - 1].text:
                last = end
        inside = [line.raw for line in self._lines[self._at : last]]
        self._at = last
        if len(inside) > 1 and inside[0].strip() == _FENCE:
            inside = inside[1:-1]
        return "\n".join(inside).strip()

    def _until_fence(self) -> Iterator[str]:
        while self._at < len(self._lines):
            line = self._lines[self._at]
            self._at += 1
            if line.text == _FENCE:
                return
            yield line.raw.strip()


def unquoted(name: str) -> str:
    """A name without the quotes around it."""
    return name[1:-1].replace("''", "'") if len(name) > 1 and name.startswith("'") and name.endswith("'") else name


def split_reference(said: str) -> tuple[str, str]:
    """Table and column of ``'My table'.'My column'`` or ``table.column``."""
    found = re.fullmatch(r"('(?:[^']|'')*'|[^.]+)\.(.+)", said.strip())
    return (unquoted(found[1]), unquoted(found[2].strip())) if found else ("", "")


def _lines(text: str) -> Iterator[_Line]:
    for number, raw in enumerate(text.splitlines(), 1):
        stripped = raw.lstrip(" \t")
        indent = raw[: len(raw) - len(stripped)]
        depth = indent.count("\t") + indent.count(" ") // _TAB
        yield _Line(number, depth, stripped.rstrip(), raw)

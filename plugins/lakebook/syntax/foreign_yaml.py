"""YAML and JSON that other tools wrote: anchors, aliases, merge keys and tags are taken; the limits guard us.

Scalars stay text, as they are written (``1.10``, ``yes``); only a plain ``null``, ``~`` or nothing is None.
"""

from __future__ import annotations

from typing import Any, TypeAlias

import msgspec
import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from lakebook.syntax import SyntaxTrouble, Unreadable
from lakebook.syntax._foreign_json import JsonReader, broken_json
from lakebook.syntax._yaml_trouble import explained, offset_position, refused, require_utf8
from lakebook.syntax.strict_yaml import _Parser

Foreign: TypeAlias = "str | list[Foreign] | dict[str, Foreign] | None"

LARGEST = 64_000_000
"""Bytes of a file."""
DEEPEST = 100
MOST_NODES = 2_000_000
"""Values of a file, each alias counted as what it stands for."""

_NULL = frozenset({"", "~", "null", "Null", "NULL"})


class ForeignDocument(msgspec.Struct):
    """A file of another tool, read."""

    value: Foreign
    lines: dict[int, int]
    """``id()`` of each map and list -> its line, from 1; nothing for JSON of many megabytes."""
    troubles: list[SyntaxTrouble]
    """Keys given twice; the first value is kept."""

    def line(self, value: Foreign) -> int:
        """Line of a map or list of this document; 0 where it is not known."""
        return self.lines.get(id(value), 0)


def parse_foreign(content: bytes) -> ForeignDocument:
    """Read one file of another tool.

    Raises:
        Unreadable: it is neither YAML nor JSON, or passes a limit; with the position.
    """
    if len(content) > LARGEST:
        hint = "split it, or take out what does not describe data"
        raise Unreadable(SyntaxTrouble("file_unreadable", f"the file is larger than {LARGEST:,} bytes", hint))
    require_utf8(content)
    json_trouble = None
    if content.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"{", b"["):
        json_reader = JsonReader(DEEPEST, MOST_NODES)
        try:
            value = json_reader.read(content)
            return ForeignDocument(value, json_reader.lines, json_reader.troubles)
        except (ValueError, RecursionError) as error:
            json_trouble = broken_json(content, error)  # YAML in flow form may start so too: it is tried below
    try:
        return _Builder(_Parser(content)).build()
    except yaml.MarkedYAMLError as error:
        raise Unreadable(json_trouble or explained(error)) from None
    except yaml.reader.ReaderError as error:
        line, column = offset_position(content, error.position)
        message = f"control character {error.character!r} is not allowed in YAML"
        raise Unreadable(SyntaxTrouble("file_unreadable", message, "delete it", line, column)) from None


class _Level(msgspec.Struct):
    """A map or list that is open."""

    value: Any
    anchor: str | None
    nodes: int = 1
    key: str | None = None
    awaits_value: bool = False
    merged: dict[str, Any] = {}
    """What merge keys brought; the map's own keys win."""


class _Builder:
    """Builds values from the parser's events, counting what aliases multiply."""

    def __init__(self, parser: Any) -> None:
        self._parser = parser
        self._levels: list[_Level] = []
        self._anchors: dict[str, tuple[Foreign, int]] = {}
        self._lines: dict[int, int] = {}
        self._troubles: list[SyntaxTrouble] = []
        self._root: Foreign = {}

    def build(self) -> ForeignDocument:
        documents = 0
        while True:
            event = self._parser.get_event()
            if isinstance(event, ScalarEvent):
                value = None if event.implicit[0] and event.value in _NULL else event.value
                self._take(value, 1, event, event.anchor)
            elif isinstance(event, MappingStartEvent | SequenceStartEvent):
                self._open(event)
            elif isinstance(event, MappingEndEvent | SequenceEndEvent):
                level = self._levels.pop()
                for key, child in level.merged.items():
                    level.value.setdefault(key, child)
                self._take(level.value, level.nodes, event, level.anchor)
            elif isinstance(event, AliasEvent):
                if event.anchor not in self._anchors:
                    raise refused(event, f"'*{event.anchor}' stands for nothing above it", "write the value out")
                self._take(*self._anchors[event.anchor], event, None)
            elif isinstance(event, DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise refused(event, "a second document ('---') is not taken", "one file, one document")
            elif isinstance(event, StreamEndEvent):
                return ForeignDocument(self._root, self._lines, self._troubles)

    def _open(self, event: Any) -> None:
        level = self._levels[-1] if self._levels else None
        if level is not None and isinstance(level.value, dict) and not level.awaits_value:
            raise refused(event, "a key must be plain text", "put quotes around it")
        value: Any = {} if isinstance(event, MappingStartEvent) else []
        self._lines[id(value)] = event.start_mark.line + 1
        self._levels.append(_Level(value, event.anchor))
        if len(self._levels) > DEEPEST:
            raise refused(event, f"nested deeper than {DEEPEST} levels", "a bracket is probably never closed")

    def _take(self, value: Foreign, nodes: int, event: Any, anchor: str | None) -> None:
        if anchor is not None:
            self._anchors[anchor] = (value, nodes)
        if not self._levels:
            self._root = value
            return
        level = self._levels[-1]
        level.nodes += nodes
        if level.nodes > MOST_NODES:
            hint = "aliases that stand for aliases multiply; write the values out"
            raise refused(event, f"more than {MOST_NODES:,} values once aliases are written out", hint)
        if isinstance(level.value, list):
            level.value.append(value)
        elif not level.awaits_value:
            level.key, level.awaits_value = _key(value, event), True
        else:
            level.awaits_value = False
            self._put(level, value, event)

    def _put(self, level: _Level, value: Foreign, event: Any) -> None:
        key, fields = level.key or "", level.value
        if key == "<<" and (merged := _merged(value)) is not None:
            level.merged = {**merged, **level.merged}
        elif key in fields:
            line, column = event.start_mark.line + 1, event.start_mark.column + 1
            said = f"'{key}' is given twice in this block; the first is taken"
            self._troubles.append(SyntaxTrouble("key_duplicated", said, "delete one of the two", line, column))
        else:
            fields[key] = value


def _key(value: Foreign, event: Any) -> str:
    if isinstance(value, dict | list):
        raise refused(event, "a key must be plain text", "put quotes around it")
    return value if value is not None else event.value if isinstance(event, ScalarEvent) else ""


def _merged(value: Foreign) -> dict[str, Foreign] | None:
    """What a merge key brings: a map, or a list of maps of which the first wins."""
    if isinstance(value, dict):
        return value
    if isinstance(value, list) and all(isinstance(item, dict) for item in value):
        found: dict[str, Foreign] = {}
        for item in reversed(value):
            found.update(item if isinstance(item, dict) else {})
        return found
    return None

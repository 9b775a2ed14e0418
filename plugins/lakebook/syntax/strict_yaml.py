"""Strict YAML: every scalar a string, every key with its position, nothing implied.

Built on the event stream of PyYAML's C parser (libyaml), or of its pure-Python parser where the
extension is missing: both offer ``get_event()``. Refused: anchors, aliases, merge keys, tags, a
second document, nesting deeper than 40. A duplicate key is reported and its first value kept.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from sys import intern
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
from lakebook.syntax._yaml_trouble import explained, offset_position, refused, require_utf8

try:
    from yaml._yaml import CParser as _CParser

    _Parser: Any = _CParser
except ImportError:  # libyaml is missing: the same events, about twenty times slower
    _Parser = yaml.SafeLoader

Value: TypeAlias = "str | list[Value] | dict[str, Value]"
KeyPath: TypeAlias = tuple[str | int, ...]

DEEPEST = 40
_COLUMN_BITS = 32
_COLUMN_MASK = (1 << _COLUMN_BITS) - 1


class Document(msgspec.Struct):
    """A parsed file: its value, where each key stands, and what was refused without losing the rest."""

    value: Value
    positions: array[int]
    """One packed ``line << 32 | column`` (both from 0) for each key and list item, in document order."""
    troubles: list[SyntaxTrouble]
    below: dict[int, dict[str | int, int]] = {}
    """Index in ``positions`` of a key or item -> the same of what stands below it; what ``position`` came by so far."""

    def position(self, path: KeyPath) -> tuple[int, int]:
        """Line and column, from 1, of the key or item that *path* leads to; of the nearest one above if it is gone."""
        value: Any = self.value
        index = -1
        for step in path:
            below = self.below.get(index)
            if below is None:
                below = self.below[index] = _indexes_below(index, value)
            if step not in below:
                break
            index, value = below[step], value[step]
        if not self.positions:
            return 1, 1
        packed = self.positions[max(index, 0)]
        return (packed >> _COLUMN_BITS) + 1, (packed & _COLUMN_MASK) + 1

    def lines_below(self, path: KeyPath) -> dict[str, int]:
        """Line, from 1, of each key of the mapping that *path* leads to; one pass, for many keys."""
        value: Any = self.value
        index = 0
        for step in path:
            for key in value:
                if key == step:
                    break
                index += 1 + _count(value[key])
            index, value = index + 1, value[step]
        lines = {}
        for key, child in value.items():
            lines[key] = (self.positions[index] >> _COLUMN_BITS) + 1
            index += 1 + _count(child)
        return lines


def _indexes_below(index: int, value: Any) -> dict[str | int, int]:
    """Index of each key or item of *value*, whose own index is *index*, in one pass."""
    listed = value.items() if type(value) is dict else enumerate(value) if type(value) is list else ()
    found = {}
    index += 1
    for key, child in listed:
        found[key] = index
        index += 1 + _count(child)
    return found


def _count(value: Any) -> int:
    """How many positions lie below *value*."""
    if type(value) is str:
        return 0
    children = value.values() if type(value) is dict else value
    return len(value) + sum(_count(child) for child in children if type(child) is not str)


def parse(content: bytes) -> Document:
    """Read one YAML file.

    Raises:
        Unreadable: it is not UTF-8, not YAML, or uses what is refused; with the position.
    """
    require_utf8(content)
    try:
        return _build(_Parser(content))
    except yaml.MarkedYAMLError as error:
        raise Unreadable(explained(error)) from None
    except yaml.reader.ReaderError as error:
        line, column = offset_position(content, error.position)
        code = error.character if isinstance(error.character, int) else ord(error.character)
        message = f"control character U+{code:04X} is not allowed in YAML"
        hint = "delete it, or write it as an escape between double quotes"
        raise Unreadable(SyntaxTrouble("file_unreadable", message, hint, line, column)) from None


def events(content: bytes) -> Iterator[Any]:
    """The parser's events, of a file that can be read."""
    parser = _Parser(content)
    while (event := parser.get_event()) is not None:
        yield event
        if type(event) is StreamEndEvent:
            return


def _build(parser: Any) -> Document:  # noqa: C901 - one loop, kept whole: it is the hot path of every read
    positions: array[int] = array("Q")
    troubles: list[SyntaxTrouble] = []
    root: Any = None
    current: Any = None
    key: str | None = None
    stack: list[tuple[Any, str | None, int]] = []
    muted_from = -1  # positions to forget when the value of a duplicate key ends
    documents = 0
    get_event = parser.get_event
    while True:
        event = get_event()
        kind = type(event)
        if kind is ScalarEvent:
            if event.anchor is not None or event.tag is not None:
                raise _no_anchor_or_tag(event)
            value = event.value
            if type(current) is dict:
                if key is None:
                    key = intern(value)
                    mark = event.start_mark
                    if key in current:
                        troubles.append(_duplicate(key, mark))
                        stack.append((current, None, muted_from))
                        current, muted_from = {}, len(positions)
                        stack.append((current, "", -2))  # marks the throw-away level
                    elif key == "<<" and event.implicit[0]:
                        raise refused(event, "merge keys ('<<') are not allowed", "write the keys out")
                    positions.append(mark.line << _COLUMN_BITS | mark.column)
                    continue
                current[key] = value
                key = None
            elif type(current) is list:
                mark = event.start_mark
                positions.append(mark.line << _COLUMN_BITS | mark.column)
                current.append(value)
            elif value == "" and event.implicit[0]:
                root = {}
            else:
                raise refused(event, "expected 'key: value' lines", "start with a key such as 'datasets:'")
        elif kind is MappingStartEvent or kind is SequenceStartEvent:
            if event.anchor is not None or event.tag is not None:
                raise _no_anchor_or_tag(event)
            child: Any = {} if kind is MappingStartEvent else []
            if type(current) is dict:
                if key is None:
                    raise refused(event, "a key must be plain text", "put quotes around it")
                current[key] = child
            elif type(current) is list:
                mark = event.start_mark
                positions.append(mark.line << _COLUMN_BITS | mark.column)
                current.append(child)
            else:
                root = child
            stack.append((current, None, -1))
            if len(stack) > DEEPEST:
                raise refused(event, f"nested deeper than {DEEPEST} levels", "a bracket is probably never closed")
            current, key = child, None
            continue
        elif kind is MappingEndEvent or kind is SequenceEndEvent:
            current, key, _ = stack.pop()
        elif kind is AliasEvent:
            raise refused(event, "aliases ('*name') are not allowed", "write the value out")
        elif kind is DocumentStartEvent:
            documents += 1
            if documents > 1:
                raise refused(event, "a second document ('---') is not allowed", "one file, one document")
            continue
        elif kind is StreamEndEvent:
            return Document({} if root is None else root, positions, troubles)
        else:
            continue
        if muted_from >= 0 and stack[-1][2] == -2 and current is stack[-1][0]:  # the duplicate's value has ended
            stack.pop()
            del positions[muted_from:]
            current, key, muted_from = stack.pop()


def _no_anchor_or_tag(event: Any) -> Unreadable:
    if event.anchor is not None:
        return refused(event, f"anchors ('&{event.anchor}') are not allowed", "write the value out where it is used")
    return refused(event, f"tags ('{event.tag}') are not allowed", "put quotes around the value, or delete the tag")


def _duplicate(key: str, mark: Any) -> SyntaxTrouble:
    message = f"'{key}' is given twice in this block"
    return SyntaxTrouble("key_duplicated", message, "delete one of the two", mark.line + 1, mark.column + 1)

"""A YAML file as a tree of nodes that know where their text stands."""

from __future__ import annotations

from typing import Any, Literal

import msgspec
from yaml.events import (
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from lakebook.syntax.strict_yaml import _Parser

_NODES = (ScalarEvent, MappingStartEvent, SequenceStartEvent)


class Node(msgspec.Struct):
    """A scalar, a map or a list, with the offsets of its text, in characters."""

    kind: Literal["scalar", "map", "list"]
    start: int
    end: int
    flow: bool = False
    """Between brackets or braces."""
    style: str = ""
    """Of a scalar: empty for plain, else its quote, ``|`` or ``>``."""
    text: str = ""
    """Of a scalar: what it says."""
    keys: list[tuple[str, Node]] = []
    """Of a map: each key's text and the node of the key."""
    values: list[Node] = []
    """Of a map and of a list."""
    places: dict[str | int, int] = {}
    """Of a map: key -> index, once it was asked for."""

    def at(self, key: str | int) -> int | None:
        """Index of a key of the map; None where it is not there."""
        if len(self.places) != len(self.keys):
            self.places = {name: at for at, (name, _) in reversed(list(enumerate(self.keys)))}
        return self.places.get(key)

    def child(self, step: str | int) -> Node | None:
        """The value of a key, or the item at an index."""
        if self.kind == "map":
            at = self.at(step)
            return None if at is None else self.values[at]
        in_range = self.kind == "list" and isinstance(step, int) and step < len(self.values)
        return self.values[int(step)] if in_range else None


def read_nodes(text: str) -> Node | None:
    """The root of a file that the strict parser takes; None where it holds nothing but comments."""
    parser: Any = _Parser(text.encode())
    root: Node | None = None
    stack: list[Node] = []
    awaited: list[tuple[str, Node] | None] = []  # of each open map, the key whose value comes next
    while True:
        event: Any = parser.get_event()
        if type(event) is StreamEndEvent:
            return root
        if type(event) in (MappingEndEvent, SequenceEndEvent):
            node = stack.pop()
            awaited.pop()
            node.end = event.end_mark.index if node.flow else node.values[-1].end if node.values else node.start
            continue
        if type(event) not in _NODES:
            continue
        node = _node(event, text)
        if stack and stack[-1].kind == "map" and awaited[-1] is None:
            awaited[-1] = (event.value, node)
            continue
        if not stack:
            root = node
        else:
            stack[-1].values.append(node)
            if (key := awaited[-1]) is not None:
                stack[-1].keys.append(key)
                awaited[-1] = None
        if node.kind != "scalar":
            stack.append(node)
            awaited.append(None)


def _node(event: Any, text: str) -> Node:
    start, end = event.start_mark.index, event.end_mark.index
    if not isinstance(event, ScalarEvent):
        kind: Literal["map", "list"] = "map" if isinstance(event, MappingStartEvent) else "list"
        return Node(kind, start, end, bool(event.flow_style), keys=[], values=[])
    style = event.style or ""
    if style in ("|", ">"):
        end = start + len(text[start:end].rstrip())
    return Node("scalar", start, end, style=style, text=event.value)

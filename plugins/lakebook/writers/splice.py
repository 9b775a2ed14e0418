"""Change single values of a YAML file that people edit; every other line stays as it is, byte by byte."""

from __future__ import annotations

import codecs
import copy
from typing import Any

from lakebook.syntax import Unreadable
from lakebook.syntax.strict_yaml import KeyPath, Value, parse
from lakebook.writers._nodes import Node
from lakebook.writers._yaml_places import Places, SpliceError
from lakebook.writers.quoting import quote
from lakebook.writers.yaml_text import entry, flow, value_text

__all__ = ["SpliceError", "Splicer"]


class Splicer:
    """Collects changes to one file. All are seen against the file as it was when it was opened.

    Raises:
        Unreadable: the strict parser does not take the file.
    """

    def __init__(self, content: bytes) -> None:
        document = parse(content)
        if document.troubles:
            raise SpliceError(document.troubles[0].message)
        self._bom = codecs.BOM_UTF8 if content.startswith(codecs.BOM_UTF8) else b""
        self._text = content[len(self._bom) :].decode()
        self._places = Places(self._text)
        self.wanted: Any = copy.deepcopy(document.value)
        self._edits: list[tuple[int, int, str]] = []
        self._added: dict[int, list[tuple[int, str]]] = {}  # start of a line -> indent and lines put there
        self._new: dict[KeyPath, int] = {}  # keys that were added -> where
        self._renamed: dict[KeyPath, str] = {}
        self._newline = "\r\n" if "\r\n" in self._text else "\n"

    def put(self, keys: KeyPath, value: Value, after: str | None = None) -> None:
        """Give the key that *keys* leads to this value.

        A key that is not there is added behind its sibling *after*, else at the end of its map.

        Raises:
            SpliceError: what lies above the key is no map, or is written in a way that cannot be added to.
        """
        parent, last = self._places.parent(keys)
        if isinstance(last, int):
            raise SpliceError("items of lists are not changed one by one")
        at = parent.at(last) if parent else None
        if parent is None or at is None:
            self.add(keys, value, after)
            return
        self._replace(parent, at, last, value)
        self._wanted_parent(keys)[self._renamed.get(keys, last)] = value

    def add(self, keys: KeyPath, value: Value, after: str | None = None) -> None:
        """Add a key as ``put`` does, also where one of this name is there that ``rename`` calls something else.

        Raises:
            SpliceError: as ``put``.
        """
        parent, last = self._places.parent(keys)
        if parent is None:
            self._insert(len(self._text), 0, entry(str(last), value))
        else:
            self._add(parent, (*keys[:-1], last), value, after)
        self._wanted_parent(keys)[last] = value

    def delete(self, keys: KeyPath) -> None:
        """Take the key that *keys* leads to away with its value; comments on lines of their own stay.

        Raises:
            SpliceError: there is no such key, or it shares its line with others.
        """
        parent, at, last = self._places.existing(keys)
        start, end = self._places.extent(parent, at)
        if parent.flow:
            start, end = _with_comma(parent, at, start, end)
        else:
            line = self._text.rfind("\n", 0, start) + 1
            if self._text[line:start].strip():
                raise SpliceError(f"'{last}' does not start its line")
            start, end = line, self._places.line_end(end)
            if self._text[:start].endswith("\n\n") and self._text[end : end + 1] in ("\n", ""):
                start -= 1
        self._edits.append((start, end, ""))
        del self._wanted_parent(keys)[last]

    def rename(self, keys: KeyPath, name: str) -> None:
        """Call the key that *keys* leads to *name*; other changes go on using the name it had.

        Raises:
            SpliceError: there is no such key.
        """
        parent, at, _ = self._places.existing(keys)
        node = parent.keys[at][1]
        self._edits.append((node.start, node.end, quote(name, key=True, flow=parent.flow)))
        above = self._wanted_parent(keys)
        above[name] = above.pop(keys[-1])
        self._renamed[keys] = name

    def adds_to(self, keys: KeyPath) -> bool:
        """Whether a key was added to the map that *keys* lead to."""
        return any(added[:-1] == keys for added in self._new)

    def content(self) -> bytes:
        """The file with all changes made.

        Raises:
            SpliceError: the result would not read back as the changes say.
        """
        edits = [*self._edits, *((at, at, self._block(at)) for at in self._added)]
        parts, reached = [], 0
        for start, end, put in sorted(edits, key=lambda edit: edit[:2]):
            parts += [self._text[reached:start], put]
            reached = max(end, reached)
        made = self._bom + "".join((*parts, self._text[reached:])).encode()
        if edits and not _reads_as(made, self.wanted):
            raise SpliceError("the result would not read back as it should")
        return made

    def _block(self, at: int) -> str:
        """Lines put at one place: the deeper first, for they belong to what stands above."""
        block = "".join(lines for _, lines in sorted(self._added[at], key=lambda added: -added[0]))
        if at == len(self._text) and self._text and not self._text.endswith("\n"):
            block = "\n" + block.removesuffix("\n")
        return block.replace("\n", self._newline)

    def _wanted_parent(self, keys: KeyPath) -> Any:
        value = self.wanted
        for at, step in enumerate(keys[:-1], 1):
            value = value[self._renamed.get(keys[:at], step)]
        return value

    def _insert(self, at: int, indent: int, lines: str) -> None:
        self._added.setdefault(at, []).append((indent, lines))

    def _add(self, parent: Node, keys: KeyPath, value: Value, after: str | None) -> None:
        key = str(keys[-1])
        if parent.flow:
            self._add_to_flow(parent, key, value)
            return
        first = parent.keys[0][1].start
        indent = self._places.indent(first)
        if self._text[first - indent : first].strip(" -"):
            raise SpliceError(f"'{key}' cannot be added where the first key does not start its line")
        gap = "\n" if self._places.is_spaced(parent) else ""
        at = self._new.get((*keys[:-1], after or ""))
        at = self._new[keys] = self._places.next_line(parent, after or "", indent) if at is None else at
        self._insert(at, indent, gap + entry(key, value, indent))

    def _add_to_flow(self, parent: Node, key: str, value: Value) -> None:
        written = f"{quote(key, key=True, flow=True)}: {flow(value)}"
        at = parent.values[-1].end if parent.values else parent.start + 1
        for index, (start, end, put) in enumerate(self._edits):
            if start == end == at:
                self._edits[index] = (start, end, f"{put}, {written}")
                return
        self._edits.append((at, at, f", {written}" if parent.values else written))

    def _replace(self, parent: Node, at: int, key: str, value: Value) -> None:
        old, key_node = parent.values[at], parent.keys[at][1]
        if parent.flow:
            self._edits.append((old.start, old.end, ("" if old.end > old.start else " ") + flow(value)))
            return
        indent = self._places.indent(key_node.start)
        written = value_text(value, indent, key).removesuffix("\n")
        colon = self._places.behind_colon(key_node)
        head, newline, below = written.partition("\n")
        if "\n" in self._text[colon : old.end]:  # the old value has lines of its own: they go, and comments in them
            self._edits.append((colon, old.end, written.replace("\n", self._newline)))
            return
        if head and old.end > old.start:
            self._edits.append((old.start, old.end, head.lstrip()))
        else:
            self._edits.append((colon, max(old.end, colon), head))
        if newline:
            self._insert(self._places.line_end(max(old.end, colon)), indent + 2, below + "\n")


def _reads_as(content: bytes, wanted: Value) -> bool:
    try:
        document = parse(content)
    except Unreadable:
        return False
    return document.value == wanted and not document.troubles


def _with_comma(parent: Node, at: int, start: int, end: int) -> tuple[int, int]:
    """The same stretch with the comma that parts it from its neighbour."""
    if at + 1 < len(parent.keys):
        return start, parent.keys[at + 1][1].start
    return (parent.values[at - 1].end, end) if at else (start, end)

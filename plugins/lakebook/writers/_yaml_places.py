"""Where the keys of a YAML text stand, and where more go, by the marks of its parser.

All places are letters counted from the start of the text.
"""

from __future__ import annotations

from lakebook.syntax.strict_yaml import KeyPath
from lakebook.writers._nodes import Node, read_nodes


class SpliceError(Exception):
    """The file is written in a way in which this value cannot be changed alone; the message says why."""


class Places:
    """The places of one text. Raises Unreadable where the parser does not take it."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._root = read_nodes(text)

    def parent(self, keys: KeyPath) -> tuple[Node | None, str | int]:
        """The map above a key, None for that of an empty file, and the key.

        Raises:
            SpliceError: what lies above is not there, or is no map.
        """
        node = self._root
        for step in keys[:-1]:
            child = node.child(step) if node is not None else None
            if child is None:
                raise SpliceError(f"there is no '{step}' to add to")
            node = child
        if (node is not None and node.kind != "map") or (node is None and len(keys) > 1):
            raise SpliceError(f"'{keys[-2] if len(keys) > 1 else 'the file'}' is not a map")
        return node, keys[-1]

    def existing(self, keys: KeyPath) -> tuple[Node, int, str]:
        """The map above a key, its number there, and the key.

        Raises:
            SpliceError: there is no such key.
        """
        parent, last = self.parent(keys)
        at = parent.at(last) if parent else None
        if parent is None or at is None or isinstance(last, int):
            raise SpliceError(f"there is no '{last}' here")
        return parent, at, last

    def indent(self, at: int) -> int:
        """How many letters stand before a place on its line."""
        return at - self._text.rfind("\n", 0, at) - 1

    def line_end(self, at: int) -> int:
        """Start of the next line."""
        found = self._text.find("\n", at)
        return len(self._text) if found < 0 else found + 1

    def behind_colon(self, key: Node) -> int:
        """Where the value of a key begins at the earliest."""
        return self._text.index(":", key.end) + 1

    def extent(self, parent: Node, at: int) -> tuple[int, int]:
        """Start and end of a key with its value."""
        key = parent.keys[at][1]
        return key.start, max(parent.values[at].end, self.behind_colon(key))

    def next_line(self, parent: Node, sibling: str, indent: int) -> int:
        """Start of the line where a key is added behind its *sibling*; of an unknown one, at the end of the map."""
        at = parent.at(sibling)
        if at is None or at == len(parent.keys) - 1:
            return self._after_comments(self.line_end(parent.end), indent)
        return self._after_comments(self.line_end(self.extent(parent, at)[1]), indent + 1)

    def _after_comments(self, at: int, indent: int) -> int:
        """Behind the comment lines that follow and are indented as deep as the map: they are part of it."""
        reached = at
        while at < len(self._text):
            end = self.line_end(at)
            line = self._text[at:end]
            depth = len(line) - len(line.lstrip(" "))
            if line.strip() and (line[depth] != "#" or depth < max(indent, 1)):
                break
            at = end
            if line.strip():
                reached = end
        return reached

    def is_spaced(self, parent: Node) -> bool:
        """Whether blank lines part all its keys."""
        gaps = zip(parent.values, parent.keys[1:], strict=False)
        between = (self._text[value.end : key.start].split("\n")[1:-1] for value, (_, key) in gaps)
        return len(parent.keys) > 1 and all(any(not line.strip() for line in lines) for lines in between)

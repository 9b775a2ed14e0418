"""Comments and blank lines of a YAML file, each with the key or item it stands above, behind or below."""

from __future__ import annotations

import re
from bisect import bisect_left

import msgspec

from lakebook.syntax.strict_yaml import KeyPath
from lakebook.writers._nodes import Node, read_nodes

_MARKS = re.compile(r"#[^\n]*|^---(?=\s)|-(?=\s)|^[ \t]*\n", re.MULTILINE)
"""Between scalars: a comment, the start of the document, the dash of an item, a blank line."""


class Notes(msgspec.Struct):
    """What is written around one key or item."""

    above: list[str] = []
    """Comments on lines of their own, without indent; empty for a blank line."""
    behind: str = ""
    """Comment on the line where it starts, with the blanks that part it from the text."""
    below: list[str] = []
    """As ``above``, at the end of its value."""


class UnplacedComment(Exception):  # noqa: N818 - it says what the comment is
    """Nobody can tell what a comment belongs to; carries its line, counted from 1."""

    def __init__(self, line: int) -> None:
        super().__init__(f"what the comment in line {line} belongs to cannot be told")
        self.line = line


class _Stop(msgspec.Struct):
    """Where a key or an item starts."""

    start: int
    path: KeyPath
    column: int
    value: Node


def read_notes(text: str) -> dict[KeyPath, Notes]:
    """Path -> what is written around it, of a file that the strict parser takes; the root has the empty path.

    Lines of *text* end in ``\\n``.

    Raises:
        UnplacedComment: a comment is indented as nothing around it.
    """
    return _Reading(text).notes


def comments_of(text: str) -> list[str]:
    """All comments, in their order; the text is YAML that can be read."""
    root = read_nodes(text)
    return [mark.group().rstrip() for mark in _marks(text, root) if mark.group().startswith("#")]


class _Reading:
    def __init__(self, text: str) -> None:
        self.notes: dict[KeyPath, Notes] = {}
        self._text = text
        root = read_nodes(text)
        marks = _marks(text, root)
        self._dashes = [mark.start() for mark in marks if mark.group() == "-"]
        self._stops: list[_Stop] = []
        self._brackets: list[tuple[KeyPath, Node]] = []
        if root is not None:
            self._walk(root, ())
        self._starts = [stop.start for stop in self._stops]
        self._by_path = {stop.path: stop for stop in self._stops}
        self._read(marks)

    def _walk(self, node: Node, path: KeyPath) -> None:
        if node.flow:
            self._brackets.append((path, node))
        for at, value in enumerate(node.values):
            if node.kind == "map":
                key, key_node = node.keys[at]
                step, start = (*path, key), key_node.start
            else:
                step, start = (*path, at), value.start if node.flow else self._dash(value.start)
            self._stops.append(_Stop(start, step, start - self._line_start(start), value))
            self._walk(value, step)

    def _dash(self, start: int) -> int:
        return self._dashes[bisect_left(self._dashes, start) - 1]

    def _line_start(self, at: int) -> int:
        return self._text.rfind("\n", 0, at) + 1

    def _read(self, marks: list[re.Match[str]]) -> None:
        """Give each comment and each blank line its place; a blank line goes with what follows it."""
        blank = False
        reached = 0
        for mark in marks:
            index = bisect_left(self._starts, mark.start())
            blank = self._blank_above(self._stops[reached:index], blank)
            reached = index
            if not mark.group().strip():
                blank = True
            elif mark.group().startswith("#"):
                blank = self._comment(mark.start(), mark.group().rstrip(), index, blank)
        self._blank_above(self._stops[reached:], blank)

    def _blank_above(self, stops: list[_Stop], blank: bool) -> bool:
        """Put the blank line above the first of *stops*; whether it still waits."""
        if blank and stops:
            first = stops[0]
            if not self._text[self._line_start(first.start) : first.start].strip():
                self._at(first.path).above.append("")
        return blank and not stops

    def _comment(self, at: int, comment: str, index: int, blank: bool) -> bool:
        """Give a comment its place; whether a blank line still waits."""
        line = self._text[self._line_start(at) : at]
        if line.strip() and not line.startswith("---"):
            path = self._behind(at, index)
            value = self._by_path[path].value
            is_cut = value.kind == "scalar" and not value.style and value.end == at - 1
            note = self._at(path)
            note.above += [note.behind.strip()] if note.behind else []  # the value starts on a line of its own
            note.behind = f"{' ' if is_cut else '  '}{comment}"  # for one blank, a check asks whether it is meant
            return blank
        self._lines(at, index).extend(["", comment] if blank else [comment])
        return False

    def _at(self, path: KeyPath) -> Notes:
        return self.notes.setdefault(path, Notes(above=[], below=[]))

    def _behind(self, at: int, index: int) -> KeyPath:
        """The last key or item that starts before *at*; where it is in brackets that have closed, what holds those."""
        path = self._stops[index - 1].path if index else ()
        closed = (above for above, node in self._brackets if node.end <= at and path[: len(above)] == above)
        return next(closed, path)

    def _lines(self, at: int, index: int) -> list[str]:
        """Where the lines go among which a comment on a line of its own stands."""
        following = self._stops[index] if index < len(self._stops) else None
        inside = [(path, node) for path, node in self._brackets if node.start < at < node.end]
        if inside:
            path, node = inside[-1]
            return self._at(following.path).above if following and following.start < node.end else self._at(path).below
        column = 0 if self._text.startswith("---", self._line_start(at)) else at - self._line_start(at)
        if following is None or column > following.column:
            return self._at(self._ended(column, at, index)).below
        holder = self._by_path.get(following.path[:-1])
        if holder is not None and isinstance(holder.path[-1], int) and holder.start > at:
            following = holder
        return self._at(following.path).above

    def _ended(self, column: int, at: int, index: int) -> KeyPath:
        """At the end of what a comment stands that is indented like its keys, or deeper than the last text."""
        last = self._stops[index - 1] if index else None
        if last is None:
            return ()
        for depth in range(len(last.path)):
            if self._by_path[last.path[: depth + 1]].column == column:
                return last.path[:depth]
        if column > last.column and last.value.kind == "scalar":
            return last.path
        raise UnplacedComment(self._text.count("\n", 0, at) + 1)


def _marks(text: str, root: Node | None) -> list[re.Match[str]]:
    """Comments, dashes and blank lines outside of scalars."""
    found: list[re.Match[str]] = []
    reached = 0
    for start, end in [*_scalars(root, text), (len(text), len(text))]:
        while (mark := _MARKS.search(text, reached, start)) is not None:
            found.append(mark)
            reached = mark.end()
        reached = max(reached, end)
    return found


def _scalars(node: Node | None, text: str) -> list[tuple[int, int]]:
    """Stretches of all scalars in their order; of a block scalar, without its first line."""
    if node is None:
        return []
    if node.kind == "scalar":
        start = text.find("\n", node.start, node.end) if node.style in ("|", ">") else node.start
        return [(node.end if start < 0 else start + (node.style in ("|", ">")), node.end)]
    found = []
    for at, value in enumerate(node.values):
        if node.kind == "map":
            found += _scalars(node.keys[at][1], text)
        found += _scalars(value, text)
    return found

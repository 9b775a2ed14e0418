"""A tree with its comments -> YAML in the one style we write: what the formatter writes."""

from __future__ import annotations

from collections.abc import Mapping

from lakebook.syntax.strict_yaml import KeyPath, Value
from lakebook.writers._comments import Notes, UnplacedComment, comments_of, read_notes
from lakebook.writers.quoting import Block, quote
from lakebook.writers.yaml_text import FLOW_MAPS, flow, value_text

__all__ = ["Notes", "UnplacedComment", "commented", "comments_of", "holding", "read_notes"]


def commented(tree: Value, notes: Mapping[KeyPath, Notes]) -> str:
    """The file that holds *tree*, each key and item with its comments and blank lines; lines end in ``\\n``.

    Raises:
        ValueError: a text cannot be written in YAML.
    """
    return _Writer(notes).file(tree)


def holding(notes: Mapping[KeyPath, Notes]) -> frozenset[KeyPath]:
    """Paths of the values inside which a comment belongs to something; blank lines do not count."""
    with_comment = (at for at, note in notes.items() if note.behind or any((*note.above, *note.below)))
    return frozenset(path[:depth] for path in with_comment for depth in range(len(path)))


class _Writer:
    def __init__(self, notes: Mapping[KeyPath, Notes]) -> None:
        self._notes = notes
        self._open = {path[:depth] for path, note in notes.items() for depth in range(len(path))}
        self._open |= {path for path, note in notes.items() if note.below}

    def file(self, tree: Value) -> str:
        if isinstance(tree, dict):
            lines = "".join(self._entry((), key, value, 0) for key, value in tree.items())
        else:
            lines = self._value((), tree, -2, "").lstrip()
        lines += self._lines(self._notes[()].below, 0) if () in self._notes else ""
        return lines.lstrip("\n")

    def _entry(self, above: KeyPath, key: str, value: Value, indent: int) -> str:
        path = (*above, key)
        return self._noted(
            path, f"{' ' * indent}{quote(key, key=True)}:{self._value(path, value, indent, key)}", indent
        )

    def _noted(self, path: KeyPath, written: str, indent: int) -> str:
        note = self._notes.get(path)
        if note is None:
            return written
        if note.behind:
            first, _, rest = written.partition("\n")
            written = f"{first}{note.behind}\n{rest}"
        return self._lines(note.above, indent) + written + self._lines(note.below, indent + 2)

    def _lines(self, lines: list[str], indent: int) -> str:
        return "".join(f"{' ' * indent}{line}\n" if line else "\n" for line in lines)

    def _value(self, path: KeyPath, value: Value, indent: int, key: str) -> str:
        """What follows the colon."""
        if isinstance(value, str):
            return _text(value, indent)
        if not value or (path not in self._open and (isinstance(value, list) or key in FLOW_MAPS)):
            return value_text(value, indent, key)
        if isinstance(value, dict):
            return "\n" + "".join(self._entry(path, name, child, indent + 2) for name, child in value.items())
        return "\n" + "".join(self._item((*path, at), item, indent + 2) for at, item in enumerate(value))

    def _item(self, path: KeyPath, item: Value, indent: int) -> str:
        if isinstance(item, dict) and item:
            lines = "".join(self._entry(path, key, child, indent + 2) for key, child in item.items())
            written = f"{' ' * indent}- {lines[indent + 2 :]}"
        else:
            written = f"{' ' * indent}- {quote(item) if isinstance(item, str) else flow(item)}\n"
        return self._noted(path, written, indent)


def _text(text: str, indent: int) -> str:
    """As ``value_text``; what stood below ``|`` or ``>`` stays below one where it ends in a new line."""
    body = text.removesuffix("\n")
    if not isinstance(text, Block) or body == text or not body or body.endswith("\n"):
        return value_text(text, indent)
    written = value_text(body, indent)
    if written.startswith((" |-\n", " >-\n")):
        return written[:2] + written[3:]
    if body.isprintable() and body == body.strip():
        return f" |\n{' ' * (indent + 2)}{body}\n"
    return value_text(text, indent)

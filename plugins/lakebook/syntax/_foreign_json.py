"""JSON that other tools wrote, with the lines of its maps; its scalars stay text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import repeat
from typing import Any

from lakebook.syntax import SyntaxTrouble

_LONGEST = 16_000_000
"""Bytes of a file up to which its lines are found: that takes as long as reading it."""
_TOKEN = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*"|[{}]', re.DOTALL)
_BEGINS = re.compile(rb'(?:\xef\xbb\xbf)?\s*(?:\{\s*(?:"|$)|\[\s*(?:["\[\d-]|\{\s*(?:"|$)|$))')
"""Beginnings that are those of JSON; YAML in flow form seldom puts its keys in quotes."""
_WORDS = ("true", "false", "null", "-Infinity")
_OPENS, _CLOSES = b"{}"


class _Pairs(list[tuple[str, Any]]):
    """A map as it stands in the file."""

    line = 0


class JsonReader:
    """Reads one file."""

    def __init__(self, deepest: int, most: int) -> None:
        """No deeper than *deepest* levels, no more than *most* values."""
        self.lines: dict[int, int] = {}
        """``id()`` of each map and list -> its line; of a list, that of the map it stands in."""
        self.troubles: list[SyntaxTrouble] = []
        """Keys given twice."""
        self._deepest = deepest
        self._left = most

    def read(self, content: bytes) -> Any:
        """The file's value.

        Raises:
            ValueError: it is no JSON.
            RecursionError: it passes a limit.
        """
        lines: Iterator[int] = iter(_ends(content)) if len(content) <= _LONGEST else repeat(0)

        def pairs(given: list[tuple[str, Any]]) -> _Pairs:
            made = _Pairs(given)
            made.line = next(lines, 0)
            return made

        text = content.decode("utf-8-sig")
        whole = json.loads(text, parse_int=str, parse_float=str, parse_constant=str, object_pairs_hook=pairs)
        return self._plain(whole, 0, 1)

    def _plain(self, value: Any, depth: int, line: int) -> Any:
        self._left -= 1
        if depth > self._deepest or self._left < 0:
            raise RecursionError
        if isinstance(value, str):
            return _whole(value)
        if isinstance(value, bool):
            return "true" if value else "false"
        if isinstance(value, _Pairs):
            return self._map(value, depth)
        if isinstance(value, list):
            items = [self._plain(item, depth + 1, line) for item in value]
            self.lines[id(items)] = line
            return items
        return None

    def _map(self, pairs: _Pairs, depth: int) -> dict[str, Any]:
        fields: dict[str, Any] = {}
        for name, value in pairs:
            key = _whole(name)
            if key in fields:
                said = f"'{key}' is given twice in this block; the first is taken"
                self.troubles.append(SyntaxTrouble("key_duplicated", said, "delete one of the two", pairs.line))
            else:
                fields[key] = self._plain(value, depth + 1, pairs.line)
        self.lines[id(fields)] = pairs.line
        return fields


def broken_json(content: bytes, error: Exception) -> SyntaxTrouble | None:
    """What is wrong with JSON; None where that is not known, or where it rather is YAML in flow form."""
    if not isinstance(error, json.JSONDecodeError) or not _BEGINS.match(content):
        return None
    rest = error.doc[error.pos :].strip()
    is_cut = error.msg.startswith("Unterminated string") or any(word.startswith(rest) for word in _WORDS)
    hint = "the file ends too early; make it again" if is_cut else "look at what stands there"
    message = f"not JSON: {error.msg[:1].lower()}{error.msg[1:]}"
    return SyntaxTrouble("file_unreadable", message, hint, error.lineno, error.colno)


def _ends(content: bytes) -> Iterator[int]:
    """Line on which each map begins, in the order in which they end."""
    begun: list[int] = []
    line, last = 1, 0
    for token in _TOKEN.finditer(content):
        at = token.start()
        if content[at] == _OPENS:
            line += content.count(b"\n", last, at)
            last = at
            begun.append(line)
        elif content[at] == _CLOSES and begun:
            yield begun.pop()


def _whole(text: str) -> str:
    """*text* without halves of surrogate pairs."""
    return text if text.isascii() else text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")

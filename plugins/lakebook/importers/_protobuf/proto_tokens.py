"""Words of a .proto text, each with the comment before it and its line.

Source: https://protobuf.dev/reference/protobuf/proto3-spec/
"""

from __future__ import annotations

import re
from typing import NamedTuple

_TOKEN = re.compile(
    r"""(?P<space>\s+)
    |(?P<line>//[^\n]*)
    |(?P<block>/\*.*?(?:\*/|\Z))
    |(?P<text>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')
    |(?P<name>\.?[^\W\d]\w*(?:\.[^\W\d]\w*)*)
    |(?P<number>[-+]?[\d.][\w.]*)
    |(?P<sign>.)""",
    re.VERBOSE | re.DOTALL,
)


class Token(NamedTuple):
    """A name, a number, a text or a sign."""

    text: str
    comment: str = ""
    """What is said right before it, or behind what ends the line before it."""


class ProtoTokens:
    """The tokens of one text, read from left to right."""

    def __init__(self, text: str) -> None:
        self._tokens, self._behind = _read(text)
        self.at = 0

    @property
    def ended(self) -> bool:
        """Whether nothing is left."""
        return self.at >= len(self._tokens)

    def peek(self, ahead: int = 0) -> str:
        """The text here; empty at the end."""
        return self._tokens[self.at + ahead].text if self.at + ahead < len(self._tokens) else ""

    def comment(self) -> str:
        """What is said before the token here."""
        return "" if self.ended else self._tokens[self.at].comment

    def comment_behind(self) -> str:
        """What is said on the line behind the token that was taken last."""
        return self._behind.get(self.at - 1, "")

    def take(self) -> str:
        """Go over one token."""
        text = self.peek()
        self.at += 1
        return text

    def skip_statement(self) -> None:
        """Go to behind the next ``;``, or behind a block in braces that opens first."""
        depth = 0
        while not self.ended:
            sign = self.take()
            depth += {"{": 1, "[": 1, "(": 1, "}": -1, "]": -1, ")": -1}.get(sign, 0)
            if depth <= 0 and sign in (";", "}"):
                return


def _read(text: str) -> tuple[list[Token], dict[int, str]]:
    """All tokens; and by their numbers, what is said behind them on the same line."""
    tokens: list[Token] = []
    behind: dict[int, str] = {}
    said: list[str] = []
    fresh = True
    for match in _TOKEN.finditer(text):
        kind, found = match.lastgroup, match.group()
        if kind == "space":
            said = [] if found.count("\n") > 1 else said
            fresh = fresh or "\n" in found
        elif kind in ("line", "block"):
            words = _words(found)
            if fresh or not tokens:
                said.append(words)
            else:
                behind[len(tokens) - 1] = words
        else:
            tokens.append(Token(found, " ".join(filter(None, said))))
            said, fresh = [], False
    return tokens, behind


def _words(comment: str) -> str:
    lines = comment.removeprefix("//").removeprefix("/*").removesuffix("*/").splitlines()
    return " ".join(" ".join(line.strip().lstrip("*/").split()) for line in lines).strip()

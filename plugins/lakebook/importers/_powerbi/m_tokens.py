"""Tokens of M, the language of queries.

Source: https://learn.microsoft.com/powerquery-m/m-spec-lexical-structure
"""

from __future__ import annotations

import re
from typing import NamedTuple

_TOKEN = re.compile(
    r"""(?P<skip>\s+|//[^\n]*|/\*.*?(?:\*/|\Z))
    |(?P<quoted>\#"(?:[^"]|"")*")
    |(?P<text>"(?:[^"]|"")*")
    |(?P<name>\#?[^\W\d][\w.]*)
    |(?P<number>\d[\w.]*)
    |(?P<sign>=>|<>|<=|>=|\.\.\.|\.\.|.)""",
    re.VERBOSE | re.DOTALL,
)
_LETTER = r"(?:cr|lf|tab|#|00(?:0[0-9A-Fa-f]|10)[0-9A-Fa-f]{4}|[0-9A-Fa-f]{4})"
_ESCAPE = re.compile(rf"#\(({_LETTER}(?:,{_LETTER})*)\)")
_CONTROL = {"cr": "\r", "lf": "\n", "tab": "\t", "#": "#"}
WORDS = frozenset(
    ["and", "as", "each", "else", "error", "false", "if", "in", "is", "let", "meta", "not", "null", "or", "otherwise",
     "section", "shared", "then", "true", "try", "type"]
)  # fmt: skip


class Token(NamedTuple):
    """A word of M."""

    kind: str
    """``text``, ``name``, ``word``, ``number`` or ``sign``."""
    value: str


def tokens_of(text: str) -> list[Token]:
    """All tokens, comments left out."""
    found = []
    for match in _TOKEN.finditer(text):
        kind, said = match.lastgroup or "", match[0]
        if kind == "quoted":
            found.append(Token("name", said[2:-1].replace('""', '"')))
        elif kind == "text":
            found.append(Token("text", _ESCAPE.sub(_escaped, said[1:-1].replace('""', '"'))))
        elif kind == "name" and said in WORDS:
            found.append(Token("word", said))
        elif kind != "skip":
            found.append(Token(kind, said))
    return found


def _escaped(match: re.Match[str]) -> str:
    """What ``#(lf)``, ``#(cr,lf)`` or ``#(00E9)`` in a text stands for."""
    said = [_CONTROL.get(one) or (chr(int(one, 16)) if len(one) in (4, 8) else "") for one in match[1].split(",")]
    return "".join(said)


def end_of(tokens: list[Token], start: int) -> int:
    """Where the bracket that opens at *start* is closed; the end where it never is."""
    depth = 0
    for at in range(start, len(tokens)):
        kind, value = tokens[at]
        if kind == "sign":
            depth += (value in "([{") - (value in ")]}")
            if depth == 0:
                return at
    return len(tokens)


def parts_of(tokens: list[Token]) -> list[list[Token]]:
    """What stands between the commas that are in no bracket and in no inner ``let``."""
    found: list[list[Token]] = [[]]
    depth = 0
    for token in tokens:
        if token.kind == "sign":
            depth += (token.value in "([{") - (token.value in ")]}")
        elif token.kind == "word":
            depth += (token.value == "let") - (token.value == "in")
        if token == Token("sign", ",") and depth == 0:
            found.append([])
        else:
            found[-1].append(token)
    return [part for part in found if part]

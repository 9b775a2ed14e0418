"""The tokens of one statement, and a cursor over them: enough grammar for tables, none for expressions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from lakebook.importers._sql.dialects import Dialect
from lakebook.importers._sql.lexical import block_end, token_pattern

_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "0": "", "b": "", "Z": ""}


class Token(NamedTuple):
    """A word, a quoted name, a text, a number or a sign."""

    kind: str
    """``word``, ``quoted``, ``text``, ``number``, ``symbol``."""
    text: str
    """As it is written; of a quoted name and a text what is in the quotes."""
    upper: str
    """A word or sign in upper case; empty for all others."""
    start: int
    end: int


class Part(NamedTuple):
    """One part of a dotted name."""

    text: str
    quoted: bool


def read_tokens(text: str, dialect: Dialect) -> Iterator[Token]:
    """Tokens of a statement, without comments and white space."""
    pattern = token_pattern(dialect)
    at = 0
    while match := pattern.match(text, at):
        kind, found, at = match.lastgroup or "", match.group(), match.end()
        if kind in ("blank", "control"):
            continue
        if kind == "block":
            end = block_end(text, match.start(), dialect.nests)
            at = end if end >= 0 else len(text)
        elif kind == "dollar":
            end = text.find(found, at)
            end = end if end >= 0 else len(text)
            yield Token("text", text[at:end], "", match.start(), end + len(found))
            at = end + len(found)
        elif kind in ("text", "q"):
            yield Token("text", _inside(found, dialect), "", match.start(), at)
        elif kind == "quoted":
            close = found[-1]
            yield Token("quoted", found[1:-1].replace(close * 2, close), "", match.start(), at)
        elif kind in ("word", "number"):
            yield Token(kind, found, found.upper() if kind == "word" else "", match.start(), at)
        else:
            yield Token("symbol", found, found, match.start(), at)


def _inside(found: str, dialect: Dialect) -> str:
    """What a text says."""
    start = next((at for at, sign in enumerate(found) if sign in "'\""), 0)
    prefix, body = found[:start].upper(), found[start:]
    if prefix.endswith("Q"):
        return body[2:-2]
    quote = body[0]
    if body.startswith(quote * 3) and len(body) >= 6 and dialect.escapes:
        return body[3:-3]
    inside = body[1:-1].replace(quote * 2, quote)
    if "\\" in inside and ((dialect.escapes and prefix != "R") or prefix == "E"):
        inside = re.sub(r"\\(.)", lambda match: _ESCAPES.get(match[1], match[1]), inside, flags=re.DOTALL)
    return inside


class Depth:
    """How deep in brackets a token stands; ``<`` is one only where a type begins with it."""

    def __init__(self) -> None:
        self._round = 0
        self._angle = 0

    @property
    def outside(self) -> bool:
        """Whether no bracket is open."""
        return self._round <= 0 and self._angle <= 0

    def see(self, tokens: Sequence[Token], at: int) -> None:
        """Count the token at *at*."""
        sign = tokens[at].upper
        if sign in ("(", "["):
            self._round += 1
        elif sign in (")", "]"):
            self._round -= 1
        elif sign == "<" and at and tokens[at - 1].upper in ("ARRAY", "STRUCT", "MAP", "TABLE", "RANGE"):
            self._angle += 1
        elif sign == ">" and self._angle:
            self._angle -= 1


class Cursor:
    """A place in a list of tokens."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = tokens
        self.at = 0

    @classmethod
    def of(cls, text: str, dialect: Dialect, most: int | None = None) -> Cursor:
        """A cursor over a statement, or its first tokens."""
        return cls(list(islice(read_tokens(text, dialect), most)))

    @property
    def ended(self) -> bool:
        """Whether nothing is left."""
        return self.at >= len(self.tokens)

    def peek(self, ahead: int = 0) -> str:
        """The word or sign here in upper case; empty for a text, a quoted name, a number, and at the end."""
        return self.tokens[self.at + ahead].upper if self.at + ahead < len(self.tokens) else ""

    def take(self, *words: str) -> bool:
        """Go over these words, where all of them stand here."""
        if all(self.peek(ahead) == word for ahead, word in enumerate(words)):
            self.at += len(words)
            return True
        return False

    def take_any(self, *words: str) -> str:
        """Go over one of these words; empty where none stands here."""
        word = self.peek()
        if word in words:
            self.at += 1
            return word
        return ""

    def text(self) -> str | None:
        """Go over a text."""
        if not self.ended and self.tokens[self.at].kind == "text":
            self.at += 1
            return self.tokens[self.at - 1].text
        return None

    def part(self) -> Part | None:
        """Go over one name."""
        if self.ended or self.tokens[self.at].kind not in ("word", "quoted"):
            return None
        token = self.tokens[self.at]
        self.at += 1
        return Part(token.text, token.kind == "quoted")

    def name(self) -> tuple[Part, ...]:
        """Go over a dotted name; empty where there is none."""
        parts: list[Part] = []
        while (part := self.part()) is not None:
            parts += _dotted(part)
            dots = 0
            while self.peek() == ".":
                self.at += 1
                dots += 1
            if not dots:
                break
            if dots > 1 and not parts[-1].text.startswith("&"):
                parts.append(Part("", quoted=True))
        return tuple(parts)

    def skip(self) -> None:
        """Go over one token, or all that stands in parentheses here."""
        if self.peek() != "(":
            self.at += 1
            return
        depth = 0
        while not self.ended:
            depth += {"(": 1, ")": -1}.get(self.peek(), 0)
            self.at += 1
            if depth == 0:
                return

    def parens(self) -> Cursor | None:
        """Go over what stands in parentheses; gives a cursor over the inside."""
        if self.peek() != "(":
            return None
        start = self.at
        self.skip()
        closed = self.tokens[self.at - 1].upper == ")"
        return Cursor(self.tokens[start + 1 : self.at - 1 if closed else self.at])

    def elements(self) -> list[Cursor]:
        """What is left, cut at the commas outside of all brackets."""
        found: list[Cursor] = []
        start, depth = self.at, Depth()
        for index in range(self.at, len(self.tokens)):
            depth.see(self.tokens, index)
            if self.tokens[index].upper == "," and depth.outside:
                found.append(Cursor(self.tokens[start:index]))
                start = index + 1
        found.append(Cursor(self.tokens[start:]))
        return [element for element in found if element.tokens]

    def names(self) -> tuple[Part, ...]:
        """Go over a list of columns in parentheses; what else stands in it, such as ``DESC``, is left out."""
        inside = self.parens()
        parts = [element.part() for element in inside.elements()] if inside else []
        return tuple(part for part in parts if part)


def _dotted(part: Part) -> list[Part]:
    """BigQuery quotes a whole dotted name at once."""
    if part.quoted and "." in part.text and " " not in part.text and "{" not in part.text:
        return [Part(text, quoted=True) for text in part.text.split(".")]
    return [part]

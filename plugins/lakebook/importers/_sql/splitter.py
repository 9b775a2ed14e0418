"""A script -> its statements, with their places: nothing in quotes, comments, bodies or data blocks splits."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from lakebook.importers._sql import batch_starts, routines
from lakebook.importers._sql.dialects import Dialect
from lakebook.importers._sql.lexical import block_end, skipped

_NOT_CLOSED_MOST = 20
"""Quotes that are not closed, after which the rest of a script is one statement."""
_FROM_STDIN = re.compile(r"COPY\b[^;]*\bFROM\s+stdin\b", re.IGNORECASE)
_DATA_END = re.compile(r"^\\\.[ \t]*$\n?", re.MULTILINE)
_SHELL = {
    "oracle": re.compile(
        r"(?:(?:SET|PROMPT|REM|REMARK|SPOOL|WHENEVER|EXIT|QUIT|DEFINE|UNDEFINE|CONNECT|CONN|SHOW|START(?!\s+WITH)|STA|TTITLE|COLUMN|ACCEPT)\b|@@?\S)"
        r"[^\n]*",
        re.IGNORECASE,
    ),
    "sqlite": re.compile(r"\.[a-z]+\b[^\n]*"),
    "mysql": re.compile(r"(?:SOURCE[ \t]|\\\.)[^\n]*", re.IGNORECASE),
    "generic": re.compile(r"(?:SOURCE[ \t]+[^\s;]+\.|:r[ \t]|\.read[ \t])[^\n]*", re.IGNORECASE),
    "tsql": re.compile(r":[a-z!]+\b[^\n]*", re.IGNORECASE),
}
"""Lines that a dialect's shell takes for itself, where no statement is under way."""
_FIRST_WORD = re.compile(r"\w+")


class Piece(NamedTuple):
    """A part of a script; all of them together are the script."""

    kind: Literal["statement", "gap", "command", "data", "open"]
    """``gap``: white space, comments and ends of statements; ``command``: a line for the shell; ``data``: rows after
    ``COPY ... FROM stdin``; ``open``: nothing long, where a quote or comment that is not closed begins."""
    start: int
    end: int


def split(text: str, dialect: Dialect) -> Iterator[Piece]:
    """The pieces of a script, in order; those of the kind ``open`` are empty and stand before the others around."""
    return _Splitter(text, dialect).pieces()


class _Splitter:
    def __init__(self, text: str, dialect: Dialect) -> None:
        self._text = text
        self._dialect = dialect
        self._delimiter = ";"
        self._at = 0
        self._gap = 0
        """Where what has not been given out begins."""
        self._start = -1
        """Where the statement under way begins; -1 for none."""
        self._head = ""
        self._depth = 0
        self._routine: routines.Routine | None = None
        self._not_closed = 0

    def pieces(self) -> Iterator[Piece]:
        while (match := self._next()) is not None:
            group = match.lastgroup or ""
            if group == "q":  # the inner group of Oracle's own quotes
                group = "quoted"
            if group == "open" or (group in ("block", "dollar") and self._close(match) < 0):
                yield Piece("open", match.start(), match.start())
                self._not_closed += 1
                self._begin(match.start())
                self._at = match.end()
                if self._not_closed > _NOT_CLOSED_MOST:
                    break
            elif group in ("line", "start"):
                yield from self._line(match, group)
            else:
                yield from self._inside(match, group)
        yield from self._finish(len(self._text))
        if self._gap < len(self._text):
            yield Piece("gap", self._gap, len(self._text))

    def _next(self) -> re.Match[str] | None:
        """The next thing to stop at; a statement begins where something else stands before it."""
        while True:
            self._skip_shell()
            tracked = routines.TRACKED if self._routine else ""
            if not tracked and self._dialect.name == "tsql":
                tracked = batch_starts.TRACKED
            match = skipped(self._dialect, self._delimiter, tracked).search(self._text, self._at)
            end = match.start() if match else len(self._text)
            if self._start >= 0 or not self._text[self._at : end].strip():
                return match
            first = self._at
            while self._text[first].isspace():
                first += 1
            self._begin(first)
            if self._routine is None:
                return match

    def _skip_shell(self) -> None:
        """Jump over a line for the shell, where no statement is under way; it is given out as a part of the gap."""
        shell = _SHELL.get(self._dialect.name)
        while shell and self._start < 0:
            first = self._at
            while first < len(self._text) and self._text[first].isspace():
                first += 1
            match = shell.match(self._text, first)
            if not match:
                return
            self._at = match.end()

    def _begin(self, start: int) -> None:
        """A statement begins here, unless one is under way."""
        if self._start < 0:
            self._start = start
            word = _FIRST_WORD.match(self._text, start)
            self._head = word.group().upper() if word else ""
            self._depth = 0
            plain = self._delimiter == ";"
            self._routine = routines.routine_at(self._text, start, self._dialect) if plain else None

    def _close(self, match: re.Match[str]) -> int:
        """Where the comment or dollar quote ends that the match opens; -1 where it does not."""
        if match.lastgroup == "block":
            return block_end(self._text, match.start(), self._dialect.nests)
        end = self._text.find(match.group(), match.end())
        return end + len(match.group()) if end >= 0 else -1

    def _inside(self, match: re.Match[str], group: str) -> Iterator[Piece]:
        if group == "end":
            yield from self._end(match)
            return
        self._at = self._close(match) if group in ("block", "dollar") else match.end()
        is_hidden = group == "block" and self._dialect.name == "mysql" and self._text.startswith("/*!", match.start())
        if group in ("quoted", "dollar") or is_hidden or (group == "template" and match.group()[1] not in "%#"):
            self._begin(match.start())
        elif group == "parens":
            self._begin(match.start())
            self._depth += 1 if match.group() == "(" else -1
        elif self._routine is not None:
            self._routine.see(group)

    def _end(self, match: re.Match[str]) -> Iterator[Piece]:
        """A ``;``, or what DELIMITER has put in its place."""
        self._at = match.end()
        if self._routine is not None and not self._routine.ends_here():
            return
        start = self._start
        yield from self._finish(match.start())
        if start >= 0 and self._dialect.name in ("postgres", "generic") and _FROM_STDIN.match(self._text, start):
            yield Piece("gap", self._gap, self._at)
            found = _DATA_END.search(self._text, self._at)
            self._gap = self._at
            self._at = found.end() if found else len(self._text)
            yield Piece("data", self._gap, self._at)
            self._gap = self._at

    def _line(self, match: re.Match[str], group: str) -> Iterator[Piece]:
        """A line that stands for itself, or a word that begins a statement where none was ended."""
        words = match.group().split()
        word = words[0].upper()
        if group == "start":
            follows = self._start >= 0 and self._depth <= 0
            if follows and batch_starts.begins_statement(self._text, match.start(), word, self._head):
                yield from self._finish(match.start())
            self._begin(match.start() + len(match.group()) - len(match.group().lstrip()))
            self._at = max(match.end(), self._start + 1)
            return
        if not self._stands_alone(word):
            self._begin(match.end() - len(match.group().lstrip()))
            self._at = match.end()
            return
        yield from self._finish(match.start())
        if self._gap < match.start():
            yield Piece("gap", self._gap, match.start())
        yield Piece("command", match.start(), match.end())
        self._gap = self._at = match.end()
        if word == "DELIMITER" and len(words) > 1:
            self._delimiter = words[1]

    def _stands_alone(self, word: str) -> bool:
        name = self._dialect.name
        if word.startswith("\\"):
            return name in ("postgres", "redshift", "generic") and (self._start < 0 or word.startswith("\\g"))
        if word == "DELIMITER":
            return name in ("mysql", "generic")
        return name in ("oracle", "generic") if word.startswith("/") else name in ("tsql", "generic")

    def _finish(self, end: int) -> Iterator[Piece]:
        """Give out the statement under way, which ends before *end*."""
        if self._start < 0:
            return
        if self._gap < self._start:
            yield Piece("gap", self._gap, self._start)
        last = self._start + len(self._text[self._start : end].rstrip())
        yield Piece("statement", self._start, last)
        self._gap, self._start, self._routine = last, -1, None

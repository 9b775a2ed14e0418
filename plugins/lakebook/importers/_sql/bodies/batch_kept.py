"""Variables of SQL Server's bodies that hold what one query gives: ``SELECT @a = ...``, FETCH INTO."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lakebook.importers._sql.bodies.batch_steps import batch_pieces, declared_cursor
from lakebook.importers._sql.bodies.kept import Assigned, Kept, Value
from lakebook.importers._sql.tokens import Cursor, Token

_FROM = {"FROM", "WHERE", "GROUP", "HAVING", "ORDER", "OPTION", "UNION"}


def batch_kept_in(text: str, tokens: Sequence[Token], given: frozenset[str]) -> Kept:
    """Of a body whose statements need no semicolon, and that is *given* these parameters."""
    if not any(token.text.startswith("@") for token in tokens):
        return Kept()
    walk = _Walk(text)
    cursor = ""
    for start, end in batch_pieces(tokens):
        piece = tokens[start:end]
        if cursor and piece[0].upper in ("SELECT", "WITH"):
            walk.assigned.cursor(cursor, text[piece[0].start : piece[-1].end])
        else:
            walk.piece(piece)
        cursor = declared_cursor(piece)
    return walk.assigned.kept(frozenset(), given)


class _Walk:
    def __init__(self, text: str) -> None:
        self._text = text
        self.assigned = Assigned()

    def piece(self, piece: Sequence[Token]) -> None:
        """One statement."""
        word = piece[0].upper
        if word == "FETCH":
            self._fetch(piece)
        elif word == "SELECT" and any(element is not None for element in self._selected(piece)):
            self._select(piece)
        elif word in ("SET", "DECLARE"):
            for element in Cursor(piece[1:]).elements():
                self._set(element.tokens)
        else:
            for at, token in enumerate(piece):
                follows = piece[at + 1].upper if at + 1 < len(piece) else ""
                is_set = word in ("UPDATE", "EXEC", "EXECUTE", "WITH", "SELECT") and follows in (
                    "=",
                    "OUTPUT",
                    "OUT",
                    "+",
                )
                if token.text.startswith("@") and is_set:
                    self.assigned.value(token.text, None)

    def _fetch(self, piece: Sequence[Token]) -> None:
        into = next((at for at, token in enumerate(piece) if token.upper == "INTO"), len(piece))
        if into < len(piece):
            names = [token.text for token in piece[into + 1 :] if token.text.startswith("@")]
            self.assigned.fetch(piece[into - 1].text, names)

    def _selected(self, piece: Sequence[Token]) -> Iterator[str | None]:
        """For each column the variable that it goes to."""
        for element in Cursor(piece[1:]).elements():
            is_set = (
                len(element.tokens) > 2 and element.tokens[0].text.startswith("@") and element.tokens[1].upper == "="
            )
            yield element.tokens[0].text if is_set else None

    def _select(self, piece: Sequence[Token]) -> None:
        depth, end = 0, len(piece)
        for at, token in enumerate(piece):
            depth += {"(": 1, ")": -1}.get(token.upper, 0)
            if depth == 0 and token.upper in _FROM:
                end = at
                break
        rest = self._text[piece[end].start : piece[-1].end] if end < len(piece) else ""
        for element in Cursor(piece[1:end]).elements():
            tokens = element.tokens
            is_set = len(tokens) > 2 and tokens[1].upper == "="
            value = self._text[tokens[2].start : tokens[-1].end] if is_set else ""
            own = any(token.text.startswith("@") for token in tokens[2:])
            reads = bool(rest) or any(token.upper == "SELECT" for token in tokens)
            if own or reads:
                query = Value(f"SELECT {value} {rest}", 0) if is_set and not own else None
                self.assigned.value(tokens[0].text, query)

    def _set(self, tokens: Sequence[Token]) -> None:
        """``@name = value`` and ``@name type = value``."""
        equals = next((at for at, token in enumerate(tokens) if token.upper == "="), len(tokens))
        if equals + 1 >= len(tokens) or not tokens[0].text.startswith("@"):
            return
        value = self._text[tokens[equals + 1].start : tokens[-1].end]
        inner = tokens[equals + 2].upper if equals + 2 < len(tokens) else ""
        if tokens[equals + 1].upper == "(" and inner == "SELECT" and tokens[-1].upper == ")" and "@" not in value:
            self.assigned.value(tokens[0].text, Value(value.strip()[1:-1], 0))
        elif any(
            token.kind in ("word", "quoted") and token.upper not in ("NULL", "N") for token in tokens[equals + 1 :]
        ):
            self.assigned.value(tokens[0].text, None)

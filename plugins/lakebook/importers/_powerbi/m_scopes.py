"""Which names are bound where, in tokens of M."""

from __future__ import annotations

from typing import TypeAlias

from lakebook.importers._powerbi.m_tokens import Token, end_of, parts_of

Bound: TypeAlias = dict[str, list[Token]]
"""Name -> what it is bound to."""


def opened_let(tokens: list[Token], bound: Bound) -> tuple[Bound, list[Token]]:
    """Names bound by a ``let``, with those around it, and what stands behind its ``in``."""
    depth, end = 0, len(tokens)
    for at, token in enumerate(tokens):
        if token.kind == "word" and token.value in ("let", "in"):
            depth += 1 if token.value == "let" else -1
            if depth == 0:
                end = at
                break
    inner = dict(bound)
    for part in parts_of(tokens[1:end]):
        if part[0].kind == "name" and part[1:2] == [Token("sign", "=")]:
            inner[part[0].value] = part[2:]
    return inner, tokens[end + 1 :]


def without(bound: Bound, name: str) -> Bound:
    """*bound* where *name* itself is not, so that what refers to itself ends."""
    return {other: value for other, value in bound.items() if other != name}


def is_field(tokens: list[Token], at: int) -> bool:
    """Whether a name is that of a field: ``[Data]``, ``[Schema = ...]``."""
    before, after = tokens[at - 1] if at else None, tokens[at + 1] if at + 1 < len(tokens) else None
    return after == Token("sign", "=") or (before == Token("sign", "[") and after == Token("sign", "]"))


def parameters(tokens: list[Token]) -> set[str]:
    """Names of parameters of functions in *tokens*: ``(x, y) =>``."""
    found: set[str] = set()
    opened: list[int] = []
    for at, token in enumerate(tokens):
        if token == Token("sign", "("):
            opened.append(at)
        elif token == Token("sign", ")") and opened:
            start = opened.pop()
            if tokens[at + 1 : at + 2] == [Token("sign", "=>")]:
                found.update(one.value for one in tokens[start:at] if one.kind == "name")
    return found


def chain_end(tokens: list[Token], at: int) -> int:
    """Where a name with its call and its steps ends."""
    end = at + 1
    if tokens[end : end + 1] == [Token("sign", "(")]:
        end = end_of(tokens, end) + 1
    while tokens[end : end + 2] == [Token("sign", "{"), Token("sign", "[")]:
        end = end_of(tokens, end) + 1
        if tokens[end : end + 1] == [Token("sign", "[")]:
            end = end_of(tokens, end) + 1
    return min(end, len(tokens))

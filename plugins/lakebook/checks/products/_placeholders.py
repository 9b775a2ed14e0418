"""Text that a template leaves behind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any

import msgspec

from lakebook.model.product import Product
from lakebook.readers._typed import SET_BY_READER
from lakebook.syntax.markdown_outline import blank_out
from lakebook.syntax.strict_yaml import KeyPath

_WORDS = re.compile(
    r"""
      \b(?:TODO|TBD|TBC|FIXME)\b
    | (?i:lorem\ ipsum)
    | (?i:\[[^\[\]\n]*\b(?:describe|insert|your|fill|add|explain|write|placeholder|name\ of)\b[^\[\]\n]*\](?![(\[:]))
    | \[\s*(?:…|\.{3})\s*\](?![(\[:])
    | ^\s*(?:[-*+]\s+|\d+[.)]\s+)?(?:…|\.{3})\s*$
    | \|\s*(?:…|\.{3})\s*(?=\|)
    """,
    re.VERBOSE | re.MULTILINE,
)
_SIGNS = ("TODO", "TBD", "TBC", "FIXME", "[", "…", "...")
"""One of them stands in whatever these words find, but for the Latin."""
_ANGLES = re.compile(r"(?<![\w<\\])<([A-Za-z…][^<>\n]*)>")
_CODE = re.compile(r"(`+)[^`\n]+\1")
_TAG = re.compile(
    r"(?i:a|abbr|b|blockquote|br|code|dd|del|details|div|dl|dt|em|figcaption|figure|h[1-6r]|i|iframe|img|ins|kbd|li|mark"
    r"|ol|p|picture|pre|q|s|small|source|span|strong|sub|summary|sup|svg|table|tbody|td|th|thead|tr|u|ul|video)(?:[\s/]|$)"
)
_NOT_TYPED = SET_BY_READER | {"path", "ignore"}
_PROMPTS = (
    "a colleague from another team understands",
    "who decides or works better because of it?",
    "which number will move?",
    "what happens if we do nothing?",
    "table is generated; write",
    "write how a new user gets access",
)
"""Sentences of our own template; prose never holds them by chance."""


def is_open(value: str) -> bool:
    """Whether a value of the front matter is a placeholder, so that nobody need ask what it leads to."""
    return next(_in_value(value), "") != ""


def open_values(product: Product) -> Iterator[tuple[KeyPath, str]]:
    """Keys of the front matter whose value holds a placeholder, and the placeholder."""
    for name, key in _typed_fields():
        for keys, value in _texts((key,), msgspec.to_builtins(getattr(product, name))):
            for placeholder in _in_value(value):
                yield keys, placeholder


@cache
def _typed_fields() -> list[tuple[str, str]]:
    """Attribute and key of what a person types."""
    fields = msgspec.structs.fields(Product)
    return [(field.name, field.encode_name) for field in fields if field.name not in _NOT_TYPED]


@lru_cache(maxsize=4096)
def open_places(text: str) -> tuple[tuple[int, int, str], ...]:
    """Line and column, from 1, of each placeholder in Markdown; code, comments and links are passed over."""
    return tuple(_open_places(text))


def _open_places(text: str) -> Iterator[tuple[int, int, str]]:
    plain = _CODE.sub(lambda match: " " * len(match.group()), blank_out(text))
    if not _may_hold(plain):
        return
    for number, line in enumerate(plain.split("\n"), 1):
        for match in _WORDS.finditer(line):
            placeholder = match.group().strip(" |")
            yield number, line.index(placeholder, match.start()) + 1, placeholder
        for match in _ANGLES.finditer(line):
            if not _is_markup(match.group(1)):
                yield number, match.start() + 1, match.group()
        lowered = line.lower()
        for prompt in _PROMPTS:
            if prompt in lowered:
                yield number, lowered.index(prompt) + 1, prompt


def _may_hold(text: str) -> bool:
    """Whether a closer look is worth it: most texts hold nothing, and each expression takes ten times as long."""
    lowered = text.lower()
    if any(prompt in lowered for prompt in _PROMPTS) or ("<" in text and _ANGLES.search(text)):
        return True
    signed = "lorem ipsum" in lowered or any(sign in text for sign in _SIGNS)
    return signed and _WORDS.search(text) is not None


def _in_value(value: str) -> Iterator[str]:
    for match in _WORDS.finditer(value):
        yield match.group().strip()
    for match in _ANGLES.finditer(value):
        if not _is_address(match.group(1)):
            yield match.group()


def _is_markup(inner: str) -> bool:
    return _is_address(inner) or "=" in inner or _TAG.match(inner) is not None


def _is_address(inner: str) -> bool:
    return "://" in inner or "@" in inner or inner.startswith("mailto:")


def _texts(keys: KeyPath, value: Any) -> Iterator[tuple[KeyPath, str]]:
    if isinstance(value, str):
        yield keys, value
    elif isinstance(value, dict):
        for key, below in value.items():
            yield from _texts((*keys, key), below)
    elif isinstance(value, list):
        for index, below in enumerate(value):
            yield from _texts((*keys, index), below)

"""A tree of maps, lists and texts -> YAML text, in the one style we write."""

from __future__ import annotations

import re

from lakebook.syntax.strict_yaml import Value
from lakebook.writers.quoting import Plain, quote

WIDTH = 110
"""Longer text is folded, longer lists are written one item a line."""

FLOW_MAPS = frozenset({"values"})
"""Keys whose map is written between braces where it is short: codes and their meanings."""


def entry(key: str, value: Value, indent: int = 0) -> str:
    """``key: value`` lines, indented by *indent* spaces, with a newline at the end.

    Raises:
        ValueError: a text cannot be written in YAML (see ``quote``).
    """
    return f"{' ' * indent}{quote(key, key=True)}:{value_text(value, indent, key)}"


def value_text(value: Value, indent: int, key: str = "") -> str:
    """What follows the colon of a key that is indented by *indent* spaces, with a newline at the end."""
    if isinstance(value, str):
        return _text(value, indent) if value else "\n"
    if not value:
        return " {}\n" if isinstance(value, dict) else " []\n"
    if isinstance(value, list):
        return _list(value, indent)
    if key in FLOW_MAPS and (short := _short(flow(value), indent, key)):
        return short
    return "\n" + "".join(entry(name, child, indent + 2) for name, child in value.items())


def flow(value: Value) -> str:
    """*value* on one line, between brackets or braces where it is a list or a map."""
    if isinstance(value, str):
        return quote(value, flow=True)
    if isinstance(value, list):
        return f"[{', '.join(flow(item) for item in value)}]"
    return f"{{{', '.join(f'{quote(key, key=True, flow=True)}: {flow(child)}' for key, child in value.items())}}}"


def _short(written: str, indent: int, key: str = "") -> str:
    return f" {written}\n" if indent + len(key) + len(written) + 2 <= WIDTH else ""


def _list(items: list[Value], indent: int) -> str:
    texts = all(isinstance(item, str) for item in items)
    if texts and (short := _short(flow(items), indent)):
        return short
    return "\n" + "".join(f"{' ' * (indent + 2)}- {_item(item, indent + 4)}" for item in items)


def _item(item: Value, indent: int) -> str:
    if isinstance(item, str):
        return f"{quote(item)}\n"
    if isinstance(item, dict) and item:
        return "".join(entry(key, child, indent) for key, child in item.items())[indent:]
    return f"{flow(item)}\n"


def _text(text: str, indent: int) -> str:
    """On one line, folded where it is long, as it stands where it has several lines; quoted where neither is safe."""
    if not isinstance(text, Plain):
        margin = " " * (indent + 2)
        if "\n" in text and _may_stand(text):
            return " |-\n" + "".join(f"{margin}{line}\n" if line else "\n" for line in text.split("\n"))
        if indent + len(text) > WIDTH and _may_fold(text):
            return " >-\n" + "".join(f"{margin}{line}\n" for line in _folded(text, WIDTH - indent - 2))
    return f" {quote(text)}\n"


def _may_stand(text: str) -> bool:
    lines = text.split("\n")
    return (
        bool(lines[0] and lines[-1])
        and not lines[0].startswith(" ")
        and all(line.isprintable() and not line.endswith(" ") for line in lines)
    )


def _may_fold(text: str) -> bool:
    return text.isprintable() and " " in text and not text.startswith(" ") and not text.endswith(" ")


def _folded(text: str, width: int) -> list[str]:
    """Lines of at most *width* characters where words allow; broken at single spaces only."""
    lines = [""]
    for word in re.split(r"(?<! ) (?! )", text):
        if lines[-1] and len(lines[-1]) + 1 + len(word) > width:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}" if lines[-1] else word
    return lines

"""Headings of a Markdown page and where they stand; code fences and HTML comments are passed over."""

from __future__ import annotations

import re

import msgspec

_ATX = re.compile(r"^ {0,3}(#{1,6})(?:[ \t](.*))?$")
_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})(.*)$")
_SETEXT = re.compile(r"^ {0,3}(=+|-+)[ \t]*$")


class Heading(msgspec.Struct, frozen=True):
    """A heading and the lines below it, up to the next heading of any level."""

    level: int
    text: str
    """Without ``#`` marks and HTML comments."""
    line: int
    """Line of the text given to ``outline``, counted from 1."""
    first: int
    """First line below it."""
    last: int
    """Last line below it; smaller than ``first`` where there is none."""


def blank_out(text: str) -> str:
    """The same text, line for line and column for column, with code fences and HTML comments emptied."""
    lines = text.split("\n")
    last_end = max((number for number, line in enumerate(lines) if "-->" in line), default=-1)
    fence, inside = "", False
    for number, line in enumerate(lines):
        match = None if inside else _FENCE.match(line)
        if fence:
            if match and match.group(1).startswith(fence) and not match.group(2).strip():
                fence = ""
            lines[number] = ""
        elif match and not (match.group(1)[0] == "`" and "`" in match.group(2)):
            fence, lines[number] = match.group(1), ""
        elif inside or "<!--" in line:
            lines[number], inside = _without_comments(line, inside, number < last_end)
    return "\n".join(lines)


def _without_comments(line: str, inside: bool, ends_below: bool) -> tuple[str, bool]:
    """The line with its comments blanked, and whether one is still open at its end."""
    kept, at = [], 0
    while at < len(line):
        if inside:
            end = line.find("-->", at)
            stop = len(line) if end < 0 else end + 3
            kept.append(" " * (stop - at))
            at, inside = stop, end < 0
            continue
        start = line.find("<!--", at)
        if start < 0 or (line.find("-->", start + 4) < 0 and not ends_below):
            return "".join(kept) + line[at:], False
        kept.append(line[at:start])
        at, inside = start, True
    return "".join(kept), inside


def outline(text: str) -> list[Heading]:
    """Headings of *text* (``#`` and underlined ones), in order."""
    lines = [line.rstrip("\r") for line in blank_out(text).split("\n")]
    found: list[tuple[int, str, int, int]] = []
    for number, line in enumerate(lines, 1):
        if match := _ATX.match(line):
            found.append((len(match.group(1)), _without_closing(match.group(2) or ""), number, number + 1))
        elif number > 1 and (match := _SETEXT.match(line)) and _is_paragraph(lines, number - 1):
            found.append((1 if match.group(1)[0] == "=" else 2, lines[number - 2].strip(), number - 1, number + 1))
    ends = [start[2] - 1 for start in found[1:]] + [len(lines)]
    return [Heading(*start, end) for start, end in zip(found, ends, strict=False)]


def _without_closing(text: str) -> str:
    """Text of a heading without the ``#`` marks that may close it."""
    text = text.strip()
    opened = text.rstrip("#")
    return opened.rstrip() if not opened or opened[-1] in " \t" else text


def _is_paragraph(lines: list[str], number: int) -> bool:
    """Whether line *number* is one line of plain text, so that an underline makes it a heading."""
    line = lines[number - 1]
    above = lines[number - 2] if number > 1 else ""
    return bool(line.strip()) and not above.strip() and not re.match(r"^\s*([-*+>|#]|\d+[.)]\s*$)", line)


def words(text: str) -> int:
    """How many words of prose *text* holds; code fences and HTML comments do not count."""
    return len(re.findall(r"\w[\w'’-]*", blank_out(text)))

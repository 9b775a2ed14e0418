"""What is wrong with a file that is not YAML, or not YAML as we take it: the place, and what to type."""

from __future__ import annotations

from typing import Any

import yaml

from lakebook.syntax import SyntaxTrouble, Unreadable


def require_utf8(content: bytes) -> None:
    """Raise Unreadable, with the place of the first wrong byte, unless *content* is UTF-8."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Unreadable(SyntaxTrouble("file_unreadable", "the file is UTF-16", "save it as UTF-8", 1, 1))
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        before = content[: error.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
        message = f"byte 0x{content[error.start]:02x} is not UTF-8 (Latin-1 or Windows-1252?)"
        raise Unreadable(SyntaxTrouble("file_unreadable", message, "save the file as UTF-8", line, column)) from None


def offset_position(content: bytes, position: int) -> tuple[int, int]:
    """Line and column of the first control character; of the character at *position* where there is none."""
    text = content.decode("utf-8", "replace")
    for line, row in enumerate(text.splitlines(), 1):
        for column, character in enumerate(row, 1):
            if (ord(character) < 32 and character != "\t") or 0x7F <= ord(character) < 0xA0 or character == "\ufffe":
                return line, column
    before = text[:position]
    return before.count("\n") + 1, len(before) - before.rfind("\n")


_ADVICE = (
    ("mapping values are not allowed", "a value that holds ': ' needs quotes around it"),
    ("cannot start any token", 'a value that starts with @, ` or % needs quotes: write "@name"'),
    ("found character '\\t'", "indent with spaces, not tabs"),
    ("did not find expected key", "check the indentation, and quote values that start with a bracket, quote, * or &"),
    ("could not find expected ':'", "each line here needs 'key: value'"),
    ("unexpected end of stream", "a quote or bracket is never closed"),
    ("did not find expected ',' or", "a bracket is never closed, or a comma is missing"),
    ("while parsing a flow", "a value that starts with [ or { needs quotes unless it is a list or a map"),
)


def explained(error: yaml.MarkedYAMLError) -> SyntaxTrouble:
    """What the parser says, with advice on what to type."""
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    said = " ".join(part for part in (error.context, error.problem) if part)
    hint = next((advice for sign, advice in _ADVICE if sign in said), "check quotes, colons and indentation here")
    if "nesting depth" in str(error.problem):  # newer libyaml looks ahead, and stops before we do
        return SyntaxTrouble(
            "file_unreadable", "nested deeper than YAML readers go", "a bracket is probably never closed", line, column
        )
    return SyntaxTrouble("file_unreadable", f"not YAML: {error.problem or said}", hint, line, column)


def refused(event: Any, message: str, hint: str) -> Unreadable:
    """What is YAML but not taken, at the place of a parser's *event*; to be raised."""
    mark = event.start_mark
    return Unreadable(SyntaxTrouble("file_unreadable", message, hint, mark.line + 1, mark.column + 1))

"""``/*!50003 CREATE */ /*!50003 TRIGGER ... */``: what MySQL reads, and others take for comments."""

from __future__ import annotations

import re

_TEXTS = r"""'(?:[^'\\]|\\.|'')*'|"(?:[^"\\]|\\.|"")*"|`[^`]*`"""
_MARKS = re.compile(rf"/\*!(?:\d{{5,6}})?|/\*|\*/|--[^\n]*|{_TEXTS}", re.DOTALL)


def unhidden(text: str) -> str:
    """The statement without the marks around what is hidden; comments stay, and lines stay where they are."""
    found: list[str] = []
    opened: list[str] = []
    at = 0
    for match in _MARKS.finditer(text):
        mark = match.group()
        if opened[-1:] == ["/*"] and mark != "*/":
            continue
        if mark.startswith("/*"):
            opened.append("/*" if mark == "/*" else "/*!")
            gone = mark != "/*"
        elif mark == "*/":
            gone = bool(opened) and opened.pop() == "/*!"
        else:
            gone = False
        if gone:
            found += [text[at : match.start()], " "]
            at = match.end()
    return "".join([*found, text[at:]]).strip()

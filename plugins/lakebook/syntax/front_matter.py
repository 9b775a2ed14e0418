"""Front matter of a Markdown page, through python-frontmatter's handler interface into our strict loader.

Only the handler's three steps are used (detect, split, load), on the raw text:
``frontmatter.parse`` strips the text first, which would shift every position.
"""

from __future__ import annotations

import re
from typing import Any

import msgspec
from frontmatter.default_handlers import BaseHandler

from lakebook.syntax import SyntaxTrouble, Unreadable
from lakebook.syntax.cut_texts import cut_texts
from lakebook.syntax.strict_yaml import Document, parse


class Page(msgspec.Struct):
    """A Markdown page in two parts."""

    document: Document | None
    """The front matter; None where there is none or it could not be read."""
    front_line: int
    """Line of the file where the front matter's first key stands; positions of the document count from there."""
    body: str
    body_line: int
    """Line of the file where the body starts, from 1."""
    troubles: list[SyntaxTrouble]
    """What could not be taken, with positions of the file."""
    cut: list[SyntaxTrouble] = []
    """Texts of the front matter that end sooner than their author thinks."""


class StrictYAMLHandler(BaseHandler):
    """``---`` fences around strict YAML; positions count from the first line after the fence."""

    FM_BOUNDARY = re.compile(r"^-{3}[ \t]*\r?$", re.MULTILINE)
    START_DELIMITER = END_DELIMITER = "---"

    def load(self, fm: str, **kwargs: object) -> Any:
        """The Document of the front matter. Raises Unreadable."""
        return parse(fm.encode())

    def export(self, metadata: dict[str, object], **kwargs: object) -> str:
        """Not offered: pages are written by the writers."""
        raise NotImplementedError


_HANDLER = StrictYAMLHandler()


def split(content: bytes) -> Page:
    """Split one page.

    Raises:
        Unreadable: the file is not UTF-8.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        message = f"byte 0x{content[error.start]:02x} is not UTF-8 (Latin-1 or Windows-1252?)"
        raise Unreadable(SyntaxTrouble("file_unreadable", message, "save the file as UTF-8", line, 1)) from None
    if not _HANDLER.detect(text) or not text.startswith("---"):
        return Page(None, 0, text, 1, [])
    try:
        front, body = _HANDLER.split(text)
    except ValueError:
        hint = "close the front matter with a line '---'"
        trouble = SyntaxTrouble("front_matter_unreadable", "the front matter is never closed", hint, 1, 1)
        return Page(None, 2, text, 1, [trouble])
    front_line = 2
    if front.startswith(("\n", "\r\n")):
        front = front.split("\n", 1)[1]
    body_line = text[: len(text) - len(body)].count("\n") + 1
    try:
        document = _HANDLER.load(front)
    except Unreadable as error:
        trouble = msgspec.structs.replace(
            error.trouble, check="front_matter_unreadable", line=error.trouble.line + front_line - 1
        )
        return Page(None, front_line, body, body_line, [trouble])
    troubles = [msgspec.structs.replace(t, line=t.line + front_line - 1) for t in document.troubles]
    return Page(document, front_line, body, body_line, troubles, cut_texts(front.encode(), front_line))

"""What people wrote beside the cells of a workbook."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from xml.etree import ElementTree

import msgspec

from lakebook.syntax import Unreadable
from lakebook.syntax.workbook_guard import listed_sheets, package_parts, relation_targets

_MOST_NAMED = 3
_MOST_LETTERS = 60


class Comment(msgspec.Struct, frozen=True):
    """A comment; of one that has answers each part is one."""

    sheet: str
    cell: str
    author: str
    """Empty where the program that saved it forgets who wrote it, as LibreOffice does."""
    text: str


def comments_of(content: bytes) -> list[Comment]:
    """The comments of an .xlsx or .xlsm that has passed the guard, sheet by sheet; none of other files."""
    if not content.startswith(b"PK\x03\x04"):
        return []
    found: list[Comment] = []
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        try:
            parts = package_parts(archive)
        except Unreadable:  # an .ods
            return []
        for sheet in listed_sheets(archive, parts):
            for part in relation_targets(archive, parts, sheet.part, "/comments").values():
                found += _plain(sheet.name, _read(archive, parts, part))
            for part in relation_targets(archive, parts, sheet.part, "/threadedComment").values():
                found += _answered(sheet.name, _read(archive, parts, part))
    return [comment for comment in found if comment.text]


def named(comments: Sequence[Comment]) -> str:
    """``2 comments (Columns!H3: 'Ask Ann'; ...)``: how many, where the first of them stand, and how they begin."""
    said = [f"{comment.sheet}!{comment.cell}: {_short(comment.text)!r}" for comment in comments[:_MOST_NAMED]]
    more = f" and {len(comments) - _MOST_NAMED:,} more" if len(comments) > _MOST_NAMED else ""
    return f"{len(comments):,} comment{'s' if len(comments) > 1 else ''} ({'; '.join(said)}{more})"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _MOST_LETTERS else f"{line[: _MOST_LETTERS - 3]}..."


def _read(archive: zipfile.ZipFile, parts: dict[str, zipfile.ZipInfo], part: str) -> ElementTree.Element:
    return ElementTree.fromstring(archive.read(parts[part]) if part in parts else "<none/>")


def _plain(sheet: str, part: ElementTree.Element) -> Iterator[Comment]:
    """Those of the old kind, but for what Excel writes there for programs that do not know the new one."""
    authors = [author.text or "" for author in part.findall("{*}authors/{*}author")]
    for comment in part.findall("{*}commentList/{*}comment"):
        number = int(comment.get("authorId", "0"))
        author = authors[number] if number < len(authors) else ""
        if not author.startswith("tc={"):
            text = "".join(run.text or "" for run in comment.findall(".//{*}t")).strip()
            yield Comment(sheet, comment.get("ref", ""), author.strip(), text)


def _answered(sheet: str, part: ElementTree.Element) -> Iterator[Comment]:
    for comment in part.findall("{*}threadedComment"):
        yield Comment(sheet, comment.get("ref", ""), "", (comment.findtext("{*}text") or "").strip())

"""Where decisions keep their metadata -> one flat list of entries: front matter, bullets, tables, lines."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from lakebook.syntax.markdown_outline import Heading
from lakebook.syntax.strict_yaml import Document, KeyPath, Value

KEYS = {
    "status": "status state",
    "date": "date created decided decision_date date_decided decided_on",
    "review": "review review_date review_by next_review",
    "deciders": "deciders decider decision_makers decision_maker author authors",
    "consulted": "consulted",
    "informed": "informed",
    "summary": "summary description short_description",
    "tags": "tags",
    "datasets": "datasets",
    "products": "products",
    "title": "title",
    "id": "id",
    "supersedes": "supersedes supercedes replaces obsoletes",
    "superseded_by": "superseded_by superceded_by replaced_by obsoleted_by reverted_by superseded superceded",
    "amends": "amends",
    "amended_by": "amended_by",
    "clarifies": "clarifies",
    "clarified_by": "clarified_by",
    "extends": "extends",
    "extended_by": "extended_by",
    "refines": "refines",
    "refined_by": "refined_by",
    "depends_on": "depends_on requires",
    "required_by": "required_by",
    "relates_to": "relates_to related_to related",
}
"""What an entry is about -> the words that files use for it."""

_MEANING = {word: key for key, words in KEYS.items() for word in words.split()}
_EMPTY = frozenset(["", "null", "~", "none", "n/a", "na", "-", "–", "—", "[]", "{}", '""', "''"])
_FRONT_ONLY = frozenset(["id", "title"])
_KEY = r"[A-Za-z][A-Za-z _-]{1,30}"
_TABLE_ROW = re.compile(rf"\s*\|\s*\**({_KEY}?)\s*:?\**\s*:?\s*\|((?:\\\||[^|])*)")
_LINE = re.compile(rf"(\s*(?:[-*+]\s+)?)(\**)({_KEY}?)\s*(?::\**|\**:)(?=\s|$)")
_INLINE_NEXT = re.compile(rf"\s\|\s+(?=\*\*{_KEY}:?\*\*)")


class Entry(msgspec.Struct, frozen=True):
    """One value of the metadata; a list gives one entry per item."""

    key: str
    """A key of KEYS."""
    text: str
    line: int
    """Line of the file, from 1."""
    column: int
    style: str
    """front-matter, table, bullets or line."""
    bare: bool = False
    """Written without quotes in front matter, where other tools may take it for a number or a date."""

    @property
    def is_empty(self) -> bool:
        """Whether it only says that there is nothing to say: ``null``, ``N/A``, a dash."""
        return self.text.strip().lower() in _EMPTY


def meaning(word: str) -> str:
    """The key of KEYS that *word* stands for; empty when it is none."""
    return _MEANING.get(re.sub(r"[ -]+", "_", word.strip().lower()), "")


def front_entries(document: Document, lines: list[str], front_line: int) -> Iterator[Entry]:
    """Entries of the front matter; a map below ``adr:`` counts as if it stood at the top.

    *lines* are those of the file, *front_line* the line where the front matter's first key stands.
    """
    top = document.value if isinstance(document.value, dict) else {}
    nested = top.get("adr")
    for path, values in (((), top), (("adr",), nested if isinstance(nested, dict) else {})):
        for word, value in values.items():
            if key := meaning(word):
                yield from _scalars(document, key, value, (*path, word), lines, front_line)


def _scalars(
    document: Document, key: str, value: Value, path: KeyPath, lines: list[str], front_line: int
) -> Iterator[Entry]:
    if isinstance(value, list):
        for index, item in enumerate(value):
            yield from _scalars(document, key, item, (*path, index), lines, front_line)
        return
    line, column = document.position(path)
    line += front_line - 1
    text = value if isinstance(value, str) else "{" + ", ".join(value) + "}"
    rest = lines[line - 1][column - 1 :] if line <= len(lines) else ""
    if isinstance(path[-1], str):
        rest = rest.partition(":")[2].lstrip()
    yield Entry(key, text.strip(), line, column, "front-matter", not rest.startswith(("'", '"', "|", ">")))


def header_entries(lines: list[str], headings: list[Heading], first_line: int) -> Iterator[Entry]:
    """Entries of the lines between the title and the first section (or of a section called Metadata).

    *lines* are those of the body without code fences and comments; *first_line* is where it starts in the file.
    """
    for first, last in _header_ranges(headings, len(lines)):
        for number in range(first, last + 1):
            for entry in _line_entries(lines, number):
                if entry.key not in _FRONT_ONLY:
                    yield msgspec.structs.replace(entry, line=entry.line + first_line - 1)


def _header_ranges(headings: list[Heading], last: int) -> Iterator[tuple[int, int]]:
    sections = [heading for heading in headings if not _is_metadata(heading.text)]
    has_title = bool(sections) and sections[0].level == 1
    following = sections[1:] if has_title else sections
    yield 1, (following[0].line - 1 if following else last)
    for heading in following:
        if heading.text.lower().rstrip(":") in ("metadata", "meta", "document information"):
            yield heading.first, heading.last


def _is_metadata(line: str) -> bool:
    """Whether a line with a rule below it, which makes it a heading, is ``Date: 2024-01-31`` all the same."""
    match = _LINE.match(line)
    return bool(match and meaning(match.group(3)))


def _line_entries(lines: list[str], number: int) -> Iterator[Entry]:
    line = lines[number - 1]
    if line.lstrip().startswith("|"):
        if (match := _TABLE_ROW.match(line)) and (key := meaning(match.group(1))):
            yield _entry(key, match.group(2), number, match.start(2), "table")
        return
    start = 0
    for part in _INLINE_NEXT.split(line):
        start = line.index(part, start)
        match = _LINE.match(part)
        if match and (key := meaning(match.group(3))):
            style = "bullets" if match.group(1).strip() else "line"
            if part[match.end() :].strip():
                yield _entry(key, part[match.end() :], number, start + match.end(), style)
            else:
                yield from _below(lines, number, key, style)
        start += len(part)


def _below(lines: list[str], number: int, key: str, style: str) -> Iterator[Entry]:
    """Values on the lines below a key that has none beside it: an indented list, or one line."""
    found = False
    for below in range(number, len(lines)):
        item = (
            re.match(r"\s*[-*+]\s+(?=\S)", lines[below])
            if style == "line"
            else re.match(r"\s+[-*+]\s+(?=\S)", lines[below])
        )
        if item and not _LINE.match(lines[below][item.end() :]):
            yield _entry(key, lines[below][item.end() :], below + 1, item.end(), style)
            found = True
            continue
        if not found and below == number and lines[below].strip() and not item and not _LINE.match(lines[below]):
            yield _entry(key, lines[below], below + 1, 0, style)
        return


def _entry(key: str, text: str, line: int, start: int, style: str) -> Entry:
    lead = len(text) - len(text.lstrip())
    return Entry(key, text.strip(), line, start + lead + 1, style)

"""A decision's file in its parts: front matter (wherever it stands), text without code, headings, entries."""

from __future__ import annotations

import re

import msgspec

from lakebook.readers._decision_metadata import Entry, front_entries, header_entries, meaning
from lakebook.readers._decision_relations import Line
from lakebook.syntax import SyntaxTrouble, Unreadable, front_matter, markdown_outline
from lakebook.syntax.front_matter import Page
from lakebook.syntax.markdown_outline import Heading
from lakebook.syntax.strict_yaml import Document, parse

_SIGNS = re.compile(r"(?:\d+[.)]\s*)?(?:status|decision|decision outcome):?$", re.IGNORECASE)
_BULLET = re.compile(r"\s*(?:[-*+]|\d+[.)])?\s+|\s*")
_RULE = re.compile(r"\s*(?:-{3,}|\*{3,}|_{3,})\s*$")
_LONGEST_FRONT = 60


class DecisionFile(msgspec.Struct):
    """One file, taken apart. Line numbers of ``headings`` count from the first line of the body."""

    page: Page
    lines: list[str]
    """The body without code fences and comments."""
    headings: list[Heading]
    entries: list[Entry]
    misplaced: int = 0
    """Line of the file where front matter starts that is not at the top; 0 where there is none."""

    def of(self, key: str) -> list[Entry]:
        """Entries of one key that say something, in the order of the file."""
        return [entry for entry in self.entries if entry.key == key and not entry.is_empty]

    def section(self, *titles: str) -> list[Line]:
        """Lines of the first section with one of these titles (lower case), without blank ones and bullets' marks."""
        for heading in self.headings:
            if heading.text.lower().rstrip(":").strip() in titles:
                return [line for number in range(heading.first, heading.last + 1) if (line := self._line(number)).text]
        return []

    def _line(self, number: int) -> Line:
        text = self.lines[number - 1]
        match = _BULLET.match(text)
        start = match.end() if match else 0
        words = "" if _RULE.match(text) else text[start:].strip()
        return Line(words, number + self.page.body_line - 1, start + 1)

    def file_line(self, heading: Heading) -> int:
        """Line of the file where *heading* stands."""
        return heading.line + self.page.body_line - 1

    def has_signs(self) -> bool:
        """Whether the text is a decision's, whatever its name: it has a status, or a heading Status or Decision."""
        return bool(self.of("status")) or any(_SIGNS.match(heading.text) for heading in self.headings)


def read_file(content: bytes) -> DecisionFile:
    """Take one file apart.

    Raises:
        Unreadable: the file is not UTF-8.
    """
    page = front_matter.split(content)
    misplaced = 0
    if page.document is None and not page.troubles:
        page, misplaced = _with_misplaced(page)
    lines = [line.rstrip("\r") for line in markdown_outline.blank_out(page.body).split("\n")]
    headings = markdown_outline.outline(page.body)
    entries: list[Entry] = []
    if page.document is not None:
        file_lines = content.decode("utf-8-sig").split("\n")
        entries += front_entries(page.document, file_lines, page.front_line)
    never_closed = page.body_line == 1 and bool(page.troubles) and not misplaced
    if not never_closed:  # else the lines of the front matter would pass for lines of the text
        entries += header_entries(lines, headings, page.body_line)
    return DecisionFile(page, lines, headings, entries, misplaced)


def _with_misplaced(page: Page) -> tuple[Page, int]:
    """The page with front matter that stands below a comment or the title taken as such, and its line; else 0."""
    lines = page.body.split("\n")
    clean = [line.rstrip("\r") for line in markdown_outline.blank_out(page.body).split("\n")]
    first = next((number for number, line in enumerate(clean) if line.strip() and not line.startswith("# ")), -1)
    if first < 0 or clean[first].rstrip() != "---":
        return page, 0
    window = range(first + 1, min(first + _LONGEST_FRONT, len(clean)))
    last = next((number for number in window if clean[number].rstrip() == "---"), -1)
    inner = lines[first + 1 : last] if last > 0 else []
    if not any(meaning(line.partition(":")[0]) for line in inner if ":" in line):
        return page, 0
    front_line = page.body_line + first + 1
    document, troubles = _parse("\n".join(inner), front_line)
    for number in range(first, last + 1):
        lines[number] = ""
    return Page(document, front_line, "\n".join(lines), page.body_line, troubles), front_line - 1


def _parse(front: str, front_line: int) -> tuple[Document | None, list[SyntaxTrouble]]:
    try:
        document = parse(front.encode())
    except Unreadable as error:
        troubles, found = [error.trouble], None
    else:
        troubles, found = document.troubles, document
    return found, [msgspec.structs.replace(trouble, line=trouble.line + front_line - 1) for trouble in troubles]

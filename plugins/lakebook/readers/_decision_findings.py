"""What one decision's file gets wrong by itself, left for the checks of the family."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

import msgspec

from lakebook.diagnostics import Finding, Location
from lakebook.model.decision import RELATIONS
from lakebook.readers._decision_file import DecisionFile
from lakebook.readers._decision_metadata import meaning
from lakebook.readers._decision_names import PathName, is_index
from lakebook.readers._decision_status import is_placeholder
from lakebook.readers._findings import from_syntax

_ODD_CHARACTERS = re.compile(r"[^A-Za-z0-9._-]")
_BODY_PLACEHOLDER = re.compile(r"\s*(?:[-*+] |#{1,6} )?(\{[A-Za-z][^{}\"=]* [^{}\"=]*\})\s*$")
_SHOWN = 60


class Report(msgspec.Struct):
    """Findings about one decision."""

    path: str
    subject: str
    findings: list[Finding] = []

    def add(self, check: str, line: int, column: int, message: str, hint: str = "", field: str = "") -> None:
        """Leave a finding for ``decision_<check>``."""
        location = Location(self.path, line, column)
        self.findings.append(Finding(location, message, hint, self.subject, field, f"decision_{check}"))


def shown(text: str) -> str:
    """The text in one line, short enough for a message."""
    text = " ".join(text.split())
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def report_syntax(file: DecisionFile, report: Report, content: bytes) -> frozenset[str]:
    """Report what the front matter's YAML gets wrong; the keys of KEYS that are given twice."""
    twice = set()
    for trouble in file.page.troubles:
        check = "front_matter_duplicate_key" if trouble.check == "key_duplicated" else "front_matter_yaml"
        report.add(check, trouble.line, trouble.column, trouble.message, trouble.hint)
        if trouble.check == "key_duplicated":
            line = content.decode("utf-8-sig").split("\n")[trouble.line - 1]
            twice.add(meaning(line[trouble.column - 1 :].partition(":")[0]))
    report.findings += [from_syntax(report.path, trouble) for trouble in file.page.cut]
    document = file.page.document
    if document is not None and not isinstance(document.value, dict):
        hint = "write 'status: accepted', 'date: 2026-10-30' and so on, one a line"
        report.add("front_matter_yaml", file.page.front_line, 1, "expected 'key: value' lines, not a list", hint)
    return frozenset(twice)


def report_file(file: DecisionFile, report: Report) -> None:
    """Report what concerns the file as a whole: its name, where front matter is, its titles, what a template left."""
    folder, name = posixpath.split(report.path)
    name = posixpath.basename(folder) if is_index(name) else name
    if match := _ODD_CHARACTERS.search(name):
        report.add(
            "file_name", 0, 0, f"'{name}' holds {match.group()!r}", f"rename it to {_ODD_CHARACTERS.sub('-', name)}"
        )
    if file.misplaced:
        message = "front matter does not start on line 1, so other tools print it as text"
        report.add("front_matter_not_first", file.misplaced, 1, message, "move it to the top of the file")
    tops = [heading for heading in file.headings if heading.level == 1]
    if len(tops) > 1:
        message = f"{len(tops)} headings of the first level: only the title may be one"
        report.add("several_h1", file.file_line(tops[1]), 1, message, f"write '## {tops[1].text}'")
    for number, line in enumerate(file.lines, file.page.body_line):
        if (match := _BODY_PLACEHOLDER.match(line)) and not line.startswith("# "):
            message = f"'{shown(match.group(1))}' was left from a template"
            report.add("placeholder_left", number, match.start(1) + 1, message, "replace it, or delete it", "body")
            return


def report_octal(file: DecisionFile, report: Report) -> None:
    """Report bare numbers with a leading zero, which YAML readers take for octal or for another number."""
    for entry in file.entries:
        if entry.bare and (entry.key == "id" or entry.key in RELATIONS) and re.fullmatch(r"0\d{1,8}", entry.text):
            message = f"{entry.key} {entry.text} is a bare number: {_misread(entry.text)}"
            hint = f'write adr-{int(entry.text):04}, or "{entry.text}" in quotes'
            report.add("yaml_octal_number", entry.line, entry.column, message, hint, entry.key)


def _misread(digits: str) -> str:
    try:
        return f"other tools read it as {int(digits, 8)}"
    except ValueError:
        return "some tools read it as text, others refuse it"


def report_number(report: Report, name: PathName, number: int | None, title: str, line: int, column: int) -> None:
    """Report a title that carries another number than the file."""
    if number is not None and name.number is not None and number != name.number:
        message = f"the title says {number}, the file name says {name.number}"
        hint = f"write '# {name.number}. {title}', or rename the file"
        report.add("number_title_mismatch", line, column, message, hint, "title")


def report_placeholders(file: DecisionFile, report: Report) -> Iterator[str]:
    """Report values left from a template, take them out of the entries, and yield their keys."""
    kept = []
    for entry in file.entries:
        if is_placeholder(entry.text, entry.key):
            message = f"{entry.key} '{shown(entry.text)}' was left from a template"
            hint = f"write the {entry.key.replace('_', ' ')}, or delete the line"
            report.add("placeholder_left", entry.line, entry.column, message, hint, entry.key)
            yield entry.key
        else:
            kept.append(entry)
    file.entries = kept

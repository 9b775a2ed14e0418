"""Architecture decision records of every dialect: Nygard, MADR 2 to 4, log4brains, tables, and mixtures."""

from __future__ import annotations

import posixpath
import re

from lakebook.model.decision import Decision
from lakebook.readers import Records, reader
from lakebook.readers._decision_fields import read_dates, read_relations, read_state
from lakebook.readers._decision_file import DecisionFile, read_file
from lakebook.readers._decision_findings import (
    Report,
    report_file,
    report_number,
    report_octal,
    report_placeholders,
    report_syntax,
    shown,
)
from lakebook.readers._decision_names import (
    PathName,
    TitleWords,
    is_annex,
    is_index,
    is_named_as_decision,
    is_template,
    read_path,
    read_title,
)
from lakebook.readers._decision_status import is_placeholder
from lakebook.readers._decision_summary import summary_of
from lakebook.readers._findings import from_syntax
from lakebook.settings import Settings
from lakebook.syntax import Unreadable

_LINK = re.compile(r"\[([^\[\]]*)\]\([^()]*\)")


def _claims(path: str, settings: Settings) -> bool:
    return path.startswith(f"{settings.folders.decisions}/") and path.lower().endswith(".md")


@reader(_claims)
def decision_record(path: str, content: bytes, settings: Settings) -> Records:
    """The decision of one Markdown file; no records for a template, an index or an annex."""
    inside = path.removeprefix(f"{settings.folders.decisions}/")
    if is_template(inside) or is_annex(inside) or (is_index(inside) and not posixpath.dirname(inside)):
        return Records()
    try:
        file = read_file(content)
    except Unreadable as error:
        return Records(findings=[from_syntax(path, error.trouble)])
    if not is_named_as_decision(inside) and not file.has_signs():
        return Records()
    name = read_path(inside)
    report = Report(path, _id(file, name))
    decision = _decision(file, name, report, content)
    return Records(decisions=[decision], findings=report.findings)


def _id(file: DecisionFile, name: PathName) -> str:
    """The front matter's id where it is text; a bare number is none, for tools disagree about what it means."""
    for entry in file.of("id"):
        if not (entry.bare and entry.text.isdigit()) and not is_placeholder(entry.text):
            return entry.text
    return name.id


def _decision(file: DecisionFile, name: PathName, report: Report, content: bytes) -> Decision:
    twice = report_syntax(file, report, content)
    report_file(file, report)
    report_octal(file, report)
    left = frozenset(report_placeholders(file, report))
    silent = left | twice
    if any(trouble.check != "key_duplicated" for trouble in file.page.troubles):
        silent |= {"title", "status", "date"}
    title, line = _title(file, name, report, silent)
    own_number = title.number if name.id == name.stem and name.date is None else None
    decision = Decision(
        id=report.subject,
        number=own_number if name.number is None else name.number,
        title=title.text,
        tags=_words(file, "tags", r"[,\s]+"),
        datasets=_words(file, "datasets"),
        products=_words(file, "products"),
        deciders=_words(file, "deciders"),
        consulted=_words(file, "consulted"),
        informed=_words(file, "informed"),
        summary=summary_of(file),
        ignore=_ignore(file),
        body=file.page.body,
        body_line=file.page.body_line,
        path=report.path,
        line=line,
    )
    read_relations(file, decision, report)
    read_state(file, decision, report, silent)
    if "status" in twice:
        decision.status = ""
    read_dates(file, decision, report, name.date, silent)
    return decision


def _title(file: DecisionFile, name: PathName, report: Report, silent: frozenset[str]) -> tuple[TitleWords, int]:
    """Title and the line it stands on: the front matter's, else the first heading of the first level."""
    found: list[tuple[str, int, int]] = [(entry.text, entry.line, entry.column) for entry in file.of("title")]
    top = next((heading for heading in file.headings if heading.level == 1), None)
    if top is not None:
        below = file.section("title") if top.text.lower() == "title" else []
        found.append((below[0].text, below[0].line, 1) if below else (top.text, file.file_line(top), 1))
    for text, line, column in found:
        if is_placeholder(text, "title"):
            hint = "write what was decided, in a few words"
            report.add(
                "placeholder_left", line, column, f"title '{shown(text)}' was left from a template", hint, "title"
            )
            return TitleWords(""), line
        words = read_title(text, name)
        report_number(report, name, words.number, words.text, line, column)
    if found:
        return read_title(found[0][0], name), found[0][1]
    if "title" not in silent:
        hint = "write '# ' and what was decided, above the first section"
        report.add("title_missing", file.page.body_line, 1, "the decision has no title", hint, "title")
    return TitleWords(""), file.page.front_line or 1


def _words(file: DecisionFile, key: str, separator: str = r"\s*,\s*") -> list[str]:
    """The items of a list, whether written as one or with commas; a link counts as its text."""
    texts = [_LINK.sub(r"\1", entry.text) for entry in file.of(key)]
    return [word for text in texts for word in re.split(separator, text.strip()) if word]


def _ignore(file: DecisionFile) -> dict[str, str]:
    """Checks that the decision silences -> reason."""
    value = file.page.document.value if file.page.document is not None else {}
    given = value.get("ignore") if isinstance(value, dict) else None
    return {key: reason for key, reason in given.items() if isinstance(reason, str)} if isinstance(given, dict) else {}

"""Status, dates and relations of a decision, gathered from wherever its file keeps them."""

from __future__ import annotations

import datetime
import re

from lakebook.model.decision import STATUSES, Decision, Relation
from lakebook.readers._dates import read_date
from lakebook.readers._decision_file import DecisionFile
from lakebook.readers._decision_findings import Report, shown
from lakebook.readers._decision_metadata import Entry
from lakebook.readers._decision_relations import (
    Line,
    relation_of_entry,
    relations_of_line,
    relations_of_links,
    relations_of_status,
    unmatched_text,
)
from lakebook.readers._decision_status import Reading, is_placeholder, is_status_alone, read_status, strictest

_STATUS_TITLES = ("status", "decision status", "1. status")
_RELATED_TITLES = ("related adrs", "related decisions", "related", "relations", "related records")
_ISO_SHAPE = re.compile(r"\d{4}-\d{2}-\d{2}$")


def read_relations(file: DecisionFile, decision: Decision, report: Report) -> None:
    """Fill in the relations, each once, in the order front matter and header, Status section, lists of links."""
    found: dict[tuple[str, str], Relation] = {}
    relations = [relation for entry in file.entries for relation in relation_of_entry(entry)]
    relations += relations_of_status(_status_lines(file))
    relations += relations_of_links(file.section("links"), plain=False)
    relations += relations_of_links(file.section(*_RELATED_TITLES), plain=True)
    for relation in relations:
        found.setdefault((relation.kind, relation.target), relation)
    decision.relations = list(found.values())
    for relation in decision.relations:
        if relation.text:
            message = (
                f"{_said(relation.kind)} '{shown(relation.target)}' is followed by words: '{shown(relation.text)}'"
            )
            hint = f"write {relation.target} alone, and what is limited about it in the text"
            report.add("relation_free_text", relation.line, relation.column, message, hint, relation.kind)
    for entry in file.entries:
        if unmatched_text(entry):
            message = f"{_said(entry.key)} '{shown(entry.text)}' names no decision"
            hint = "write the id of the decision, such as adr-0007, or a link to its file"
            report.add("relation_free_text", entry.line, entry.column, message, hint, entry.key)


def _said(kind: str) -> str:
    return kind.replace("_", " ")


def _status_lines(file: DecisionFile) -> list[Line]:
    return [line for line in file.section(*_STATUS_TITLES) if not is_placeholder(line.text, "status")]


def read_state(file: DecisionFile, decision: Decision, report: Report, silent: frozenset[str]) -> None:
    """Fill in the status. Where two places differ, the one that lets less pass holds, and the other is reported."""
    readings = [read_status(entry.text, entry.line, entry.column, entry.style) for entry in file.of("status")]
    readings += _section_readings(file)
    readings += _implied_readings(decision, readings)
    if not readings:
        if not _report_template_status(file, report) and "status" not in silent:
            hint = f"write a status: one of {', '.join(STATUSES)}"
            report.add("status_missing", decision.line, 1, "the decision has no status", hint, "status")
        return
    chosen = strictest([reading for reading in readings if reading.status]) if readings[0].status else readings[0]
    decision.status, decision.partial, decision.raw_status = chosen.status, chosen.partial, chosen.raw
    decision.dialect = chosen.style
    if not chosen.known:
        hint = f"write one of {', '.join(STATUSES)}"
        message = f"status '{shown(chosen.raw)}' is not one that is known"
        report.add("status_unknown", chosen.line, chosen.column, message, hint, "status")
    _report_contradiction(readings, report)
    if chosen.status == "superseded" and not decision.related("superseded_by"):
        message = "superseded, but by which decision is not said"
        hint = "write 'superseded_by: adr-0012' in the front matter, or 'Superseded by [12. Title](0012-title.md)'"
        report.add("superseded_without_successor", chosen.line, chosen.column, message, hint, "superseded_by")


def _section_readings(file: DecisionFile) -> list[Reading]:
    """The section's first line that is no relation to something else, and later ones that are a status again."""
    readings: list[Reading] = []
    for line in _status_lines(file):
        reading = read_status(line.text, line.line, line.column, "sections")
        kinds = {relation.kind for relation in relations_of_line(line)}
        first = not readings and (reading.status or not kinds)
        again = readings and reading.status and (is_status_alone(line.text) or "superseded_by" in kinds)
        if first or again:
            readings.append(reading)
    return readings


def _implied_readings(decision: Decision, readings: list[Reading]) -> list[Reading]:
    """Superseded, where a successor is named and no status says that the decision ended."""
    if any(reading.status in ("superseded", "deprecated", "rejected") for reading in readings):
        return []
    return [
        Reading(f"superseded by {found.target}", "superseded", True, bool(found.text), found.line, found.column)
        for found in decision.related("superseded_by")[:1]
    ]


def _report_template_status(file: DecisionFile, report: Report) -> bool:
    for line in file.section(*_STATUS_TITLES):
        if is_placeholder(line.text, "status"):
            message = f"status '{shown(line.text)}' was left from a template"
            report.add("placeholder_left", line.line, line.column, message, "write the status", "status")
            return True
    return False


def _report_contradiction(readings: list[Reading], report: Report) -> None:
    first = readings[0]
    other = next((reading for reading in readings if reading.status not in ("", first.status)), None)
    if first.status and other is not None:
        message = f"status is '{shown(first.raw)}' here and '{shown(other.raw)}' on line {other.line}"
        hint = "delete the one that no longer holds"
        report.add("status_contradiction", first.line, first.column, message, hint, "status")


def read_dates(
    file: DecisionFile, decision: Decision, report: Report, named: datetime.date | None, silent: frozenset[str]
) -> None:
    """Fill in the date of the decision and of its review; *named* is the date that the path carries."""
    for entry in file.of("review")[:1]:
        decision.review = _date(entry, report)
    entries = file.of("date") or _section_dates(file)
    if entries:
        decision.date = _date(entries[0], report)
        decision.dialect = decision.dialect or entries[0].style
        return
    decision.date = named
    if named is None and "date" not in silent:
        hint = "write 'date: 2026-10-30' in the front matter, or a line 'Date: 2026-10-30' below the title"
        report.add("date_missing", decision.line, 1, "the decision has no date", hint, "date")


def _section_dates(file: DecisionFile) -> list[Entry]:
    """The date of a section ``Date``, or the first one of a changelog."""
    lines = file.section("date")[:1] + file.section("changelog", "change log", "history")
    found = [line for line in lines if read_date(line.text).date is not None]
    return [Entry("date", line.text, line.line, line.column, "sections") for line in found[:1]]


def _date(entry: Entry, report: Report) -> datetime.date | None:
    """The entry's date; one that is not written as YYYY-MM-DD, or is not in the calendar, is reported."""
    found = read_date(entry.text)
    if found.date is None and entry.style == "front-matter" and _ISO_SHAPE.match(entry.text):
        hint = "write a day of the calendar, such as 2026-10-30"
        message = f"{entry.key} {entry.text} is not in the calendar"
        report.add("front_matter_yaml", entry.line, entry.column, message, hint, entry.key)
    elif found.date is None:
        hint = "write the day as 2026-10-30"
        report.add(
            "date_not_iso", entry.line, entry.column, f"{entry.key} '{shown(entry.text)}' is no day", hint, entry.key
        )
    elif not found.iso:
        message = f"{entry.key} '{shown(entry.text)}' is not written the ISO way"
        report.add("date_not_iso", entry.line, entry.column, message, f"write {found.date}", entry.key)
    return found.date

"""Workflow commands of GitHub Actions: findings beside the lines of a pull request.

GitHub shows ten of each kind a step, so that errors come first; ``lakebook check`` adds the Markdown report to the
summary of the job, where all are. Known findings are left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from lakebook.book import Book
from lakebook.diagnostics import Diagnostic, Severity
from lakebook.reporters._repository import folder_in_repository
from lakebook.reporters._wording import count, in_workbook, plain

SHOWN = 10
"""Annotations of one kind that GitHub shows of one step."""
_COMMANDS = {Severity.error: "error", Severity.warning: "warning", Severity.info: "notice"}


def github(diagnostics: Iterable[Diagnostic], book: Book) -> str:
    """One command a finding; nothing when there is none."""
    new = [one for one in diagnostics if not one.known]
    folder = folder_in_repository(book)
    counts = Counter(one.severity for one in new)
    lines = [_command(one, folder) for severity in Severity for one in new if one.severity is severity]
    if any(number > SHOWN for number in counts.values()):
        said = ", ".join(count(counts[severity], severity) for severity in Severity if counts[severity])
        text = f"{said}: GitHub shows {SHOWN} of each kind here, the summary of the job all"
        lines.insert(0, f"::notice title=Lakebook::{text}")
    return "".join(f"{line}\n" for line in lines)


def _command(one: Diagnostic, folder: str) -> str:
    place = one.location
    properties = {"file": folder + place.path}
    if place.line:
        properties |= {"line": str(place.line), "endLine": str(place.line)}
    if place.line and place.column:
        properties["col"] = str(place.column)
    properties["title"] = f"{one.code} {one.name}"
    said = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    hint = f"\nhint: {one.hint}" if one.hint else ""
    return f"::{_COMMANDS[one.severity]} {said}::{_data(in_workbook(place) + one.message + hint)}"


def _data(text: str) -> str:
    return plain(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")

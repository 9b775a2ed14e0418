"""Code Quality report of GitLab (``artifacts:reports:codequality``).

GitLab shows only the description, so that code, cell and hint stand in it; it shows nothing of a report whose lines are
not whole numbers, and findings of one fingerprint once. Known findings are listed, too: GitLab compares with the target
branch by itself, and what is gone is shown as resolved.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from lakebook.book import Book
from lakebook.diagnostics import Diagnostic, Severity
from lakebook.reporters._repository import folder_in_repository
from lakebook.reporters._wording import plain, sentence

_SEVERITIES = {Severity.error: "major", Severity.warning: "minor", Severity.info: "info"}


def gitlab(diagnostics: Iterable[Diagnostic], book: Book) -> str:
    """A JSON array, ``[]`` when there is nothing."""
    folder = folder_in_repository(book)
    issues = [
        {
            "description": f"{one.code}: {sentence(one)}",
            "check_name": one.name,
            "fingerprint": one.fingerprint,
            "severity": _SEVERITIES[one.severity],
            "location": {"path": plain(folder + one.location.path), "lines": {"begin": one.location.line or 1}},
        }
        for one in diagnostics
    ]
    return json.dumps(issues, indent=1, ensure_ascii=False) + "\n"

"""Run checks over a book: codes, severities and silencing are given here, not in the checks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping

import msgspec

from lakebook import discovery
from lakebook.book import Book
from lakebook.checks import Check
from lakebook.diagnostics import Diagnostic, Finding, Severity

ROOM = "lakebook.checks"


def all_checks() -> dict[str, Check]:
    """Every check by name, in the order of codes."""
    checks: Mapping[str, Check] = discovery.load_all(ROOM)  # type: ignore[assignment]
    return dict(sorted(checks.items(), key=lambda item: item[1].code))


def find_check(name: str) -> Check | None:
    """The check called *name*, by name or by code, case aside."""
    wanted = name.lower().replace("-", "_")
    return next((check for key, check in all_checks().items() if wanted in (key, check.code.lower())), None)


def run_checks(
    book: Book, checks: Iterable[Check] | None = None, progress: Callable[[int, int], None] | None = None
) -> list[Diagnostic]:
    """Diagnostics of *checks* (all of them by default), in the order of places; *progress* is told done and all."""
    chosen = list(all_checks().values() if checks is None else checks)
    found: list[Diagnostic] = []
    for done, check in enumerate(chosen, 1):
        severity = _severity(book, check)
        if severity is not None:
            found += [
                _diagnostic(check, severity, finding) for finding in check(book) if not _ignored(book, check, finding)
            ]
        if progress is not None:
            progress(done, len(chosen))
    found.sort(key=lambda diagnostic: (diagnostic.location, diagnostic.code, diagnostic.message))
    return _numbered(found)


def _severity(book: Book, check: Check) -> Severity | None:
    """Severity in this book; None where the check is switched off."""
    settings = book.settings
    said = settings.severities.get(check.__name__) or settings.severities.get(check.code)
    if said is not None:
        return None if said == "off" else Severity(said)
    if settings.decisions == "compat" and check.code.startswith("ADR") and check.severity is Severity.error:
        return Severity.warning
    return check.severity


def _diagnostic(check: Check, severity: Severity, finding: Finding) -> Diagnostic:
    return Diagnostic(
        location=finding.location,
        code=check.code,
        name=check.__name__,
        severity=severity,
        message=finding.message,
        hint=finding.hint,
        subject=finding.subject,
        field=finding.field,
    )


def _ignored(book: Book, check: Check, finding: Finding) -> bool:
    """Whether the record the finding is about, or the column, silences the check with a reason."""
    silenced = map(book.silenced_by, _subjects(finding))
    return any(reasons.get(check.__name__) or reasons.get(check.code) for reasons in silenced)


def _subjects(finding: Finding) -> Iterator[str]:
    """The record, and the column that the field belongs to; a column's name may hold dots."""
    yield finding.subject
    first, *rest = finding.field.split(".")
    if first == "columns":
        for end in range(1, len(rest) + 1):
            yield ".".join((finding.subject, *rest[:end]))


def _numbered(diagnostics: list[Diagnostic]) -> list[Diagnostic]:
    """The same, with occurrences counted, so that no two share a fingerprint."""
    seen: Counter[tuple[str, str, str]] = Counter()
    numbered = []
    for diagnostic in diagnostics:
        key = (diagnostic.code, diagnostic.subject or diagnostic.location.path, diagnostic.field)
        if seen[key]:
            diagnostic = msgspec.structs.replace(diagnostic, occurrence=seen[key])
        seen[key] += 1
        numbered.append(diagnostic)
    return numbered

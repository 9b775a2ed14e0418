"""Run checks over a book: codes, severities and silencing are given here, not in the checks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

import msgspec

from lakebook import discovery
from lakebook.book import Book
from lakebook.checks import Check
from lakebook.checks._baseline import Baseline, BaselineError, hold, own_baseline
from lakebook.checks._memory import Memory
from lakebook.diagnostics import Diagnostic, Finding, Severity
from lakebook.model.dataset import Dataset

ROOM = "lakebook.checks"
POLICY = "policy_changed"
"""Check whose findings come first in every report."""


def all_checks() -> dict[str, Check]:
    """Every check by name, in the order of codes."""
    checks: Mapping[str, Check] = discovery.load_all(ROOM)  # type: ignore[assignment]
    return dict(sorted(checks.items(), key=lambda item: item[1].code))


def find_check(name: str) -> Check | None:
    """The check called *name*, by name or by code, case aside."""
    wanted = name.lower().replace("-", "_")
    return next((check for key, check in all_checks().items() if wanted in (key, check.code.lower())), None)


def run_checks(
    book: Book,
    checks: Iterable[Check] | None = None,
    progress: Callable[[int, int], None] | None = None,
    memory: Memory | None = None,
    baseline: Baseline | None = None,
    allowed: Baseline | None = None,
) -> list[Diagnostic]:
    """Diagnostics of *checks* (all of them by default), in the order of places; *progress* is told done and all.

    With the *memory* of a run of all checks, datasets known to be sound are passed over, and it learns of this run.
    What *baseline* holds is marked as known: that of the book's settings unless another one is given. What may be held
    is bounded by *allowed*, as ``hold`` says.
    """
    chosen = list(all_checks().values() if checks is None else checks)
    closing = [check for check in chosen if check.closing]
    others = [check for check in chosen if not check.closing]
    alone = bool(closing) and not others
    if alone:
        others = [check for check in all_checks().values() if not check.closing]
    found = _numbered(_found(book, others, progress, memory))
    unseen = {check.code for check in all_checks().values() if not check.closing} - {check.code for check in others}
    held = hold(book, found, _own(book) if baseline is None else baseline, unseen, allowed)
    last = [diagnostic for check in closing for diagnostic in _told(book, check, check(book, held))]
    return in_order([*([] if alone else held.diagnostics), *last])


def check_datasets(book: Book, datasets: Collection[Dataset]) -> list[Diagnostic]:
    """What the checks that judge each dataset by its surroundings say of these, in the order of places."""
    ids = {dataset.id for dataset in datasets}
    found: list[Diagnostic] = []
    for check in all_checks().values():
        if check.by_dataset and _may_be_heard(book, check):
            found += _told(book, check, (finding for finding in check(book, datasets) if finding.subject in ids))
    return in_order(found)


def _found(
    book: Book, checks: list[Check], progress: Callable[[int, int], None] | None, memory: Memory | None
) -> list[Diagnostic]:
    """What *checks* find, in the order of places."""
    doubtful = memory.doubtful(book) if memory is not None else None
    found: list[Diagnostic] = []
    found_in: set[str] = set()
    for done, check in enumerate(checks, 1):
        if _may_be_heard(book, check):
            findings = list(check(book, doubtful) if check.by_dataset else check(book))
            if check.by_dataset:
                found_in.update(finding.subject for finding in findings)
            found += _told(book, check, findings)
        if progress is not None:
            progress(done, len(checks))
    if memory is not None:
        memory.learn(book, found_in)
    return in_order(found)


def _told(book: Book, check: Check, findings: Iterable[Finding]) -> list[Diagnostic]:
    """Diagnostics of those findings of *check* that are not silenced."""
    heard = (finding for finding in findings if not is_silent(book, check, finding))
    return [_diagnostic(check, _severity(book, check, finding), finding) for finding in heard]


def unsilenced(book: Book, check: Check, findings: Iterable[Finding]) -> list[Diagnostic]:
    """Diagnostics of *findings*, whatever a record silences; *book* says how much they weigh, at least a little."""
    heard = (finding for finding in findings if _said(book, check, finding.location.path) != "off")
    return _numbered([_diagnostic(check, _severity(book, check, finding), finding) for finding in heard])


def in_order(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """What is about policy first, then by place."""
    return sorted(diagnostics, key=lambda one: (one.name != POLICY, one.location, one.code, one.message))


def _own(book: Book) -> Baseline:
    """The book's own baseline; an empty one where it cannot be read, which is a finding of its own."""
    try:
        return own_baseline(book)
    except BaselineError:
        return Baseline()


def _may_be_heard(book: Book, check: Check) -> bool:
    """Whether it is worth running: it is not off everywhere."""
    settings = book.settings
    said = (_named_in(severities, check) for severities in (over.severities for over in settings.overrides))
    return _named_in(settings.severities, check) != "off" or any(one not in ("", "off") for one in said)


def _named_in(severities: Mapping[str, str], check: Check) -> str:
    """What is said there of the check: a severity, ``off``, or nothing."""
    return severities.get(check.__name__) or severities.get(check.code) or ""


def _said(book: Book, check: Check, path: str) -> str:
    """What the book's settings say of the check in the file at *path*; the deepest folder that names it decides."""
    settings = book.settings
    if settings.overrides:
        deepest = max(
            (over for over in settings.overrides if over.covers(path) and _named_in(over.severities, check)),
            key=lambda over: len(over.below.strip("/")),
            default=None,
        )
        if deepest is not None:
            return _named_in(deepest.severities, check)
    return _named_in(settings.severities, check)


def _severity(book: Book, check: Check, finding: Finding) -> Severity:
    """Severity in this book, where the finding stands."""
    if said := _said(book, check, finding.location.path):
        return Severity(said)
    severity = finding.severity or check.severity
    if book.settings.decisions == "compat" and check.code.startswith("ADR") and severity is Severity.error:
        return Severity.warning
    return severity


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
        repairs=finding.repairs,
    )


def is_silent(book: Book, check: Check, finding: Finding) -> bool:
    """Whether nobody is told this finding of the check: it is off there, or silenced with a reason."""
    return _said(book, check, finding.location.path) == "off" or _ignored(book, check, finding)


def _ignored(book: Book, check: Check, finding: Finding) -> bool:
    """Whether the record the finding is about, or the column, silences the check with a reason."""
    silenced = (book.silenced_by(subject, finding.location.path) for subject in subjects(finding))
    return any(reasons.get(check.__name__) or reasons.get(check.code) for reasons in silenced)


def subjects(finding: Finding) -> Iterator[str]:
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

"""The baseline: findings that were there before the gate. They fail nothing, and may only become fewer.

The file is a JSON array, a head and then one finding a line. The comma stands first, so that a finding can come or go
without touching the line of another, and two branches that correct different datasets merge by themselves::

    [{"lakebook-baseline": 1}
    ,{"fingerprint": "3f5c...", "code": "OWN001", "subject": "crm.orders.order", "message": "dataset 'crm.orders..."}
    ]

``fingerprint`` alone decides; the rest is for people. Errors and warnings are held, so that a check may become stricter
one day without stopping everybody; what is for information never stopped anybody.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from typing import Any

import msgspec

from lakebook.book import Book
from lakebook.diagnostics import Diagnostic, Location, Severity
from lakebook.settings import FILE

FORM = "lakebook-baseline"
VERSION = 1
ABOUT_BASELINES = {"baseline_unreadable", "baseline_outdated", "policy_changed"}
"""Checks whose findings no baseline holds: those about baselines and other policy."""
_SHA256 = re.compile(r"[0-9a-f]{64}")
_CONFLICT = re.compile(rb"^(<<<<<<<|=======|>>>>>>>)", re.MULTILINE)
_LONGEST = 100


class Entry(msgspec.Struct, frozen=True):
    """One known finding."""

    fingerprint: str
    code: str
    subject: str = ""
    """Identity of the record, or the path where no record is known."""
    line: int = 0
    """Where it stands in the file."""


class Baseline(msgspec.Struct, frozen=True):
    """A file of known findings, read."""

    path: str = ""
    """Relative to the book's root."""
    entries: dict[str, Entry] = {}
    """By fingerprint."""


class Held(msgspec.Struct, frozen=True):
    """What a baseline holds of the findings of a run."""

    baseline: Baseline
    diagnostics: list[Diagnostic]
    """All of the run, the known ones marked."""
    gone: list[Entry]
    """Entries whose findings are not there any more, in the order of the file."""


class BaselineError(Exception):
    """A baseline that cannot be used; ``str`` says why, ``hint`` what to type, ``location`` where."""

    def __init__(self, location: Location, message: str, hint: str) -> None:
        super().__init__(message)
        self.location = location
        self.hint = hint


def baseline_path(book: Book) -> str:
    """Where the settings say that the baseline lies, relative to the book's root; empty where they name none.

    Raises:
        BaselineError: it lies outside the book.
    """
    path = book.settings.baseline
    parts = PurePosixPath(path)
    if parts.is_absolute() or ".." in parts.parts or "\\" in path or ":" in path:
        place = book.locate(FILE, "baseline")
        raise BaselineError(place, f"the baseline '{path}' lies outside the book", "write 'baseline: baseline.json'")
    return parts.as_posix() if path else ""


def own_baseline(book: Book) -> Baseline:
    """The one that the book's settings name; an empty one where they name none.

    Raises:
        BaselineError: it lies outside the book, is not there, or cannot be read.
    """
    path = baseline_path(book)
    if not path:
        return Baseline()
    try:
        content = book.source.read(path)
    except OSError:
        hint = "type 'lakebook check --update-baseline', and commit the file"
        raise BaselineError(book.locate(FILE, "baseline"), f"there is no baseline '{path}'", hint) from None
    return read_baseline(path, content)


def read_baseline(path: str, content: bytes) -> Baseline:
    """The baseline that *content* says; *path* is what it is called in the book.

    Raises:
        BaselineError: it is no baseline, or one of another version of the form.
    """
    again = "take it back from Git, or type 'lakebook check --update-baseline --accept-new'"
    if conflict := _CONFLICT.search(content):
        line = content.count(b"\n", 0, conflict.start()) + 1
        hint = "keep the lines of either side, then type 'lakebook check --update-baseline'"
        raise BaselineError(Location(path, line), "merge conflict markers stand in the baseline", hint)
    try:
        head, *listed = _array(content)
        version = head[FORM]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        line = error.lineno if isinstance(error, json.JSONDecodeError) else 0
        raise BaselineError(Location(path, line), f"this is no baseline: {_reason(error)}", again) from None
    if version != VERSION:
        message = f"the baseline has form {str(version)[:20]}, and this Lakebook reads form {VERSION}"
        raise BaselineError(Location(path), message, "use the Lakebook that wrote it, or write it anew")
    lines = {found: number for number, text in enumerate(content.split(b"\n"), 1) for found in _fingerprints_in(text)}
    entries = {}
    for number, given in enumerate(listed, 1):
        entry = _entry(given, lines)
        if entry is None:
            raise BaselineError(Location(path), f"finding {number} of the baseline has no fingerprint and code", again)
        entries[entry.fingerprint] = entry
    return Baseline(path, entries)


def _array(content: bytes) -> list[Any]:
    """Raises ValueError where *content* is not a JSON array that begins with something."""
    value = json.loads(content.decode("utf-8-sig"))
    if not isinstance(value, list) or not value:
        raise ValueError("it is not a list")
    return value


def _reason(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg[0].lower()}{error.msg[1:]} in line {error.lineno}"
    if isinstance(error, UnicodeDecodeError):
        return "it is not UTF-8"
    return str(error) if type(error) is ValueError and len(str(error)) < _LONGEST else f"it has no '{FORM}'"


def _fingerprints_in(line: bytes) -> list[str]:
    return _SHA256.findall(line.decode("ascii", "replace"))


def _entry(given: Any, lines: dict[str, int]) -> Entry | None:
    if not isinstance(given, dict):
        return None
    fingerprint, code, subject = given.get("fingerprint"), given.get("code"), given.get("subject", "")
    if not isinstance(fingerprint, str) or not _SHA256.fullmatch(fingerprint) or not isinstance(code, str):
        return None
    return Entry(fingerprint, code, str(subject), lines.get(fingerprint, 0))


def write_baseline(diagnostics: Iterable[Diagnostic]) -> bytes:
    """The file that holds all of *diagnostics* that may be held, sorted by what they are about."""
    held = sorted((one for one in diagnostics if may_be_held(one)), key=_order)
    lines = [json.dumps({FORM: VERSION})]
    for one in held:
        message = one.message if len(one.message) <= _LONGEST else f"{one.message[: _LONGEST - 1]}…"
        said = {"fingerprint": one.fingerprint, "code": one.code, "subject": _about(one), "message": message}
        lines.append(json.dumps(said, ensure_ascii=False))
    return ("[" + "\n,".join(lines) + "\n]\n").encode("utf-8", "replace")


def _order(diagnostic: Diagnostic) -> tuple[str, str, str, int]:
    return (_about(diagnostic), diagnostic.code, diagnostic.field, diagnostic.occurrence)


def _about(diagnostic: Diagnostic) -> str:
    return diagnostic.subject or diagnostic.location.path


def may_be_held(diagnostic: Diagnostic) -> bool:
    """Whether a baseline holds such findings: errors and warnings, but for those about baselines."""
    return diagnostic.severity is not Severity.info and diagnostic.name not in ABOUT_BASELINES


def hold(
    book: Book, diagnostics: list[Diagnostic], baseline: Baseline, unseen: set[str], allowed: Baseline | None = None
) -> Held:
    """Mark what *baseline* knows of *diagnostics*; *unseen* are codes of checks that did not run.

    Where *allowed* is given, such as the baseline of the branch that a request is merged into, only what that one
    knows, too, is marked: nobody makes a finding known in the request that brings it.
    """
    marked: list[Diagnostic] = []
    met: set[str] = set()
    for diagnostic in diagnostics if baseline.entries else ():
        names = set(_names(book, diagnostic)) if may_be_held(diagnostic) else set()
        mine = names & baseline.entries.keys()
        met |= mine
        known = bool(mine) and (allowed is None or not names.isdisjoint(allowed.entries))
        marked.append(msgspec.structs.replace(diagnostic, known=True) if known else diagnostic)
    gone = [entry for entry in baseline.entries.values() if entry.fingerprint not in met and entry.code not in unseen]
    return Held(baseline, marked or diagnostics, sorted(gone, key=lambda entry: entry.line))


def _names(book: Book, diagnostic: Diagnostic) -> Iterator[str]:
    """Fingerprints of the finding, under the name of its dataset today and under its old ones."""
    yield diagnostic.fingerprint
    dataset = book.catalogue.datasets.get(diagnostic.subject)
    if dataset is None:
        return
    for name in dataset.formerly:
        for identity in book.catalogue.former_identities(dataset, name):
            field = diagnostic.field.replace(f"datasets.{dataset.name}", f"datasets.{identity.name}", 1)
            yield msgspec.structs.replace(diagnostic, subject=identity.id, field=field).fingerprint

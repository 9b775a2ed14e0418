"""What is wrong, where, and what to type: the one shape every room speaks of trouble in."""

from __future__ import annotations

import enum
import hashlib

import msgspec


class Severity(enum.StrEnum):
    """How much a diagnostic weighs. Only ``error`` fails a check run or a strict build: see ``Diagnostic.fails``."""

    error = "error"
    warning = "warning"
    info = "info"


class Location(msgspec.Struct, frozen=True, order=True):
    """A place in the book: ``path:line:column``, or ``path!sheet!cell`` in a workbook."""

    path: str
    """Relative to the book's root, with forward slashes."""
    line: int = 0
    """Counted from 1; 0 means the file as a whole."""
    column: int = 0
    """Counted in characters from 1; 0 means the whole line."""
    sheet: str = ""
    cell: str = ""
    """A1 notation, such as ``D17``."""

    def __str__(self) -> str:
        if self.sheet:
            return "!".join(part for part in (self.path, self.sheet, self.cell) if part)
        numbers = [str(n) for n in (self.line, self.column) if n]
        return ":".join([self.path, *numbers])


class Repair(msgspec.Struct, frozen=True):
    """A change of one line that mends what is wrong and can mean nothing else."""

    path: str
    line: int
    """Counted from 1."""
    column: int
    """Counted in characters from 1; what is to go stands there or later in the line."""
    old: str
    """Word that goes, without quotes; empty where a line is put in front of this one."""
    new: str
    """What takes its place: one line."""
    key: bool = False
    """Whether the word that goes stands before a colon; else a value is preferred to a key of the same letters."""


def exchange(place: Location, wrong: str, right: str, *, key: bool = False) -> tuple[Repair, ...]:
    """The repair that writes *right* for *wrong* at *place*; none where there is no line or no right word."""
    if not wrong or not right or wrong == right or not place.line or place.cell:
        return ()
    return (Repair(place.path, place.line, max(place.column, 1), wrong, right, key),)


class Finding(msgspec.Struct, frozen=True):
    """One thing wrong, before a check gives it its code. Readers leave them beside the records."""

    location: Location
    message: str
    """What is wrong, in one line, without a full stop."""
    hint: str = ""
    """What to type, in one line."""
    subject: str = ""
    """Identity of the record it is about, such as ``crm.sales.customer``; empty when only the file is known."""
    field: str = ""
    """Field of the subject, such as ``columns.email.classification``."""
    check: str = ""
    """Name of the check that reports it; set by readers, empty inside a check."""
    severity: Severity | None = None
    """Where it weighs more or less than its check says; the book's settings outweigh both."""
    repairs: tuple[Repair, ...] = ()
    """What ``lakebook check --fix`` does about it: all of them or none."""


class Diagnostic(msgspec.Struct, frozen=True):
    """A finding with the code, name and severity of its check; what reporters print."""

    location: Location
    code: str
    name: str
    severity: Severity
    message: str
    hint: str = ""
    subject: str = ""
    field: str = ""
    occurrence: int = 0
    """Counts up where code, subject and field are the same, so that fingerprints stay distinct."""
    repairs: tuple[Repair, ...] = ()
    """As in the finding."""
    known: bool = False
    """Held by the baseline: it was there before the gate, and fails nothing."""

    @property
    def fails(self) -> bool:
        """Whether a check run and a strict build end with it."""
        return self.severity is Severity.error and not self.known

    @property
    def fingerprint(self) -> str:
        """Hex SHA-256 that survives moved lines, renamed files and reworded messages."""
        subject = self.subject or self.location.path
        key = "\0".join((self.code, subject, self.field, str(self.occurrence)))
        return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()

    def __str__(self) -> str:
        line = f"{self.location}: {self.severity} {self.code} {self.message}"
        return f"{line}\nhint: {self.hint}" if self.hint else line

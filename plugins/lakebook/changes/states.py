"""Two states of a book, read straight from Git; the later one may be the working tree."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import msgspec

from lakebook.book import Book, current_date, read_book
from lakebook.diagnostics import Finding
from lakebook.readers._cache import Cache
from lakebook.sources import Source
from lakebook.sources.git_commit import GitCommit, commit_id, folder_of, merge_base
from lakebook.sources.working_tree import WorkingTree

_NOTHING_READ = ("file_unreadable", "workbook_unreadable", "front_matter_unreadable", "decision_front_matter_yaml")
_MUCH_LOST = re.compile(r"(|people|teams|grants|datasets|datasets\..*\.columns)")
"""Fields of which nothing is read where they have a wrong shape."""


class Unread(msgspec.Struct, frozen=True, kw_only=True):
    """A file that could not be read in one state: what it says in the other stands in for it."""

    path: str
    state: str
    """``before``, ``after`` or ``both``."""
    finding: Finding
    """Why; of the state after where it is both."""


class State(msgspec.Struct, frozen=True, kw_only=True):
    """One state of the book."""

    name: str
    """As it was asked for: a branch, a tag, a commit; empty for the working tree. The earlier state is where it and
    the later one parted, unless it was to be the commit itself."""
    commit: str
    """Hash of the commit; for the working tree that of the commit it started from."""
    book: Book


class States(msgspec.Struct, frozen=True, kw_only=True):
    """What is compared."""

    before: State
    after: State
    unread: tuple[Unread, ...] = ()
    folder: str = ""
    """The book's folder in its repository, with a slash at the end; empty where they are one."""


def read_states(
    root: Path,
    base: str,
    head: str = "",
    *,
    direct: bool = False,
    today: datetime.date | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> States:
    """The states to compare; without *head*, the later one is the working tree.

    The earlier one is the commit where the two parted, as in a merge request; with *direct* it is *base* itself.

    Raises:
        GitError: there is no repository, no such commit, or none in common here.
    """
    tip = head or "HEAD"
    later = commit_id(root, tip)
    earlier = commit_id(root, base) if direct else merge_base(root, base, tip)
    sources = GitCommit(root, earlier), GitCommit(root, later) if head else WorkingTree(root)
    day = today or current_date()
    cache = Cache(root / ".lakebook", kept=True)
    before, after = (read_book(source, today=day, cache=cache, progress=progress) for source in sources)
    unread = _unread(before, after)
    if unread:
        before, after = (
            read_book(stand_in, today=day, cache=cache, progress=progress)
            for stand_in in (_standing_in(*sources, "before", unread), _standing_in(*sources[::-1], "after", unread))
        )
    return States(
        before=State(name=base, commit=earlier, book=before),
        after=State(name=head, commit=later, book=after),
        unread=unread,
        folder=folder_of(root),
    )


def _unread(before: Book, after: Book) -> tuple[Unread, ...]:
    """Files that both states have and of which one has lost what they say; or both, where they are not the same."""
    lost, missing = _lost(before), _lost(after)
    if not lost and not missing:
        return ()
    shared = set(before.source.paths()) & set(after.source.paths())
    found = []
    for path in sorted({*lost, *missing}):
        if path not in shared and path not in missing:
            continue
        if path not in missing:
            found.append(Unread(path=path, state="before", finding=lost[path]))
        elif path not in lost:
            found.append(Unread(path=path, state="after", finding=missing[path]))
        elif not _same(before.source, after.source, path):
            found.append(Unread(path=path, state="both", finding=missing[path]))
    return tuple(found)


def _lost(book: Book) -> dict[str, Finding]:
    """Path -> why nothing, or not nearly all, was taken from it."""
    found: dict[str, Finding] = {}
    for name in _NOTHING_READ:
        for finding in book.findings_of(name):
            found.setdefault(finding.location.path, finding)
    for finding in book.findings_of("value_malformed"):
        if _MUCH_LOST.fullmatch(finding.field) and not finding.location.cell:
            found.setdefault(finding.location.path, finding)
    for finding in (*book.findings_of("workbook_sheet_unknown"), *book.findings_of("field_missing")):
        if finding.location.sheet and not finding.subject and (finding.severity or finding.location.cell):
            found.setdefault(finding.location.path, finding)
    return found


def _same(before: Source, after: Source, path: str) -> bool:
    try:
        return before.read(path) == after.read(path)
    except OSError:
        return False


def _standing_in(source: Source, other: Source, state: str, unread: Iterable[Unread]) -> Source:
    """*source*, with the bytes of *other* where it cannot be read and *other* can."""
    taken: dict[str, bytes] = {}
    for one in unread:
        if one.state == state:
            try:
                taken[one.path] = other.read(one.path)
            except OSError:
                continue
    return _Overlaid(source, taken) if taken else source


class _Overlaid:
    """A Source with other bytes for some of its files."""

    def __init__(self, source: Source, files: Mapping[str, bytes]) -> None:
        self._source = source
        self._files = files

    def paths(self, below: str = "") -> Iterable[str]:
        return self._source.paths(below)

    def read(self, path: str) -> bytes:
        return self._files[path] if path in self._files else self._source.read(path)

    def size(self, path: str) -> int:
        return len(self._files[path]) if path in self._files else self._source.size(path)

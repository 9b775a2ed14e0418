"""Files that decide what is checked, published and asked for."""

from __future__ import annotations

from collections.abc import Iterable

from lakebook.changes.change import Change, Kind, Rank
from lakebook.changes.comparison import Comparison
from lakebook.diagnostics import Location
from lakebook.settings import Settings
from lakebook.sources import Source

ADDED = Kind("policy_file_added", Rank.notable, "file added", policy=True)
REMOVED = Kind("policy_file_removed", Rank.notable, "file removed", policy=True)
CHANGED = Kind("policy_file_changed", Rank.notable, "file changed", policy=True)
WATCHED = (
    ".gitlab-ci.yml", "mkdocs.yml", "baseline.json", ".gitlab/CODEOWNERS", "CODEOWNERS", ".github/CODEOWNERS",
    "docs/CODEOWNERS", ".pre-commit-config.yaml", "pyproject.toml", "hatch_build.py", "requirements.lock",
    "requirements-test.lock", "requirements-frontend.lock",
)  # fmt: skip
"""Beside ``lakebook.yaml``, whose options are said one by one."""
FOLDERS = (".github", ".gitlab", ".ci", "plugins", "scripts")
"""Pipelines, and the code that checks: a folder is one change, however many of its files differ."""


def files(comparison: Comparison) -> Iterable[Change]:
    """Watched files whose bytes are not the same."""
    before, after = comparison.before, comparison.after
    if before.source is after.source:
        return
    for path in dict.fromkeys((*watched(before.settings), *watched(after.settings))):
        was, now = _bytes(before.source, path), _bytes(after.source, path)
        if was != now:
            kind = ADDED if was is None else REMOVED if now is None else CHANGED
            yield Change(kind=kind, of="file", subject=path, location=Location(path), gone=now is None)
    for folder in FOLDERS:
        paths = {*before.source.paths(folder), *after.source.paths(folder)} - {*watched(after.settings)}
        differ = sorted(path for path in paths if _bytes(before.source, path) != _bytes(after.source, path))
        if differ:
            note = f"{len(differ):,} files, such as {differ[0]}" if len(differ) > 1 else differ[0]
            gone = _bytes(after.source, differ[0]) is None
            where = Location(differ[0])
            yield Change(kind=CHANGED, of="file", subject=f"{folder}/", location=where, gone=gone, note=note)


def watched(settings: Settings) -> tuple[str, ...]:
    """Paths of these files in a book with these settings."""
    return (*WATCHED, settings.baseline) if settings.baseline else WATCHED


def _bytes(source: Source, path: str) -> bytes | None:
    """What the file holds, however its lines end; None where there is none."""
    try:
        return source.read(path).replace(b"\r\n", b"\n")
    except OSError:
        return None

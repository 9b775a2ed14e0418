"""Runs kept as JSON, and the table between the marks of a page."""

from __future__ import annotations

from pathlib import Path

import msgspec

from _bench.run import Run
from _bench.shape import write

MARKS = ("<!-- bench -->", "<!-- /bench -->")


def save(run: Run, file: Path) -> None:
    """Write it."""
    write(file, msgspec.json.format(msgspec.json.encode(run).decode(), indent=2) + "\n")


def load(file: Path) -> Run:
    """A saved run. Raises SystemExit where the file is none."""
    try:
        return msgspec.json.decode(file.read_bytes(), type=Run)
    except (OSError, msgspec.MsgspecError) as error:
        raise SystemExit(f"bench: {file} is no saved run: {error}\nhint: make one with --json {file}") from None


def write_between_marks(path: Path, text: str) -> None:
    """Put *text* between the marks of *path*, or write the file where it has none."""
    old = path.read_text(encoding="utf-8") if path.exists() else ""
    if all(mark in old for mark in MARKS):
        head, tail = old.split(MARKS[0])[0], old.split(MARKS[1])[1]
        text = f"{head}{MARKS[0]}\n\n{text}\n{MARKS[1]}{tail}"
    write(path, text)

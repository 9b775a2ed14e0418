"""Which baseline ``lakebook check`` goes by, and how it is written anew."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import msgspec

from lakebook.book import Book
from lakebook.checks._baseline import (
    ABOUT_BASELINES,
    Baseline,
    BaselineError,
    baseline_path,
    may_be_held,
    read_baseline,
    write_baseline,
)
from lakebook.diagnostics import Diagnostic
from lakebook.reporters._wording import count, known_left
from lakebook.writers.atomic import write_atomically

_GROW = "lakebook check --update-baseline --accept-new"


class Choice(msgspec.Struct, frozen=True):
    """What was typed about the baseline."""

    file: Path | None = None
    """Instead of the one of the settings."""
    none: bool = False
    """Go by none."""
    update: bool = False
    """Write it anew."""
    accept_new: bool = False
    """Let it grow."""


def baseline_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options of a command that goes by a baseline; ``choice`` makes a Choice of them."""
    options = (
        click.option("--baseline", "file", metavar="FILE", type=click.Path(path_type=Path),
                     help="File of known findings, instead of the one that the settings name."),
        click.option("--no-baseline", "none", is_flag=True, help="Take all findings for new."),
        click.option("--update-baseline", "update", is_flag=True,
                     help="Take findings that are gone out of the baseline; make it where there is none."),
        click.option("--accept-new", is_flag=True, help="With --update-baseline: add findings that are new."),
    )  # fmt: skip
    for option in reversed(options):
        command = option(command)
    return command


def choice(file: Path | None, none: bool, update: bool, accept_new: bool) -> Choice:
    """What was typed.

    Raises:
        click.UsageError: it contradicts itself.
    """
    if none and (file or update):
        raise click.UsageError(f"--no-baseline and {'--baseline' if file else '--update-baseline'} exclude each other")
    if accept_new and not update:
        raise click.UsageError("--accept-new goes with --update-baseline")
    return Choice(file, none, update, accept_new)


def chosen_baseline(book: Book, root: Path, chosen: Choice) -> Baseline | None:
    """The baseline to go by; None is the one of the settings, whose faults are findings.

    Raises:
        click.UsageError: the file that was named cannot be read; or the baseline is to be updated, and it is not
            known which, or it cannot be read.
    """
    if chosen.none:
        return Baseline()
    if chosen.file is None and not chosen.update:
        return None
    path = _path(book, root, chosen)
    file = root / path
    if not file.exists() and chosen.update:
        return Baseline(path)
    try:
        return read_baseline(path, file.read_bytes())
    except OSError as error:
        hint = f"type 'lakebook check --baseline {chosen.file} --update-baseline' to make it"
        said = f"; {hint}" if isinstance(error, FileNotFoundError) else ""
        raise click.UsageError(f"cannot read {path}: {error.strerror}{said}") from error
    except BaselineError as error:
        if chosen.accept_new:
            return Baseline(path)
        raise click.UsageError(f"{error.location}: {error}; {error.hint}") from error


def _path(book: Book, root: Path, chosen: Choice) -> str:
    """Path of the baseline below the book's root."""
    try:
        file = chosen.file or root / baseline_path(book)
    except BaselineError as error:
        raise click.UsageError(f"{error.location}: {error}; {error.hint}") from error
    if file == root:
        raise click.UsageError(
            "no baseline to update: write 'baseline: baseline.json' into lakebook.yaml, or give --baseline FILE"
        )
    inside = file.resolve()  # where a symbolic link leads
    if not inside.is_relative_to(root.resolve()):
        raise click.UsageError(f"the baseline {file} lies outside the book {root}; put it inside")
    return inside.relative_to(root.resolve()).as_posix()


def update_baseline(
    root: Path, book: Book, diagnostics: list[Diagnostic], chosen: Choice
) -> tuple[list[Diagnostic], str]:
    """Write the baseline anew: the diagnostics as it holds them now, and what to tell.

    It grows only where it was not there, or where that was asked for.

    Raises:
        click.UsageError: the file cannot be written.
    """
    path = _path(book, root, chosen)
    file = root / path
    grows = chosen.accept_new or not file.exists()
    found = [one for one in diagnostics if one.name not in ABOUT_BASELINES]
    if grows:
        found = [msgspec.structs.replace(one, known=one.known or may_be_held(one)) for one in found]
    held = [one for one in found if one.known]
    new = sum(may_be_held(one) and not one.known for one in found)
    try:
        write_atomically(file, write_baseline(held))
    except OSError as error:
        raise click.UsageError(f"cannot write {file}: {error.strerror}") from error
    said = f"wrote {path}: {known_left(len(held))}"
    if new:
        said += f"; {count(new, 'new finding')} not added: correct, or type '{_GROW}'"
    return found, said

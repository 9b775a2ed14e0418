"""What the checks found, as far as a build is concerned."""

from __future__ import annotations

import logging
import sys

import click
from mkdocs.exceptions import Abort

from lakebook.book import Book
from lakebook.checks._memory import Memory
from lakebook.checks._run import run_checks
from lakebook.diagnostics import Diagnostic
from lakebook.reporters._wording import known_left
from lakebook.reporters.terminal import terminal

log = logging.getLogger("mkdocs.lakebook")


def judge(book: Book, memory: Memory, *, strict: bool, fatal: bool) -> list[Diagnostic]:
    """What the checks find; errors end a build that is *strict*, unless they are not *fatal*, else are counted.

    What the book's baseline holds ends nothing. Datasets that *memory* knows to be sound are not looked at again.

    Raises:
        Abort: the build ends; the errors have been printed.
    """
    found = run_checks(book, memory=memory)
    errors = [diagnostic for diagnostic in found if diagnostic.fails]
    known = sum(diagnostic.known for diagnostic in found)
    if errors and strict and fatal:
        click.echo(terminal(errors, book, colour=sys.stderr.isatty()), err=True, color=sys.stderr.isatty())
        raise Abort(f"the book has {_count(len(errors))}: correct them, or build without --strict")
    if errors:
        level = logging.INFO if strict else logging.WARNING  # a warning would end a strict build all the same
        log.log(level, f"the book has {_count(len(errors))}; type 'lakebook check' to see them")
    elif len(found) > known:
        log.info(f"the checks found {len(found) - known} to look at, no errors; type 'lakebook check' to see them")
    if known:
        log.info(f"{known_left(known)}, held by {book.settings.baseline}")
    return found


def _count(errors: int) -> str:
    return "1 error" if errors == 1 else f"{errors:,} errors"

"""Git or the host cannot give what was asked for: one line, and the exit code of wrong usage."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import click

from lakebook.hosting.rest import HostError
from lakebook.sources.git_commit import GitError


class OneLine(click.ClickException):
    """Shown as ``Error: ...``, without the usage of the command."""

    exit_code = 2


@contextmanager
def one_line() -> Iterator[None]:
    """Say in one line what Git or the host could not do, and what to type."""
    try:
        yield
    except (GitError, HostError) as error:
        raise OneLine(f"{error}{f'; {error.hint}' if error.hint else ''}") from None

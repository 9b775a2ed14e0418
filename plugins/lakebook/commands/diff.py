"""``lakebook diff``: what does a change of the book mean, and whom does it hit?"""

from __future__ import annotations

import datetime
import sys
from pathlib import Path

import click

from lakebook import discovery
from lakebook.changes.change import Rank
from lakebook.changes.report import Report, report_on
from lakebook.changes.states import read_states
from lakebook.commands._book import TODAY, is_book, progress
from lakebook.commands._output import OUTPUT, put_out
from lakebook.sources.git_commit import GitError

ROOM = "lakebook.changes.report_formats"
_FAILS = {"breaking": (Rank.breaking,), "notable": (Rank.breaking, Rank.notable)}


@click.command()
@click.argument("base")
@click.argument("head", required=False, default="")
@click.option("--direct", is_flag=True, help="Compare with BASE itself, not with where the two parted.")
@click.option("--format", "form", type=click.Choice(sorted(discovery.names(ROOM))), default="terminal",
              help="How to print it.")  # fmt: skip
@click.option("--fail-on", type=click.Choice(list(_FAILS)), help="End with 1 where something is this grave.")
@OUTPUT
@TODAY
@click.pass_obj
def diff(
    root: Path,
    base: str,
    head: str,
    direct: bool,
    form: str,
    fail_on: str | None,
    output: Path | None,
    today: datetime.datetime | None,
) -> None:
    """Say what changed by meaning since the branch or commit BASE, and whom it hits.

    Compares the files as they lie here, or the commit HEAD, with the commit where they and BASE parted, as a merge
    request does. Both are read from Git: nothing is checked out or fetched.
    """
    if not head and not is_book(root):
        raise click.UsageError(f"no book here: neither lakebook.yaml nor a folder catalogue/ at or above {root}")
    try:
        with progress("Reading") as tell:
            day = today.date() if today else None
            states = read_states(root, base, head, direct=direct, today=day, progress=tell)
    except GitError as error:
        raise click.UsageError(f"{error}; {error.hint}" if error.hint else str(error)) from error
    report = report_on(states)
    put_out(discovery.load(ROOM, form)(report, output is None and sys.stdout.isatty()), output)
    raise click.exceptions.Exit(_exit_code(report, fail_on))


def _exit_code(report: Report, fail_on: str | None) -> int:
    return 1 if fail_on and report.worst() in _FAILS[fail_on] else 0

"""``lakebook approvals``: have those who answer for what changed approved it? For hosts without code owners."""

from __future__ import annotations

import datetime
import os
from pathlib import Path

import click

from lakebook.book import Book
from lakebook.commands._book import TODAY
from lakebook.commands._demands import Answer, Demand, answer, changed_paths, demands
from lakebook.commands._one_line import one_line
from lakebook.commands._printable import printable
from lakebook.hosting.merge_request import MergeRequest
from lakebook.hosting.rest import TOKEN

_SHOWN = 5


@click.command()
@click.option("--target", metavar="REF", help="Branch it goes into; that of the merge request pipeline when absent.")
@click.option("--older", is_flag=True, help="Count approvals that were given before the last push, too.")
@TODAY
@click.pass_obj
def approvals(root: Path, target: str | None, older: bool, today: datetime.datetime | None) -> None:
    """Demand the approvals of those who answer for what changed between the target branch and HEAD.

    Who answers is read from the target branch. Exit code 0 when all have approved, 1 when somebody is missing, 2 when
    this cannot be told. Without LAKEBOOK_TOKEN it says who would be asked, and ends with 0.
    """
    branch = target or _target()
    with one_line():
        source, paths = changed_paths(root, branch)
        book, needed = demands(source, paths, today.date() if today else None)
        if not needed:
            click.echo(f"nobody has to approve what changes against {branch}")
        elif not os.environ.get(TOKEN):
            for demand in needed:
                _show(f"needed    {printable(demand.title)}: one of {_handles(book, demand.party.people)}", demand)
            click.echo(f"{TOKEN} is not set, so that nobody was asked: these approvals would be demanded")
        else:
            raise click.exceptions.Exit(_judge(book, needed, MergeRequest(os.environ), older))


def _target() -> str:
    branch = os.environ.get("CI_MERGE_REQUEST_TARGET_BRANCH_NAME")
    if not branch:
        raise click.UsageError(
            "this is no merge request pipeline; name the branch: lakebook approvals --target origin/main"
        )
    return f"origin/{branch}"


def _judge(book: Book, needed: list[Demand], request: MergeRequest, older: bool) -> int:
    """Print how each demand stands; the exit code."""
    author, given = request.author(), request.approvals()
    missing = 0
    for demand in needed:
        found = answer(book, demand, given, author, older=older)
        missing += not found.approved_by
        _show(_line(book, demand, found, author), demand)
    click.echo(f"{len(needed) - missing} of {len(needed)} approvals are there{'' if missing else ': all is well'}")
    if missing:
        click.echo("next: they open the merge request and choose 'Approve'; then run this job again")
    return 1 if missing else 0


def _line(book: Book, demand: Demand, found: Answer, author: str) -> str:
    title = printable(demand.title)
    if found.approved_by:
        return f"approved  {title}: @{printable(found.approved_by)}"
    if not found.asked:
        return (
            f"missing   {title}: nobody but the author @{printable(author)} could approve; name a deputy with a handle"
        )
    late = (
        f" (before the last push: {', '.join(f'@{printable(one)}' for one in found.outdated)})"
        if found.outdated
        else ""
    )
    return f"missing   {title}: one of {_handles(book, found.asked)}{late}"


def _handles(book: Book, people: tuple[str, ...]) -> str:
    return ", ".join(
        f"{printable(book.catalogue.people[key].name)} @{book.catalogue.people[key].handle.lstrip('@')}"
        for key in people
    )


def _show(line: str, demand: Demand) -> None:
    click.echo(line)
    for path in demand.paths[:_SHOWN]:
        click.echo(f"          {printable(path)}")
    if (more := len(demand.paths) - _SHOWN) > 0:
        click.echo(f"          and {more:,} more {'file' if more == 1 else 'files'}")

"""What a merge request needs: the files it changes, and who must approve them by the book of the target branch."""

from __future__ import annotations

import datetime
import os
from collections.abc import Collection, Iterable
from pathlib import Path

import msgspec

from lakebook.book import Book, read_book
from lakebook.hosting.merge_request import Approval
from lakebook.owners import Party, account, sections
from lakebook.sources.git_commit import GitCommit, GitError, merge_base


class Demand(msgspec.Struct):
    """One approval that is needed."""

    title: str
    """Of the section that asks for it."""
    party: Party
    paths: list[str]


class Answer(msgspec.Struct, frozen=True):
    """How a demand stands."""

    approved_by: str = ""
    """Account; empty where the approval is missing."""
    outdated: tuple[str, ...] = ()
    """Accounts that approved before the last push."""
    asked: tuple[str, ...] = ()
    """Ids of people of whom one has to approve; empty where nobody but the author could."""


def changed_paths(root: Path, target: str) -> tuple[GitCommit, list[str]]:
    """The target branch, and the paths that differ between where HEAD left it and HEAD, hidden ones too.

    Raises:
        GitError: one of the commits is not here.
    """
    there, here = GitCommit(root, target), GitCommit(root, "HEAD")
    try:
        base = GitCommit(root, merge_base(root, target, "HEAD"))
    except GitError:
        if not (known := os.environ.get("CI_MERGE_REQUEST_DIFF_BASE_SHA", "")):
            raise
        base = GitCommit(root, known)
    before, after = base.blob_ids(), here.blob_ids()
    return there, sorted(path for path in before.keys() | after.keys() if before.get(path) != after.get(path))


def demands(source: GitCommit, paths: Iterable[str], today: datetime.date | None) -> tuple[Book, list[Demand]]:
    """The book of the target branch, and what it asks for where *paths* change."""
    book = read_book(source, today=today)
    found: dict[tuple[str, tuple[str, ...], tuple[str, ...]], Demand] = {}
    owned = sections(book)
    for path in paths:
        for section in owned:
            rule = section.rule_of(path)
            if rule is not None and rule.party is not None and rule.party.owners:
                key = section.title, rule.party.owners, rule.party.stand_ins
                found.setdefault(key, Demand(section.title, rule.party, [])).paths.append(path)
    return book, list(found.values())


def answer(book: Book, demand: Demand, approvals: Collection[Approval], author: str, *, older: bool) -> Answer:
    """Whether somebody who may has approved; the author may not. Those who stand in count where nobody else may."""
    accounts = {key: account(book.catalogue.people[key].handle).lower() for key in book.catalogue.people}
    author = author.lower()
    able = [key for key in demand.party.people if accounts[key] != author]
    able = able or [key for key in demand.party.stand_ins if accounts[key] != author]
    given = {one.account.lower(): one for one in approvals}
    said = [given[accounts[key]] for key in able if accounts[key] in given]
    counting = [one for one in said if older or not one.outdated]
    if counting:
        return Answer(counting[0].account)
    return Answer("", tuple(one.account for one in said), tuple(able))

"""A merge request on GitLab: who wrote it, who approved it, and the one note that we keep there.

Fields as documented: docs.gitlab.com, *Merge requests API*, *Merge request approvals API*, *Notes API*.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

import msgspec

from lakebook.hosting.rest import TOKEN, HostError, Rest

_PROJECTS = ("CI_MERGE_REQUEST_PROJECT_ID", "CI_PROJECT_ID")
_LONGEST = 900_000
"""Letters of a note; GitLab takes a million."""
_CUT = "\n\n*The rest is in the artifact of the job.*\n"


class Approval(msgspec.Struct, frozen=True):
    """One approval."""

    account: str
    """User name, without ``@``."""
    outdated: bool = False
    """Whether something was pushed since; False where GitLab does not tell the time."""


class MergeRequest:
    """The merge request that the variables of a pipeline name."""

    def __init__(self, variables: Mapping[str, str]) -> None:
        """*variables* are those of the environment.

        Raises:
            HostError: one of them is missing, or cannot be used.
        """
        project = next((variables[name] for name in _PROJECTS if variables.get(name)), "")
        self.number = variables.get("CI_MERGE_REQUEST_IID", "")
        address = variables.get("CI_API_V4_URL", "")
        given = {"CI_API_V4_URL": address, "CI_PROJECT_ID": project, "CI_MERGE_REQUEST_IID": self.number}
        if missing := [name for name, value in given.items() if not value]:
            hint = "run this in a merge request pipeline, or set them"
            raise HostError(f"{', '.join(missing)} {'are' if len(missing) > 1 else 'is'} not set", hint)
        self._rest = Rest(address, variables.get(TOKEN, ""))
        self._path = f"projects/{quote(project, safe='')}/merge_requests/{quote(self.number, safe='')}"

    def author(self) -> str:
        """User name of who opened it. Raises HostError."""
        return self._name(self._rest.get(self._path), "author")

    def approvals(self) -> list[Approval]:
        """Approvals in the order of GitLab. Raises HostError."""
        said = self._rest.get(f"{self._path}/approvals")
        listed = said.get("approved_by") if isinstance(said, dict) else None
        if not isinstance(listed, list):
            raise HostError(f"the approvals of merge request {self.number} have no list 'approved_by'")
        pushed = self._last_push() if listed else None
        return [Approval(self._name(one, "user"), _before(one, pushed)) for one in listed]

    def _last_push(self) -> datetime.datetime | None:
        times = [_time(one, "created_at") for one in self._rest.pages(f"{self._path}/versions")]
        return max((time for time in times if time is not None), default=None)

    def _name(self, holder: Any, key: str) -> str:
        """The user name below *key*."""
        name = holder[key].get("username") if isinstance(holder, dict) and isinstance(holder.get(key), dict) else None
        if not isinstance(name, str) or not name:
            raise HostError(f"merge request {self.number}: GitLab names no user as '{key}'")
        return name

    def keep_note(self, text: str, marker: str) -> str:
        """Let the merge request have one note of ours with *marker*, saying *text*; what was done. Raises HostError."""
        sign = f"<!-- lakebook: {marker} -->"
        body = f"{_short(text)}\n\n{sign}"
        me = self._rest.get("user")
        mine = me.get("id") if isinstance(me, dict) else None
        for note in self._rest.pages(f"{self._path}/notes?sort=asc&order_by=created_at"):
            said = note.get("body") if isinstance(note, dict) else None
            if isinstance(said, str) and sign in said and _author_of(note) == mine and "id" in note:
                if said.strip() == body.strip():
                    return "is as it was"
                self._rest.send("PUT", f"{self._path}/notes/{quote(str(note['id']), safe='')}", {"body": body})
                return "was updated"
        self._rest.send("POST", f"{self._path}/notes", {"body": body})
        return "was written"


def _author_of(note: dict[str, Any]) -> Any:
    author = note.get("author")
    return author.get("id") if isinstance(author, dict) else None


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[:_LONGEST].rpartition("\n")[0] + _CUT


def _before(approval: Any, pushed: datetime.datetime | None) -> bool:
    given = _time(approval, "approved_at")
    return given is not None and pushed is not None and given < pushed


def _time(holder: Any, key: str) -> datetime.datetime | None:
    """The moment below *key*; None where there is none that can be read."""
    said = holder.get(key) if isinstance(holder, dict) else None
    try:
        found = datetime.datetime.fromisoformat(said) if isinstance(said, str) else None
    except ValueError:
        return None
    return found if found is None or found.tzinfo else found.replace(tzinfo=datetime.UTC)

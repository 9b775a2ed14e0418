"""Teams: the platform team and the stream-aligned teams that build products."""

from __future__ import annotations

from typing import Literal

import msgspec


class Team(msgspec.Struct, kw_only=True, omit_defaults=True):
    """A team from ``catalogue/teams.yaml``; kinds are those of Team Topologies."""

    id: str = ""
    title: str = ""
    """Name of the team, as people say it."""
    kind: Literal["platform", "stream-aligned", "enabling", "complicated-subsystem"] = "stream-aligned"
    """One of the four kinds of Team Topologies."""
    description: str = ""
    """What the team builds or runs."""
    channel: str = ""
    """Where to reach them: a chat channel or an address."""
    email: str = ""
    """Where to write to the team."""
    members: list[str] = []
    """Ids of people."""
    handle: str = ""
    """Group where the repository is hosted, such as ``@rondelle/demand``."""
    path: str = ""
    line: int = 0

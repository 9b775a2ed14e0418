"""Teams: the platform team and the stream-aligned teams that build products."""

from __future__ import annotations

from typing import Literal

import msgspec


class Team(msgspec.Struct, kw_only=True, omit_defaults=True):
    """A team from ``catalogue/teams.yaml``; kinds are those of Team Topologies."""

    id: str = ""
    title: str = ""
    kind: Literal["platform", "stream-aligned", "enabling", "complicated-subsystem"] = "stream-aligned"
    description: str = ""
    channel: str = ""
    """Where to reach them: a chat channel or an address."""
    email: str = ""
    members: list[str] = []
    """Ids of people."""
    handle: str = ""
    """Group where the repository is hosted, such as ``@rondelle/demand``."""
    path: str = ""
    line: int = 0

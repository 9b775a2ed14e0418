"""JSON for other programs."""

from __future__ import annotations

import msgspec

from lakebook.changes.impact import Impact
from lakebook.settings import Repository


def json(impact: Impact, repository: Repository, colour: bool = False) -> str:
    """All of it: nothing is cut or escaped."""
    return msgspec.json.format(msgspec.json.encode(impact), indent=2).decode() + "\n"

"""JSON for other programs."""

from __future__ import annotations

from typing import Any

import msgspec

from lakebook.changes.change import Change, Rank
from lakebook.changes.report import Report


def json(report: Report, colour: bool = False) -> str:
    """All of the report: nothing is cut, folded or escaped."""
    said = {
        "title": report.title,
        "before": report.before,
        "after": report.after,
        "counts": {rank.value: report.count(rank) for rank in Rank},
        "policy": [_change(change) for change in report.policy],
        "changes": [_change(change) for change in report.changes],
        "hits": [msgspec.to_builtins(hit) for hit in report.hits],
        "unread": report.unread,
    }
    return msgspec.json.format(msgspec.json.encode(said), indent=2).decode() + "\n"


def _change(change: Change) -> dict[str, Any]:
    kind = change.kind
    said = msgspec.to_builtins(change)
    said |= {"kind": kind.name, "rank": kind.rank, "words": kind.words, "place": str(change.location)}
    return {key: value for key, value in said.items() if value not in ("", [], ())}

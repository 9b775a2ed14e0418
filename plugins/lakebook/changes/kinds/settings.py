"""``lakebook.yaml``: vocabularies, severities, folders, hosts."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from lakebook.changes.change import Change, Kind, Rank
from lakebook.changes.comparison import Comparison
from lakebook.changes.records import shown
from lakebook.settings import FILE, Settings

CHANGED = Kind("setting_changed", Rank.notable, "setting changed", policy=True)


def settings(comparison: Comparison) -> Iterable[Change]:
    """Options whose value is not the same."""
    before, after = comparison.before.settings, comparison.after.settings
    for field in msgspec.structs.fields(Settings):
        was, now = getattr(before, field.name), getattr(after, field.name)
        if was != now:
            yield Change(
                kind=CHANGED,
                of="setting",
                subject=field.encode_name,
                before=_words(was),
                after=_words(now),
                location=comparison.after.locate(FILE, field.encode_name),
            )


def _words(value: object) -> str:
    if isinstance(value, msgspec.Struct):
        said = {field.encode_name: getattr(value, field.name) for field in msgspec.structs.fields(value)}
        return shown({name: given for name, given in said.items() if given not in (None, "")})
    return shown(value)

"""A change of one value, as data: what a merge decides, and what the writers of YAML and of workbooks carry out."""

from __future__ import annotations

import msgspec

from lakebook.syntax.strict_yaml import Value

Keys = tuple[str, ...]
"""From the root of a file down: ``("datasets", "orders", "columns", "id", "type")``."""


class Edit(msgspec.Struct, frozen=True, kw_only=True):
    """One change. Edits of one file are all seen against the file as it was, with its names as they were."""

    keys: Keys
    value: Value | None = None
    """What stands there afterwards; None for nothing. Of a new record, all of its fields."""
    before: Value | None = None
    """What stood there; None for nothing."""
    rename: str = ""
    """Where the last of *keys* is a record that is called something else afterwards: its new name, and no value."""
    after: str | None = None
    """Of what is new: the sibling behind which it stands, as it is called afterwards; None for the end."""

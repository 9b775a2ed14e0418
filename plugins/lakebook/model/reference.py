"""Values that several kinds of record share."""

from __future__ import annotations

import msgspec


class Reference(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """A name as someone wrote it, with what they wrote beside it. Looked up by the catalogue, never split here."""

    target: str
    note: str = ""


class Link(msgspec.Struct, frozen=True, kw_only=True):
    """A titled address outside the book."""

    title: str = ""
    """What stands on the page."""
    url: str
    """Where it leads."""

"""One difference between two states of a book, as data."""

from __future__ import annotations

import enum

import msgspec

from lakebook.diagnostics import Location


class Rank(enum.StrEnum):
    """How much a change matters to those who rely on the book."""

    breaking = "breaking"
    """What somebody relies on no longer holds: a query fails, a figure means something else, a protection is gone."""
    notable = "notable"
    """A reviewer should know it; nothing that worked stops working."""
    editorial = "editorial"
    """Words only."""


class Kind(msgspec.Struct, frozen=True):
    """A kind of change; each is declared once, in the module of ``changes/kinds`` that finds it."""

    name: str
    """As in JSON and in the reference: ``column_type_narrowed``."""
    rank: Rank
    words: str
    """What a report says of it: ``type narrowed``."""
    policy: bool = False
    """Whether it changes who decides, what is allowed, or what is checked."""


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """One difference. All text is as the files say it: whoever prints it makes it harmless."""

    kind: Kind
    of: str
    """What changed: dataset, product, decision, domain, system, person, team, term, grant, setting, file."""
    subject: str
    """Its identity, in the state after; in the state before where it is gone."""
    title: str = ""
    """Its title, where it has one."""
    part: str = ""
    """The column or the entry within it, where it is not the whole."""
    before: str = ""
    """What was there; empty for nothing."""
    after: str = ""
    """What is there; empty for nothing."""
    note: str = ""
    """In plain words, what else there is to know."""
    location: Location
    gone: bool = False
    """Whether *location* is a place in the state before."""
    touches: tuple[tuple[str, str], ...] = ()
    """Dataset (by its identity before) and column, empty for the whole, which those downstream relied on."""


PolicyChange = Change
"""A change whose kind is one of policy."""

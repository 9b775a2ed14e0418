"""What can be found."""

from __future__ import annotations

import msgspec


class Document(msgspec.Struct, kw_only=True, frozen=True, gc=False):
    """One thing with an address. All text is plain."""

    kind: str
    """``table``, ``topic``, ``product``, ``decision``, ``person``, ...; what ``kind:`` in a query asks for."""
    title: str
    address: str
    """In directory form, below the site's root; may carry ``#anchor`` where it is no dataset."""
    path: tuple[str, str, str] = ("", "", "")
    """System, schema and name of a dataset."""
    name: str = ""
    """Id of what is no dataset: another way to name it exactly."""
    summary: str = ""
    """One sentence, shown below the title."""
    text: str = ""
    """Further words that lead here."""
    columns: tuple[str, ...] = ()
    domain: str = ""
    layer: str = ""
    classification: str = ""
    custodian: str = ""
    status: str = ""
    successor: str = ""
    """Address of what to use instead."""

    @property
    def is_dataset(self) -> bool:
        """Whether it is found by system, schema and name."""
        return bool(self.path[0])


class Labels(msgspec.Struct, kw_only=True, frozen=True):
    """Titles of ids that facets show: id -> title, in the order they are listed."""

    domains: dict[str, str] = {}
    systems: dict[str, tuple[str, str]] = {}
    """Id -> title, id of its domain."""
    people: dict[str, str] = {}
    layers: tuple[str, ...] = ()
    classifications: tuple[str, ...] = ()

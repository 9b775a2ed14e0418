"""What machines say of their data: databases, dbt projects, SQL scripts, event logs.

A harvester is an importer whose source is no file of one contract but a system that is asked as a whole, again and
again. It says what is there; what becomes of that in the book is decided in one place (``harvested.py``): what the
source owns is updated, what a person wrote stays, and what was seen is written to ``<schema>.observed.yaml``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Literal, NamedTuple, Protocol, TypeGuard

import click
import msgspec

from lakebook.diagnostics import Finding, Location
from lakebook.importers import Place
from lakebook.model.dataset import Dataset


class Address(NamedTuple):
    """Where a source keeps a table, in its own words."""

    space: str
    """All that is above the table, such as ``raw.jaffle_shop`` or ``postgres://db:5432/sales.public``; may be empty."""
    name: str


class Flow(msgspec.Struct):
    """What a table was seen to take from another one."""

    columns: dict[str, tuple[str, ...]] = {}
    """Its column -> columns of the other one; empty where only the tables are known. Never guessed."""


class Found(msgspec.Struct, kw_only=True):
    """One table, view, file or topic of the source."""

    address: Address
    dataset: Dataset
    """Name, kind, description, columns, and whatever else the source says. Domain, system, schema, ``sources``,
    and ``from`` and ``references`` of columns are not filled in: they are in ``flows`` and ``references``."""
    flows: dict[Address, Flow] = {}
    """What it is made of."""
    references: dict[str, tuple[Address, str]] = {}
    """Column that is a foreign key -> table and column it points to."""
    described: bool = True
    """Whether the source says what the table is. False where it is only written to: then it is not made new in the
    book, its columns are no news, and its flows count where the book has it."""
    complete: bool = False
    """Whether the source says all there is of keys and required values: what it does not name is not there."""
    partial: bool = False
    """Whether the table may have columns and types that the source does not say this time: a manifest without its
    catalogue. What it said of them the last time still counts, and is not gone."""
    location: Location = Location("")
    """Where the source says so."""


class Exposure(msgspec.Struct, kw_only=True):
    """Who uses tables of the source outside of it: a dashboard, an application, a notebook."""

    name: str
    title: str = ""
    type: str = ""
    url: str = ""
    description: str = ""
    owner: str = ""
    """An address, or else a name, as the source has it."""
    owner_name: str = ""
    """What the owner is called, where the source says it beside the address."""
    reads: tuple[Address, ...] = ()
    location: Location = Location("")


class Harvest(msgspec.Struct, kw_only=True):
    """What one source says as a whole."""

    origin: str
    """Name of the importer: ``dbt``, ``sql``, ``openlineage``, ``database``, ..."""
    found: list[Found] = []
    left_out: list[Address] = []
    """Tables that are there, but were left out on request or could not be read: they are not gone."""
    closed: list[str] = []
    """Spaces that are there, but could not be looked into: nothing is known of what they hold."""
    asked_for: Callable[[Address], bool] | None = None
    """Whether the source would have shown a table of this address, were it there; None where nobody can tell."""
    is_part: bool = False
    """Whether files were asked for a part of what they hold, or do not hold all there is, as logs do."""
    given: list[str] = []
    """Files and folders that the source was read from, as ``given.py`` names them; none where it is a part of it."""
    exposures: list[Exposure] = []
    notes: list[Finding] = []
    """What was not understood, each with its place; the rest is imported."""
    errors: list[Finding] = []
    """Why nothing at all can be imported."""
    told: list[str] = []
    """Lines for the person who imports, such as ``708 models, 132 seeds``."""


class Harvester(Protocol):
    """A decorated function."""

    options: Sequence[click.Parameter]
    """Options of its own, given to it by name."""
    takes: Literal["files", "address"]
    """What is named on the command line: files and folders, or the address of a database."""
    __name__: str

    def __call__(self, given: Sequence[Path] | str, place: Place, **options: Any) -> Harvest:
        """What the source says now. It runs nothing of what it reads.

        Raises:
            Unreadable: the source cannot be read at all.
        """
        ...


def harvester(
    *options: click.Parameter, takes: Literal["files", "address"] = "files"
) -> Callable[[Callable[..., Harvest]], Harvester]:
    """Mark a function as a harvester with these options of its own."""

    def mark(function: Callable[..., Harvest]) -> Harvester:
        function.options = options  # type: ignore[attr-defined]
        function.takes = takes  # type: ignore[attr-defined]
        return function  # type: ignore[return-value]

    return mark


def is_harvester(plug: object) -> TypeGuard[Harvester]:
    """Whether a plug of the importers' room asks a whole system."""
    return hasattr(plug, "takes")

"""A database: its tables, views, keys and comments."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import click

from lakebook.importers import Place
from lakebook.importers._database.ask import Choice, asked
from lakebook.importers._harvest import Harvest, harvester

_LONGEST = 60
"""Seconds."""


@harvester(
    click.Option(["--only"], multiple=True, metavar="PATTERN", help="Tables of this SCHEMA.TABLE, such as 'shop.*'."),
    click.Option(["--without"], multiple=True, metavar="PATTERN", help="No tables of this SCHEMA.TABLE."),
    click.Option(
        ["--timeout"],
        type=click.IntRange(1, 3600),
        default=_LONGEST,
        show_default=True,
        metavar="SECONDS",
        help="The longest that one query of the catalogue may take.",
    ),
    takes="address",
)
def database(
    given: Sequence[Path] | str,
    place: Place,
    *,
    only: Sequence[str] = (),
    without: Sequence[str] = (),
    timeout: int = _LONGEST,
) -> Harvest:
    """Tables, views, keys and comments of a database, which is only read.

    URL is such as postgresql://ann@db.example.org/sales, mariadb://ann@db.example.org/sales or sqlite:///sales.db. The
    password may stand in LAKEBOOK_DATABASE_PASSWORD instead.
    """
    address = given if isinstance(given, str) else str(given[0])
    return asked(address, os.environ, Choice(tuple(only), tuple(without)), timeout)

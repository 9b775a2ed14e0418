"""SQL scripts: tables, views, columns, keys and comments, and what is made of what; nothing is run."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from lakebook.importers import Place
from lakebook.importers._harvest import Harvest, harvester
from lakebook.importers._harvest.spread import SPREAD
from lakebook.importers._sql.dialects import DIALECTS


@harvester(
    click.Option(
        ["--dialect"],
        type=click.Choice([*DIALECTS]),
        default=None,
        help="Dialect of all scripts; else what they look like together, but for one that clearly looks like another.",
    ),
    click.Option(
        ["--models"],
        default="",
        metavar="SCHEMA",
        help="A file that holds nothing but a query makes the table of its name in this schema.",
    ),
    *SPREAD,
)
def sql(given: Sequence[Path] | str, place: Place, **options: Any) -> Harvest:
    """SQL scripts: tables, views, columns, keys and comments, and what is made of what; nothing is run."""
    from lakebook.importers._sql.batches import Spreading
    from lakebook.importers._sql.harvest import harvest_scripts

    paths = [Path(given)] if isinstance(given, str) else list(given)
    return harvest_scripts(
        paths,
        dialect=options.get("dialect") or "",
        models=options.get("models") or "",
        spreading=Spreading(options.get("jobs") or 1, options.get("scheduler") or ""),
        kinds=place.book.settings.kinds,
    )

"""``lakebook new``: a page to fill in, for a product or a decision."""

from __future__ import annotations

import click

from lakebook.commands._new_adr import adr
from lakebook.commands._new_wid import wid
from lakebook.commands._unknown import Choosing


@click.group(cls=Choosing)
def new() -> None:
    """Write a new page from its template: a WID for a product, an ADR for a decision."""


new.add_command(wid)
new.add_command(adr)

"""``lakebook new``: a page to fill in, for a product or a decision; or a whole book."""

from __future__ import annotations

import click

from lakebook.commands._new_adr import adr
from lakebook.commands._new_book import book
from lakebook.commands._new_wid import wid
from lakebook.commands._unknown import Choosing


@click.group(cls=Choosing)
def new() -> None:
    """Write a new page from its template: a WID for a product, an ADR for a decision; or begin a book."""


new.add_command(book)
new.add_command(wid)
new.add_command(adr)

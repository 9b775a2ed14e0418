"""Drafts of products that were made once are not made again: whoever deletes one has decided."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from lakebook.book import Book
from lakebook.importers._harvest import Address, Harvest
from lakebook.importers._harvest.drafts import drafts, name_of, shown_in


class Exposed(NamedTuple):
    """What becomes of who uses tables outside of the source."""

    files: dict[str, bytes]
    """Drafts by their paths."""
    told: list[str]
    deleted: list[str]
    """Those whose product somebody deleted from the book."""
    remembered: list[str]
    """What the next import is to know: importer and name of each that has, or had, a product."""


def exposed(harvest: Harvest, identity: Callable[[Address], str], book: Book) -> Exposed:
    """Drafts for exposures that no product shows, and of which no draft was made before."""
    known = {one for seen in book.observations.values() for one in seen.drafts}
    shown = shown_in(book)
    named = {f"{harvest.origin} {one.name}": one for one in harvest.exposures}
    deleted = {key: one for key, one in named.items() if key in known and not shown(one)}
    wanted = [one for key, one in named.items() if key not in deleted]
    reads = {address for one in wanted for address in one.reads}
    identities = {address: found for address in reads if (found := identity(address))}
    files, told, made = drafts(wanted, identities, book)
    there = {key for key, one in named.items() if shown(one) or one.name in made}
    return Exposed(files, told, [f"the draft of '{name_of(one)}'" for one in deleted.values()], sorted(there - known))

"""What datasets inherit from their system or domain: one change where it was made, not one at each heir."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

import msgspec

from lakebook.book import Book
from lakebook.changes.change import Change, Kind
from lakebook.changes.comparison import Comparison
from lakebook.changes.records import changed, removed
from lakebook.model.dataset import Dataset
from lakebook.model.domain import Domain
from lakebook.model.system import System

Field = Literal["custodian", "classification"]


class Said(msgspec.Struct, frozen=True):
    """A value that changed, for a dataset or for a place and those that inherit from it."""

    old: Dataset | System | Domain
    new: Dataset | System | Domain
    before: str
    """What held, inherited or not; empty for nothing."""
    after: str
    heirs: tuple[str, ...] = ()
    """Identities before of the datasets for which it changed."""
    note: str = ""

    def change(self, comparison: Comparison, kind: Kind, field: Field, **said: Any) -> Change:
        """The change where it was made; in the state before where the file that said it is gone."""
        said |= {"before": self.before, "after": self.after, "note": self.note}
        if getattr(self.new, "path", "-"):
            return changed(comparison, kind, self.new, field, **said)
        return removed(comparison, kind, self.old, field, **said)


def said_or_inherited(comparison: Comparison, field: Field) -> Iterator[Said]:
    """Each change of what holds, or of who says it; domains and systems first, in the order of the book."""
    places = {id(new): (old, new) for old, new in _places(comparison) if getattr(old, field) != getattr(new, field)}
    heirs: dict[int, list[str]] = {key: [] for key in places}
    own: list[Said] = []
    for old, new in comparison.datasets.both:
        before, after = holds(comparison.before, old, field), holds(comparison.after, new, field)
        if before == after:
            if getattr(old, field) != getattr(new, field):
                own.append(Said(old, new, before, after, (old.id,), _whose(getattr(new, field))))
            continue
        moved = (old.domain, old.system) != (new.domain, new.system)
        above = [place for place in comparison.after.catalogue.inherits_from(new) if id(place) in places]
        if getattr(old, field) != getattr(new, field) or moved or not above:
            own.append(Said(old, new, before, after, (old.id,), "" if getattr(new, field) else "inherited"))
        else:
            heirs[id(above[0])].append(old.id)
    for key, (place_before, place) in places.items():
        before, after = holds(comparison.before, place_before, field), holds(comparison.after, place, field)
        note = _whose(getattr(place, field)) if before == after else _inherit(len(heirs[key]))
        yield Said(place_before, place, before, after, tuple(heirs[key]), note)
    yield from own


def _places(comparison: Comparison) -> Iterator[tuple[Domain | System, Domain | System]]:
    before, after = comparison.before.catalogue, comparison.after.catalogue
    for domain in after.domains.values():
        if domain.id in before.domains:
            yield before.domains[domain.id], domain
    for system in after.systems.values():
        if system.id in before.systems:
            yield before.systems[system.id], system


def holds(book: Book, record: Dataset | System | Domain, field: Field) -> str:
    """What the record says, else what it inherits; empty for nothing."""
    return next((said for place in book.catalogue.inherits_from(record) if (said := getattr(place, field))), "")


def _whose(own: str) -> str:
    return "inherited until now" if own else "inherited from now on"


def _inherit(count: int) -> str:
    if not count:
        return "no dataset inherits it"
    return "1 dataset inherits it" if count == 1 else f"{count} datasets inherit it"

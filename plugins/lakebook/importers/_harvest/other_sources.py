"""Where several sources describe one dataset: what is another one's to say, no import of this one changes."""

from __future__ import annotations

from typing import Literal

from lakebook.model.dataset import Column
from lakebook.model.observation import Observation


class OtherSources:
    """What others than one source said of a dataset."""

    def __init__(self, seen: Observation | None, origin: str) -> None:
        said = seen.seen if seen is not None else {}
        self._last = said.get(origin)
        self._others = [dataset for other, dataset in said.items() if other != origin]

    def brought_it(self) -> bool:
        """Whether others have seen the dataset, and this source never has."""
        return bool(self._others) and self._last is None

    def brought(self, column: Column) -> bool:
        """Whether others have seen the column, by any of its names, and this source never has."""
        names = {column.name, *column.formerly}
        mine = names & set(self._last.columns) if self._last is not None else None
        return not mine and any(names & set(other.columns) for other in self._others)

    def say(
        self,
        field: Literal["type", "key", "required", "references", "description"],
        ours: Column,
        name: str,
        now: object,
    ) -> bool:
        """Whether the book has this field of the column from another source, as it had when this one was imported.

        The column is called *name* in the source, which says *now*; where it says something new, an import takes that.
        """
        said = getattr(ours, field)
        if (
            self._last is None
            or not said
            or not any(getattr(other.columns.get(name), field, None) == said for other in self._others)
        ):
            return False
        before = getattr(self._last.columns.get(name), field, None)
        return not before or before == now

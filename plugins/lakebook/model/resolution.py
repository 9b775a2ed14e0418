"""What the names in references lead to."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

import msgspec

from lakebook.model.dataset import Dataset
from lakebook.model.system import System


class Resolution(msgspec.Struct, frozen=True):
    """What a reference leads to: a dataset, one of its columns, an external system, several things, or nothing."""

    dataset: Dataset | None = None
    column: str = ""
    external: System | None = None
    """A system outside the company; what lies in it is not catalogued."""
    candidates: tuple[str, ...] = ()
    """Where the name means several things: all of them."""

    @property
    def found(self) -> bool:
        """Whether it leads anywhere."""
        return self.dataset is not None or self.external is not None


NOWHERE = Resolution()
_NOTHING: frozenset[str] = frozenset()


class Names:
    """Looks names up; each once."""

    def __init__(
        self, datasets: Mapping[str, Dataset], former: Mapping[str, Dataset], systems: Mapping[str, System]
    ) -> None:
        """*datasets* by the identity of today, *former* by old ones."""
        self._datasets = datasets
        self._former = former
        self._systems = systems
        self._resolved: dict[tuple[str, str, str], Resolution] = {}

    def resolve(self, name: str, near: Dataset | None = None) -> Resolution:
        """What *name* means: looked up in the schema and the system of *near*, then as a whole identity.

        At each of the three, as a dataset, then as a dataset with a column behind the dot; dots inside names are
        tried everywhere. Two meanings at one of the three are an ambiguity. Old names (``formerly``) come last.
        """
        key = ("", "", name)
        if near is not None and self._may_be_near(name, near):
            key = (near.system, near.schema, name)
        found = self._resolved.get(key)
        if found is None:
            found = self._resolved[key] = self._look_up(*key)
        return found

    def _may_be_near(self, name: str, near: Dataset) -> bool:
        """Whether something in the schema or the system of *near* begins as *name* does."""
        dot = name.find(".")
        first = name if dot < 0 else name[:dot]
        beside = self._below.get(near.system, _NOTHING)
        return first in beside or first in self._below.get(f"{near.system}.{near.schema}", _NOTHING)

    def _look_up(self, system: str, schema: str, name: str) -> Resolution:
        prefixes = (f"{system}.{schema}.", f"{system}.", "") if system else ("",)
        for datasets in (self._datasets, self._former):
            for prefix in prefixes:
                hits = self._hits(datasets, prefix + name, len(prefix))
                if len(hits) == 1:
                    return hits[0]
                if hits:
                    said = tuple(
                        f"{hit.dataset.id}{'.' + hit.column if hit.column else ''}" for hit in hits if hit.dataset
                    )
                    return Resolution(candidates=said)
        stub = self._systems.get(name.partition(".")[0])
        return Resolution(external=stub) if stub is not None and stub.external else NOWHERE

    @cached_property
    def _below(self) -> dict[str, set[str]]:
        """Every identity, of today or old, up to each of its dots -> what stands there up to the next dot."""
        found: dict[str, set[str]] = {}
        for identity in (*self._datasets, *self._former):
            end = len(identity)
            while (dot := identity.rfind(".", 0, end)) > 0:
                known = found.setdefault(identity[:dot], set())
                if (part := identity[dot + 1 : end]) in known:
                    break
                known.add(part)
                end = dot
        return found

    def _hits(self, datasets: Mapping[str, Dataset], whole: str, start: int) -> list[Resolution]:
        hits = []
        if (dataset := datasets.get(whole)) is not None:
            hits.append(Resolution(dataset))
        dot = whole.rfind(".")
        while dot > start:
            dataset, column = datasets.get(whole[:dot]), whole[dot + 1 :]
            if dataset is not None and (found := _column_named(dataset, column)):
                hits.append(Resolution(dataset, found))
            dot = whole.rfind(".", 0, dot)
        return hits


def _column_named(dataset: Dataset, name: str) -> str:
    """The column's name today, by its name or an old one; empty for none."""
    if name in dataset.columns:
        return name
    return next((column.name for column in dataset.columns.values() if name in column.formerly), "")

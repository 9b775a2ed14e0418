"""Identities of datasets in their three parts, also of datasets that are called something else today."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import msgspec

from lakebook.model.dataset import Dataset


class Identity(msgspec.Struct, frozen=True, gc=False):
    """``system.schema.dataset``."""

    system: str
    schema: str
    name: str

    @property
    def id(self) -> str:
        """As one text."""
        return f"{self.system}.{self.schema}.{self.name}"


def former_identities(dataset: Dataset, name: str, is_system: Callable[[str], bool]) -> Iterator[Identity]:
    """What *name* in the ``formerly:`` of *dataset* may stand for; *is_system* knows the systems of today.

    With two dots or more it is a whole identity, of any system. Where no system of today begins it, the system may
    be gone, or the dots may be part of a bare name (``customers.export.csv``): then it is taken as both.
    """
    dots = [place for place, character in enumerate(name) if character == "."]
    heads = [name[:dot] for dot in dots[:-1]]
    system = next((head for head in reversed(heads) if is_system(head)), "")
    if heads:
        yield _parted(dataset, system or heads[0], name)
    if not system:
        yield Identity(dataset.system, dataset.schema, name)


def _parted(dataset: Dataset, system: str, whole: str) -> Identity:
    """Its schema ends at the first dot, unless it is the one of *dataset*, whose name may hold dots."""
    rest = whole[len(system) + 1 :]
    if system == dataset.system and rest.startswith(f"{dataset.schema}."):
        return Identity(system, dataset.schema, rest[len(dataset.schema) + 1 :])
    schema, _, name = rest.partition(".")
    return Identity(system, schema, name)

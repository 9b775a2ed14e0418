"""Foreign keys and lineage of a contract, where what they point to is in the contract or in the book."""

from __future__ import annotations

import re

import msgspec

from lakebook.importers import Place
from lakebook.importers._foreign_text import as_text, maps, scalar, texts
from lakebook.importers._odcs_column import Note, ReadColumn
from lakebook.importers._odcs_versions import Fields
from lakebook.model.dataset import Column, Dataset
from lakebook.model.reference import Reference

_BY_ID = re.compile(r"(?:.*#)?/?schema/(?P<object>[^/]+)(?:/properties/(?P<property>.+))?$")


class ReadDataset(msgspec.Struct):
    """A dataset, the object it was read from, and its columns with their properties."""

    dataset: Dataset
    fields: Fields
    columns: list[ReadColumn]

    def names(self) -> set[str]:
        """All names the contract may call it by, in lower case."""
        said = (self.dataset.name, *(scalar(self.fields.get(key)) for key in ("name", "physicalName", "id")))
        return {name.lower() for name in said if name}

    def column(self, name: str) -> Column | None:
        """The column of this name, physical name or id, case aside."""
        wanted = name.replace("/properties/", ".").lower()
        for read in self.columns:
            said = (read.column.name, *(scalar(read.fields.get(key)) for key in ("physicalName", "id")))
            if wanted in (name.lower() for name in said if name):
                return read.column
        return None


def relate(read: list[ReadDataset], place: Place, note: Note) -> None:
    """Give the columns their keys and origins, and keep in ``extra:`` what leads nowhere."""
    for owner in read:
        near = Dataset(name=owner.dataset.name, domain=place.domain, system=place.system, schema=place.schema)
        finder = _Finder(read, near, place)
        _relate_object(owner, finder, note)
        owner.dataset.sources, left = _origins(owner.fields, finder, owner.dataset.name)
        if left:
            owner.dataset.extra["transformSourceObjects"] = left
        for column in owner.columns:
            _relate_column(owner, column, finder, note)
            own = f"{owner.dataset.name}.{column.column.name}"
            origins, left = _origins(column.fields, finder, owner.dataset.name, own)
            column.column.from_ = tuple(origins)
            if left:
                column.column.extra["transformSourceObjects"] = left


class _Finder:
    """Looks names up, first in the contract and then in the book."""

    def __init__(self, read: list[ReadDataset], near: Dataset, place: Place) -> None:
        self._read = read
        self._near = near
        self._catalogue = place.book.catalogue

    def find(self, name: str) -> str:
        """The reference to write for *name*; empty where it leads nowhere."""
        if by_id := _BY_ID.match(name):
            name = ".".join(part for part in by_id.groups() if part)
        at = len(name)
        while at > 0:
            head, rest = name[:at].lower(), name[at + 1 :]
            for owner in self._read:
                if head in owner.names():
                    column = owner.column(rest) if rest else None
                    if not rest or column is not None:
                        return f"{owner.dataset.name}.{column.name}" if column else owner.dataset.name
            at = name.rfind(".", 0, at)
        resolved = self._catalogue.resolve(name, self._near)
        return name if resolved.found else ""


def _origins(fields: Fields, finder: _Finder, *own: str) -> tuple[list[Reference], str]:
    """What the transformation reads, and the names that lead nowhere, as text."""
    origins: list[Reference] = []
    left = []
    for name in texts(fields.get("transformSourceObjects")):
        found = finder.find(name)
        if found and found not in own and all(reference.target != found for reference in origins):
            origins.append(Reference(found))
        elif not found or found in own:
            left.append(name)
    return origins, ", ".join(left)


def _relate_column(owner: ReadDataset, read: ReadColumn, finder: _Finder, note: Note) -> None:
    for relation in maps(read.fields.get("relationships")):
        targets = texts(relation.get("to"))
        found = finder.find(targets[0]) if len(targets) == 1 else ""
        plain = not (set(relation) - {"type", "to", "from"}) and scalar(relation.get("type")) in ("", "foreignKey")
        linked = _link(read.column, found)
        if not linked or not plain:
            _keep(read.column.extra, relation)
        if targets and not found:
            where = f"{owner.dataset.name}.{read.column.name}"
            said = f"{where} points to {as_text(relation.get('to'))!r}, which is not in the contract or the book"
            note(relation, said, "it is kept in extra; set references: once its dataset is there")


def _relate_object(owner: ReadDataset, finder: _Finder, note: Note) -> None:
    for relation in maps(owner.fields.get("relationships")):
        froms, targets = texts(relation.get("from")), texts(relation.get("to"))
        for origin, target in zip(froms, targets, strict=False):
            name = finder.find(origin).removeprefix(f"{owner.dataset.name}.")
            column = owner.column(name) if name else owner.column(origin)
            found = finder.find(target)
            if column is None or not found:
                said = f"relationship of {owner.dataset.name} from '{origin}' to '{target}' leads nowhere"
                note(relation, said, "it is kept in extra; set key: and references: once its dataset is there")
            else:
                _link(column, found)
        _keep(owner.dataset.extra, relation)


def _link(column: Column, target: str) -> bool:
    """Make *column* a foreign key to *target*; False where it points elsewhere already, or target is empty."""
    if not target or column.references not in ("", target):
        return False
    column.references = target
    if "fk" not in column.key:
        column.key = (*column.key, "fk")
    return True


def _keep(extra: dict[str, str], relation: Fields) -> None:
    text = as_text(relation)
    extra["relationships"] = f"{extra['relationships']}\n{text}" if "relationships" in extra else text

"""``<schema>.observed.yaml``: what machines saw of the datasets of one schema, written anew by each import."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from lakebook.book import Book
from lakebook.model.dataset import Dataset
from lakebook.model.observation import Observation, ObservedColumn, ObservedEdge
from lakebook.settings import Settings
from lakebook.syntax.strict_yaml import Value
from lakebook.writers.record_trees import Tree, record_tree, written
from lakebook.writers.yaml_text import entry

HEAD = "# Written by 'lakebook import'. What people know stands in the file of the schema.\n"

NO_SPACE = "."
"""Stands for the place of tables of which the source does not say where they lie."""


class Seen:
    """What is known of the datasets of one schema, to be added to and written."""

    def __init__(self, before: Iterable[tuple[str, Observation]]) -> None:
        """*before*: name of today and what was observed so far."""
        self._edges: dict[str, dict[str, ObservedEdge]] = {}
        self._said: dict[str, dict[str, Tree]] = {}
        self._spaces: set[str] = set()
        self._given: set[str] = set()
        self._drafts: set[str] = set()
        for name, one in before:
            self._spaces.update(one.spaces)
            self._given.update(one.given)
            self._drafts.update(one.drafts)
            self._edges[name] = dict(one.edges)
            self._said[name] = {origin: record_tree(dataset) for origin, dataset in one.seen.items()}

    def said_by(self, origin: str) -> dict[str, Tree]:
        """What this source said of each dataset the last time."""
        return {name: said[origin] for name, said in self._said.items() if origin in said}

    def said_by_others(self, origin: str, name: str) -> list[Tree]:
        """What other sources said of one dataset."""
        return [tree for other, tree in self._said.get(name, {}).items() if other != origin]

    def add_spaces(self, spaces: Iterable[str]) -> None:
        """What the source calls the schema."""
        self._spaces.update(space or NO_SPACE for space in spaces)

    def add_given(self, origin: str, names: Iterable[str], *, alone: bool) -> None:
        """What the source was read from; *alone* where that showed all that it ever said of the schema."""
        if alone:
            self._given = {one for one in self._given if one.partition(" ")[0] != origin}
        self._given.update(f"{origin} {name}" for name in names)

    def add_drafts(self, names: Iterable[str]) -> None:
        """Exposures that have, or had, a product in the book."""
        self._drafts.update(names)

    def set_said(self, origin: str, name: str, tree: Tree) -> None:
        """What this source says of a dataset now."""
        self._said.setdefault(name, {})[origin] = tree

    def forget(self, origin: str, name: str) -> None:
        """The source does not have it any more."""
        self._said.get(name, {}).pop(origin, None)
        self.set_edges(origin, name, {})

    def set_edges(self, origin: str, name: str, edges: Mapping[str, Mapping[str, tuple[str, ...]]]) -> None:
        """What this source says a dataset is made of now: source -> column -> columns of the source."""
        kept: dict[str, ObservedEdge] = {}
        for source, edge in self._edges.get(name, {}).items():
            others = tuple(other for other in edge.origin if other != origin)
            if others:
                kept[source] = ObservedEdge(name=source, origin=others, columns=dict(edge.columns))
        for source, columns in edges.items():
            edge = kept.setdefault(source, ObservedEdge(name=source, columns={}))
            edge.origin = tuple(sorted({*edge.origin, origin}))
            for column, from_ in columns.items():
                known = edge.columns.get(column)
                both = {*(known.from_ if known else ()), *from_}
                edge.columns[column] = ObservedColumn(name=column, from_=tuple(sorted(both)))
        self._edges[name] = kept

    def content(self) -> bytes:
        """The whole file; empty where there is nothing to say."""
        datasets: dict[str, Value] = {}
        for name in sorted({*self._edges, *self._said}):
            edges, said = self._edges.get(name, {}), self._said.get(name, {})
            fields: dict[str, Value] = {}
            if edges:
                fields["edges"] = {source: _edge(edges[source]) for source in sorted(edges)}
            if said:
                fields["seen"] = {origin: written(Dataset, said[origin]) or "" for origin in sorted(said)}
            if fields:
                datasets[name] = fields
        if not datasets:
            return b""
        head = HEAD
        for key, words in (("spaces", self._spaces), ("given", self._given), ("drafts", self._drafts)):
            listed: list[Value] = [*sorted(words)]
            head += entry(key, listed) if listed else ""
        return (head + entry("datasets", datasets)).encode()


def observed_path(path: str, schema: str, settings: Settings) -> str:
    """The file of what was observed, in the folder of the system whose schema the file at *path* describes."""
    folder = f"{settings.folders.catalogue}/"
    domain, system, *_ = path.removeprefix(folder).split("/")
    return f"{folder}{domain}/{system}/{schema}.observed.yaml"


def seen_in(book: Book, path: str) -> Seen:
    """What the file at *path* says now, by the names that its datasets have today."""
    return Seen(
        (there.name if (there := book.catalogue.datasets.get(identity)) else one.name, one)
        for identity, one in book.observations.items()
        if one.file == path
    )


def _edge(edge: ObservedEdge) -> Value:
    origins: list[Value] = list(edge.origin)
    if not edge.columns:
        return origins[0] if len(origins) == 1 else {"origin": origins}
    return {"origin": origins[0] if len(origins) == 1 else origins, "columns": _columns(edge.columns)}


def _columns(columns: Mapping[str, ObservedColumn]) -> Value:
    found: dict[str, Any] = {}
    for name in sorted(columns):
        from_ = list(columns[name].from_)
        found[name] = from_[0] if len(from_) == 1 else {"from": from_}
    return found

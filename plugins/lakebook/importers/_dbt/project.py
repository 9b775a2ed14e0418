"""A dbt project, read: its tables by id, what each is made of, its tests and its users."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias

import msgspec

from lakebook.diagnostics import Location
from lakebook.importers._dbt.catalog import CatalogTable
from lakebook.importers._dbt.manifest import Between, Group, Manifest, ManifestExposure, Node, Shape, each
from lakebook.importers._harvest import Address
from lakebook.importers._harvest.note_list import NoteList

Entries: TypeAlias = dict[str, msgspec.Raw]

NEWEST = 12
"""Version of the manifest that we know all of."""
TABLES = ("model", "seed", "snapshot", "source")


class Project:
    """What one manifest says."""

    def __init__(self, path: str, manifest: Manifest, catalog: Mapping[str, CatalogTable], notes: NoteList) -> None:
        self.path = path
        self.metadata = manifest.metadata
        self.version = manifest.version
        self.catalog = catalog
        self.notes = notes
        self.tables: dict[str, Node] = {}
        """Models, seeds, snapshots and sources by their ids; ephemeral ones are in ``ephemeral``."""
        self.ephemeral: dict[str, Node] = {}
        self.tests: list[Node] = []
        self.counts: Counter[str] = Counter()
        """Resource type -> how many are enabled; ``disabled`` too."""
        self._between: dict[str, list[str]] = {}
        self._read(manifest)
        self.groups = {group.name: group for _, group in self._known(manifest.groups, Group)}
        self.exposures = [one for _, one in self._known(manifest.exposures, ManifestExposure) if is_enabled(one)]

    @property
    def name(self) -> str:
        """Of the project; older manifests do not say it."""
        return self.metadata.project_name or next((node.package_name for node in self.tables.values()), "")

    def address_of(self, key: str) -> Address:
        """Where the table of this id lies."""
        node = self.tables[key]
        space = ".".join(part for part in (node.database, node.schema) if part)
        return Address(space, node.identifier or node.alias or node.name)

    def place_of(self, node: Node | ManifestExposure) -> Location:
        """The file of the project that describes it; else the manifest."""
        return Location(node.original_file_path.replace("\\", "/") or self.path)

    def parents_of(self, key: str) -> list[str]:
        """Ids that it depends on, as the manifest has them: ephemeral models too, tests and macros not."""
        node = self.tables.get(key) or self.ephemeral.get(key)
        return [parent for parent in _depends_on(node) if parent in self.tables or parent in self.ephemeral]

    def parents_of_test(self, test: Node) -> list[str]:
        """Ids of the tables that a test looks at."""
        return [key for key in _depends_on(test) if key in self.tables or key in self.ephemeral]

    def origins_of(self, keys: Iterable[str]) -> list[str]:
        """Ids of tables that these lead to: ephemeral models, metrics and semantic models are seen through."""
        found: dict[str, None] = {}
        seen: set[str] = set()
        waiting = list(keys)[::-1]
        while waiting:
            key = waiting.pop()
            if key in self.tables:
                found[key] = None
            elif key not in seen:
                seen.add(key)
                inside = _depends_on(self.ephemeral[key]) if key in self.ephemeral else self._between.get(key, [])
                waiting.extend(inside[::-1])
        return list(found)

    def missing_from(self, keys: Iterable[str]) -> list[str]:
        """Those of *keys* that the manifest does not hold."""
        return [key for key in keys if not (key in self.tables or key in self.ephemeral or key in self._between)]

    def _read(self, manifest: Manifest) -> None:
        for section in (manifest.nodes, manifest.sources):
            for key, node in self._known(section, Node):
                self._sort_in(key, node)
        between = {"metric": manifest.metrics, "semantic model": manifest.semantic_models}
        for what, entries in {**between, "saved query": manifest.saved_queries, "function": manifest.functions}.items():
            self.counts[what] += len(entries or {})
            self._between.update({key: _depends_on(one) for key, one in self._known(entries, Between)})
        self.counts["unit test"] += len(manifest.unit_tests or {})
        self.counts["disabled"] += len(manifest.disabled or {})

    def _sort_in(self, key: str, node: Node) -> None:
        kind = node.resource_type
        if not is_enabled(node):
            self.counts["disabled"] += 1
        elif kind in TABLES and node.config and node.config.materialized == "ephemeral":
            self.ephemeral[key] = node
        elif kind in TABLES:
            self.tables[key] = node
        else:
            self._between[key] = _depends_on(node)
            if kind == "test":
                self.tests.append(node)
        if is_enabled(node):
            self.counts[kind or "node of no type"] += 1

    def _known(self, entries: Entries | None, shape: type[Shape]) -> Iterator[tuple[str, Shape]]:
        for key, entry in each(entries, shape):
            if isinstance(entry, str):
                self.notes.add(Location(self.path), f"'{key}' is left out: {entry}", "make the manifest again with dbt")
            else:
                yield key, entry


def is_enabled(node: Node | ManifestExposure) -> bool:
    """Whether dbt builds it."""
    return node.config is None or node.config.enabled is not False


def _depends_on(node: Node | Between | None) -> list[str]:
    return list(dict.fromkeys((node.depends_on.nodes if node and node.depends_on else None) or ()))

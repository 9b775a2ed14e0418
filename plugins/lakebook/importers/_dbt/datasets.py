"""A model, seed, snapshot or source of dbt -> a dataset of ours."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lakebook.importers._dbt.columns import columns_of
from lakebook.importers._dbt.manifest import Config, Node, Owner
from lakebook.importers._dbt.project import Project
from lakebook.importers._dbt.promises import Promises
from lakebook.importers._harvest.json_words import in_words, words_of
from lakebook.model.dataset import Dataset
from lakebook.writers.file_names import tidy_name

_VIEWS = ("view", "materialized_view", "materialised_view")
_OBVIOUS = ("table", "view", "seed", "snapshot", "")
"""Ways of building that the kind says already."""


def dataset_of(project: Project, key: str, promises: Promises, kinds: Sequence[str]) -> Dataset:
    """The table of this id, with its columns."""
    node, built = project.tables[key], project.catalog.get(key)
    config = node.config or Config()
    kind = _kind(config.materialized or "", (built.metadata.type if built else None) or "")
    dataset = Dataset(
        name=tidy_name(project.address_of(key).name),
        description=(node.description or (built.metadata.comment if built else None) or "").strip(),
        tags=list(dict.fromkeys([*words_of(node.tags), *words_of(config.tags)])),
        columns=columns_of(node.columns, built, promises),
        location=(node.external.location if node.external else None) or "",
    )
    if kind in kinds:
        dataset.kind = kind
    dataset.extra = {name: text for name, text in _extra(project, node, config, promises) if text}
    return dataset


def _kind(materialized: str, built: str) -> str:
    """What the database says counts for more than how the project would build it."""
    words = built.lower().replace("_", " ")
    if words:
        return "view" if "view" in words else "table"
    return "view" if materialized in _VIEWS else "table"


def _extra(project: Project, node: Node, config: Config, promises: Promises) -> Iterator[tuple[str, str]]:
    for name, value in {**(config.meta or {}), **(node.meta or {})}.items():
        yield name, in_words(value)
    if (config.materialized or "") not in _OBVIOUS:
        yield "materialized", config.materialized or ""
    group = project.groups.get(node.group or config.group or "")
    if group:
        yield "group", group.name
        yield "groupOwner", owner_in_words(group.owner)
    if node.access in ("private", "public"):
        yield "access", node.access
    yield "version", in_words(node.version)
    yield "deprecationDate", node.deprecation_date or ""
    yield "loader", node.loader or ""
    yield "loadedAtField", node.loaded_at_field or ""
    yield "uniqueTogether", "; ".join(", ".join(columns) for columns in promises.together)
    yield "check", "; ".join(promises.checks.get("", ()))
    if node.alias and node.alias != node.name:
        yield "dbtModel", node.name


def owner_in_words(owner: Owner | None) -> str:
    """``Ann Durand <ann@example.org>``, or what there is of it."""
    name, email = (owner.name or "" if owner else ""), ", ".join(words_of(owner.email) if owner else [])
    return f"{name} <{email}>" if name and email else name or email

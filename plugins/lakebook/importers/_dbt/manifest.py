"""``manifest.json`` of dbt, versions 9 to 12, and what is known of older and newer ones.

Each node is read by itself: one that is not what we know costs one note, and large texts that nobody asks for are
never made. Source: https://schemas.getdbt.com/dbt/manifest/v12.json.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeVar

import msgspec

from lakebook.syntax import SyntaxTrouble, Unreadable


class Constraint(msgspec.Struct, kw_only=True):
    """A promise of a contract, on a column or on a model."""

    type: str = ""
    columns: list[str] | None = None
    expression: str | None = None
    to: str | None = None
    to_columns: list[str] | None = None


class ColumnConfig(msgspec.Struct, kw_only=True):
    """Where newer versions keep what was beside it."""

    meta: dict[str, Any] | None = None
    tags: Any = None


class ManifestColumn(msgspec.Struct, kw_only=True):
    """A column as the project describes it."""

    name: str = ""
    description: str | None = None
    data_type: str | None = None
    meta: dict[str, Any] | None = None
    tags: Any = None
    constraints: list[Constraint] | None = None
    config: ColumnConfig | None = None


class Config(msgspec.Struct, kw_only=True):
    """How dbt treats a node."""

    enabled: bool | None = None
    materialized: str | None = None
    meta: dict[str, Any] | None = None
    tags: Any = None
    where: str | None = None
    severity: str | None = None
    group: str | None = None


class DependsOn(msgspec.Struct, kw_only=True):
    """Ids of what a node is made of."""

    nodes: list[str] | None = None


class GenericTest(msgspec.Struct, kw_only=True):
    """Which generic test it is, and what it was given."""

    name: str = ""
    namespace: str | None = None
    kwargs: dict[str, Any] | None = None


class External(msgspec.Struct, kw_only=True):
    """Where an external table lies."""

    location: str | None = None


class Node(msgspec.Struct, kw_only=True):
    """A model, seed, snapshot, source or test; what a kind does not have is None."""

    resource_type: str = ""
    package_name: str = ""
    name: str = ""
    original_file_path: str = ""
    database: str | None = None
    schema: str | None = None
    alias: str | None = None
    identifier: str | None = None
    relation_name: str | None = None
    description: str | None = None
    columns: dict[str, ManifestColumn] | None = None
    meta: dict[str, Any] | None = None
    tags: Any = None
    config: Config | None = None
    depends_on: DependsOn | None = None
    group: str | None = None
    access: str | None = None
    version: str | int | float | None = None
    deprecation_date: str | None = None
    constraints: list[Constraint] | None = None
    language: str | None = None
    compiled_code: str | None = None
    compiled_sql: str | None = None
    """Its name before version 7."""
    test_metadata: GenericTest | None = None
    column_name: str | None = None
    attached_node: str | None = None
    loader: str | None = None
    loaded_at_field: str | None = None
    external: External | None = None


def sql_of(node: Node) -> str:
    """What dbt made of a model or snapshot; empty where it was not compiled, or is no SQL."""
    return (node.compiled_code or node.compiled_sql or "").strip() if node.language in (None, "sql") else ""


class Owner(msgspec.Struct, kw_only=True):
    """Who answers for an exposure or a group."""

    name: str | None = None
    email: Any = None


class ManifestExposure(msgspec.Struct, kw_only=True):
    """Who uses models outside of dbt."""

    name: str = ""
    label: str | None = None
    type: str | None = None
    url: str | None = None
    description: str | None = None
    owner: Owner | None = None
    depends_on: DependsOn | None = None
    config: Config | None = None
    package_name: str = ""
    original_file_path: str = ""


class Group(msgspec.Struct, kw_only=True):
    """Models with one owner."""

    name: str = ""
    owner: Owner | None = None


class Between(msgspec.Struct, kw_only=True):
    """A metric or a semantic model: it is made of models, and exposures are made of it."""

    depends_on: DependsOn | None = None


class Metadata(msgspec.Struct, kw_only=True):
    """What made the file."""

    dbt_schema_version: str | None = None
    dbt_version: str | None = None
    project_name: str | None = None
    adapter_type: str | None = None


class Manifest(msgspec.Struct, kw_only=True):
    """The file; nodes are decoded one by one."""

    metadata: Metadata = msgspec.field(default_factory=Metadata)
    nodes: dict[str, msgspec.Raw] | None = None
    sources: dict[str, msgspec.Raw] | None = None
    exposures: dict[str, msgspec.Raw] | None = None
    groups: dict[str, msgspec.Raw] | None = None
    metrics: dict[str, msgspec.Raw] | None = None
    semantic_models: dict[str, msgspec.Raw] | None = None
    saved_queries: dict[str, msgspec.Raw] | None = None
    unit_tests: dict[str, msgspec.Raw] | None = None
    functions: dict[str, msgspec.Raw] | None = None
    disabled: dict[str, msgspec.Raw] | list[msgspec.Raw] | None = None

    @property
    def version(self) -> int:
        """Of its schema, such as 12; 0 where it does not say."""
        digits = (self.metadata.dbt_schema_version or "").rpartition("/v")[2].removesuffix(".json")
        return int(digits) if digits.isdecimal() else 0


Shape = TypeVar("Shape")


def read_manifest(content: bytes) -> Manifest:
    """The file as a whole.

    Raises:
        Unreadable: it is no JSON, or not a manifest of dbt.
    """
    manifest = decoded(content, Manifest)
    said = manifest.metadata.dbt_schema_version or ""
    if manifest.nodes is None or "/manifest/" not in said:
        is_other = "/dbt/" in said and "/manifest/" not in said
        what = f"'{said}' is another file of dbt" if is_other else "it is not a manifest of dbt"
        raise Unreadable(SyntaxTrouble("file_unreadable", what, "give the manifest.json of target/, or the project"))
    return manifest


def decoded(content: bytes | msgspec.Raw, shape: type[Shape]) -> Shape:
    """JSON as *shape*.

    Raises:
        Unreadable: it is no JSON, or of another shape.
    """
    try:
        return msgspec.json.decode(content, type=shape)
    except msgspec.ValidationError as error:
        trouble = SyntaxTrouble("file_unreadable", f"not what we know of dbt: {error}", "make it again with dbt")
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        trouble = SyntaxTrouble("file_unreadable", f"not whole JSON: {error}", "make it again: 'dbt docs generate'")
    raise Unreadable(trouble)


def each(raw: dict[str, msgspec.Raw] | None, shape: type[Shape]) -> Iterator[tuple[str, Shape | str]]:
    """Each entry with its id; the reason, as text, where it is not of *shape*."""
    decoder = msgspec.json.Decoder(shape)
    for key, value in (raw or {}).items():
        try:
            yield key, decoder.decode(value)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            yield key, str(error)

"""Records as plain trees of texts, lists and maps, and back: what a merge compares.

However a person wrote it, in short or in full, one record has one tree:

- a text is a text, yes is ``true``; what is not given, or as it is by default, is not there;
- a list of words is a list; ``from``, ``sources`` and ``links`` are maps (name -> note, address -> title) where no
  name comes twice;
- columns, ``values``, ``extra`` and ``ignore`` are maps.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any

import msgspec

from lakebook.model.dataset import Column, Dataset, Refresh
from lakebook.model.domain import Term
from lakebook.model.reference import Link, Reference
from lakebook.syntax.strict_yaml import Value
from lakebook.writers.canonical_yaml import COLUMN_FIELDS, DATASET_FIELDS, column_value, references_value, refresh_value
from lakebook.writers.quoting import Plain

Tree = dict[str, Value]

TERM_FIELDS = ("definition", "owner", "synonyms", "note")
"""Order in which a term's fields are written."""
_ORDER: dict[type[Any], tuple[str, ...]] = {Dataset: DATASET_FIELDS, Column: COLUMN_FIELDS, Term: TERM_FIELDS}


def kind_at(keys: tuple[str, ...]) -> type[Dataset | Column | Term] | None:
    """What kind of record *keys* lead to in a schema's file or in ``domain.yaml``; None for anything else."""
    match keys:
        case ("datasets", _):
            return Dataset
        case ("datasets", _, "columns", _):
            return Column
        case ("terms", _):
            return Term
    return None


def are_records(keys: tuple[str, ...]) -> bool:
    """Whether *keys* lead to a map of records that keep their identity when they are renamed."""
    return keys == ("datasets",) or (len(keys) == 3 and keys[0] == "datasets" and keys[2] == "columns")


def datasets_tree(datasets: Iterable[Dataset]) -> Tree:
    """``{"datasets": {name: tree}}``, as a schema's file has it."""
    return {"datasets": {dataset.name: record_tree(dataset) for dataset in datasets}}


def record_tree(record: Dataset | Column | Term) -> Tree:
    """The tree of one record, its name left out."""
    kind: Any = type(record)
    untouched = _untouched(kind)
    tree: Tree = {}
    for name, attribute in _attributes(kind):
        value = getattr(record, attribute)
        if value != untouched[attribute]:
            tree[name] = _value(value)
    return tree


def column_of(name: str, tree: Mapping[str, Value]) -> Column:
    """The column of this name that has this tree."""
    column: Column = record_of(Column, name, tree)
    return column


def record_of(kind: Any, name: str, tree: Mapping[str, Value]) -> Any:
    """The record of this kind and name that has this tree."""
    given = {
        attribute: _IN_MODEL.get(attribute, _in_model)(kind, tree[field])
        for field, attribute in _attributes(kind)
        if field in tree
    }
    return kind(name=name, **given)


def _in_model(kind: Any, value: Value) -> Any:
    return tuple(value) if isinstance(value, list) and kind is Column else value


def _links(_kind: Any, value: Value) -> list[Link]:
    if isinstance(value, dict):
        return [Link(title=str(title), url=url) for url, title in value.items()]
    return [Link(**link) for link in value if isinstance(link, dict)]  # type: ignore[arg-type]


def _refresh(_kind: Any, value: Value) -> Refresh:
    fields: Any = value if isinstance(value, dict) else Refresh.from_text(str(value))
    return Refresh(**fields)


_IN_MODEL: dict[str, Callable[[Any, Value], Any]] = {
    "from_": lambda _kind, value: _references(value),
    "sources": lambda _kind, value: list(_references(value)),
    "links": _links,
    "refresh": _refresh,
    "required": lambda _kind, _value: True,
    "columns": lambda _kind, value: {name: column_of(name, tree) for name, tree in _trees(value)},
}


def _trees(value: Value) -> list[tuple[str, Tree]]:
    return [(name, tree) for name, tree in value.items() if isinstance(tree, dict)] if isinstance(value, dict) else []


def written(kind: Any, tree: Tree) -> Tree:
    """The record's fields as YAML has them, in their order."""
    return {field: written_field(kind, field, value) for field, value in in_order(kind, tree).items()}


def in_order(kind: Any, tree: Tree) -> Tree:
    """The fields of a record in the order in which they are written; what is no record stays as it is."""
    order = _ORDER.get(kind, ())
    return {field: tree[field] for field in (*order, *tree) if field in tree}


def written_field(kind: Any, field: str, value: Value) -> Value:
    """One field of a tree as YAML has it."""
    if field == "columns":
        return {name: written_column(name, tree) for name, tree in _trees(value)}
    if field == "required":
        return Plain("true")
    if field == "key" and isinstance(value, list):
        return " ".join(str(word) for word in value)
    if field in ("from", "sources"):
        return references_value(_references(value))
    if field == "links" and isinstance(value, dict):
        return [{"title": title, "url": url} if title else {"url": url} for url, title in value.items()]
    if field == "synonyms" and isinstance(value, list) and len(value) == 1:
        return value[0] if kind is Term else value
    return value


def written_record(kind: Any, name: str, tree: Tree) -> Value:
    """What stands behind the record's name: the shorthand where it says everything."""
    if kind is Column:
        return written_column(name, tree)
    if kind is Term and set(tree) == {"definition"}:
        return tree["definition"]
    return written(kind, tree) or ""


def written_column(name: str, tree: Mapping[str, Value]) -> Value:
    """A column as YAML has it: the shorthand where it says everything, else a map."""
    return column_value(column_of(name, tree))


@cache
def _attributes(kind: Any) -> list[tuple[str, str]]:
    """Field as written -> attribute, in the order in which fields are written."""
    names = {field.encode_name: field.name for field in msgspec.structs.fields(kind)}
    return [(name, names[name]) for name in _ORDER[kind]]


@cache
def _untouched(kind: Any) -> dict[str, Any]:
    record = kind(definition="") if kind is Term else kind()
    return {attribute: getattr(record, attribute) for _, attribute in _attributes(kind)}


def _value(value: Any) -> Value:
    plain: Callable[[Any], Value] | None = _PLAIN.get(type(value))
    if plain is not None:
        return plain(value)
    items = list(value)
    if items and isinstance(items[0], Reference):
        unique = {item.target: item.note for item in items}
        return unique if len(unique) == len(items) else [_noted(item) for item in items]
    if items and isinstance(items[0], Link):
        titles = {item.url: item.title for item in items}
        if len(titles) == len(items):
            return titles
        return [{"title": item.title, "url": item.url} for item in items]
    return items


_PLAIN: dict[type[Any], Callable[[Any], Value]] = {
    str: lambda value: value,
    bool: lambda value: "true" if value else "false",
    Refresh: lambda value: refresh_value(value),
    dict: lambda value: {
        name: record_tree(item) if isinstance(item, Column | Term) else item for name, item in value.items()
    },
}


def _noted(item: Reference) -> Value:
    return {"dataset": item.target, "note": item.note} if item.note else item.target


def _references(value: Value) -> tuple[Reference, ...]:
    if isinstance(value, dict):
        return tuple(Reference(target, str(note)) for target, note in value.items())
    items = value if isinstance(value, list) else [value]
    return tuple(
        Reference(str(item["dataset"]), str(item["note"])) if isinstance(item, dict) else Reference(str(item))
        for item in items
    )

"""Properties of a contract's object -> columns; what is nested gets dotted names."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import msgspec

from lakebook.importers._foreign_text import as_text, free_name, is_true, maps, scalar, texts
from lakebook.importers._odcs_versions import Fields
from lakebook.model.dataset import Column
from lakebook.settings import Settings
from lakebook.syntax.foreign_yaml import Foreign
from lakebook.writers.file_names import tidy_name

Note = Callable[[Fields, str, str], None]
"""Told the map it is about, what was found and what to do."""

_TAKEN = frozenset(
    [
        "name", "properties", "items", "businessName", "description", "primaryKey", "unique", "required",
        "relationships", "transformSourceObjects", "tags", "customProperties", "quality",
    ]
)  # fmt: skip
_SAYS_NOTHING = {
    "partitioned": ("false",),
    "criticalDataElement": ("false",),
    "primaryKeyPosition": ("-1", "0"),
    "partitionKeyPosition": ("-1", "0"),
    "clusterStatus": ("false",),
    "clusterKeyPosition": ("-1", "0"),
}
"""Values that tools write where there is nothing to say."""


class ReadColumn(msgspec.Struct):
    """A column and the property it was read from, for what needs the whole contract."""

    column: Column
    fields: Fields


def read_columns(owner: Fields, subject: str, settings: Settings, note: Note) -> list[ReadColumn]:
    """All columns of an object, at every level, in the order of the file."""
    taken: set[str] = set()
    found = []
    for name, fields in _flattened(owner, "", subject, note):
        free = free_name(name, taken)
        if free != name:
            note(fields, f"{subject} has '{name}' twice (case aside); the second is '{free}' here", "rename it")
        taken.add(free.lower())
        found.append(ReadColumn(_column(free, fields, subject, settings, note), fields))
    _drop_plain_positions(found)
    return found


def _flattened(owner: Fields, prefix: str, subject: str, note: Note) -> Iterator[tuple[str, Fields]]:
    """Name and property of each column: ``address``, ``address.street``, ``lines[].id``."""
    given = owner.get("properties")
    for number, fields in enumerate(maps(given), 1):
        said = scalar(fields.get("name"))
        name = tidy_name(said) or tidy_name(scalar(fields.get("physicalName")))
        if not name:
            name = f"unnamed_{number}"
            note(fields, f"a property of {subject} has no name; it is '{prefix}{name}' here", "rename it")
        elif said and name != fields.get("name"):
            note(fields, f"name {fields.get('name')!r} of {subject} holds odd spaces; it is '{prefix}{name}' here", "")
        yield prefix + name, fields
        yield from _flattened(fields, f"{prefix}{name}.", subject, note)
        items, brackets = fields.get("items"), "[]"
        while isinstance(items, dict):
            yield from _flattened(items, f"{prefix}{name}{brackets}.", subject, note)
            items, brackets = items.get("items"), f"{brackets}[]"
    if given is not None and not isinstance(given, list):
        note(owner, f"'properties' of {subject} is no list", "write '- name: ...' lines below it")


def _column(name: str, fields: Fields, subject: str, settings: Settings, note: Note) -> Column:
    physical, logical = scalar(fields.get("physicalType")), scalar(fields.get("logicalType"))
    column = Column(
        name=name,
        type=physical or logical,
        required=is_true(fields.get("required")),
        title=scalar(fields.get("businessName")),
        description=as_text(fields.get("description")),
        tags=tuple(texts(fields.get("tags"))),
        example=as_text(fields.get("examples")),
    )
    if is_true(fields.get("primaryKey")):
        column.key = ("pk",)
    elif is_true(fields.get("unique")):
        column.key = ("uk",)
    left = {key: value for key, value in fields.items() if key not in _TAKEN}
    for done in ("physicalType", "examples", *(["logicalType"] if logical.lower() == column.type.lower() else [])):
        left.pop(done, None)
    if scalar(left.get("physicalName")) in ("", scalar(fields.get("name"))):
        left.pop("physicalName", None)
    _classify(column, left, subject, settings, note)
    definitions = [definition(item) for item in maps(left.pop("authoritativeDefinitions", None))]
    column.extra = extra_of(left, fields)
    if text := "\n".join(definitions):
        column.extra["authoritativeDefinitions"] = text
    items = fields.get("items")
    if isinstance(items, dict) and (
        text := as_text({k: v for k, v in items.items() if k not in ("properties", "items")})
    ):
        column.extra["items"] = text
    return column


def _classify(column: Column, left: Fields, subject: str, settings: Settings, note: Note) -> None:
    said = scalar(left.get("classification"))
    known = {name.lower(): name for name in settings.classifications}
    if said.lower() in known:
        column.classification = known[said.lower()]
        del left["classification"]
    elif said:
        hint = f"set classification: to one of {', '.join(settings.classifications)}"
        note({}, f"classification '{said}' is not one of this book's; it is kept in extra", hint)


def extra_of(left: Fields, fields: Fields) -> dict[str, str]:
    """What has no field of ours: what is *left*, then quality rules and custom properties, as text."""
    extra = {}
    for key, value in left.items():
        text = as_text(value)
        if text and text.lower() not in _SAYS_NOTHING.get(key, ()):
            extra[key] = text
    if text := _quality(fields.get("quality")):
        extra["quality"] = text
    extra.update(custom_properties(fields.get("customProperties")))
    return extra


def custom_properties(value: Foreign) -> dict[str, str]:
    """``customProperties.<name>`` -> value."""
    found: dict[str, str] = {}
    for item in maps(value):
        name = scalar(item.get("property")) or scalar(item.get("name")) or "unnamed"
        rest = {key: child for key, child in item.items() if key not in ("property", "value")}
        parts = (as_text(item.get("value")), as_text(rest))
        text = "; ".join(part for part in parts if part)
        if text:
            key = f"customProperties.{name}"
            found[key] = f"{found[key]}\n{text}" if key in found else text
    return found


def definition(item: Fields) -> str:
    """An authoritative definition in one line: its type, or what else it says, and its address."""
    title = scalar(item.get("type"))
    return f"{title}: {scalar(item.get('url'))}" if title and set(item) == {"type", "url"} else as_text(item)


def _quality(value: Foreign) -> str:
    """One line a rule: its description first, then all else it says."""
    lines = []
    for rule in maps(value):
        head = scalar(rule.get("description")) or scalar(rule.get("name"))
        rest = as_text({key: child for key, child in rule.items() if scalar(child) != head or not head})
        lines.append(f"{head} ({rest})" if head and rest else head or rest)
    listed = value if isinstance(value, list) else []
    lines += [item for item in map(scalar, listed) if item]
    return "\n".join(line for line in lines if line) or scalar(value)


def _drop_plain_positions(columns: list[ReadColumn]) -> None:
    """Forget positions in the primary key that only repeat the order of the columns."""
    keyed = [read.column for read in columns if "pk" in read.column.key]
    if [column.extra.get("primaryKeyPosition") for column in keyed] == [str(at + 1) for at in range(len(keyed))]:
        for column in keyed:
            del column.extra["primaryKeyPosition"]

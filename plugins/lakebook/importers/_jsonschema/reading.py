"""What a schema says once ``$ref``, ``allOf``, ``anyOf``, ``oneOf`` and conditions are put together."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from lakebook.importers._foreign_text import as_text, is_true, scalar, texts
from lakebook.importers._harvest.note_list import NoteList
from lakebook.importers._jsonschema.references import Node, References
from lakebook.syntax.foreign_yaml import Foreign

MOST = 20_000
"""Schemas that are put together for one dataset: some refer to themselves ever anew."""
_SAID_ELSEWHERE = frozenset(
    [
        "$schema", "$id", "id", "$ref", "$defs", "definitions", "$anchor", "$comment", "$vocabulary", "$dynamicRef",
        "$dynamicAnchor", "$recursiveRef", "$recursiveAnchor", "type", "format", "title", "description", "enum",
        "const", "properties", "required", "items", "prefixItems", "additionalItems", "additionalProperties",
        "patternProperties", "unevaluatedProperties", "unevaluatedItems", "allOf", "anyOf", "oneOf", "not", "if",
        "then", "else", "examples", "example", "nullable", "dependencies", "dependentRequired", "dependentSchemas",
        "propertyNames", "contains", "discriminator", "xml", "minProperties", "maxProperties",
    ]
)  # fmt: skip


class Reading(msgspec.Struct, kw_only=True):
    """What is known of a value."""

    types: list[str] = []
    nullable: bool = False
    format: str = ""
    title: str = ""
    description: str = ""
    example: str = ""
    values: dict[str, str] = {}
    properties: dict[str, tuple[Node, tuple[int, ...]]] = {}
    """Name -> schema, and the schemas that were referred to on the way there."""
    required: set[str] = set()
    items: tuple[Node, tuple[int, ...]] | None = None
    others: tuple[Node, tuple[int, ...]] | None = None
    """Schema of properties of any name."""
    variants: list[Reading] = []
    """One of which it is."""
    extra: dict[str, str] = {}

    @property
    def has_fields(self) -> bool:
        """Whether there is anything inside by name."""
        return bool(self.properties) or any(one.has_fields for one in self.variants)

    def absorb(self, other: Reading, *, always: bool = True) -> None:
        """Take over what *other* says and this does not; with *always* off, what is only so at times."""
        self.types = self.types or other.types
        self.nullable = self.nullable or other.nullable
        for name in ("format", "title", "description", "example"):
            setattr(self, name, getattr(self, name) or getattr(other, name))
        self.values = self.values or other.values
        self.properties = {
            **self.properties,
            **{name: one for name, one in other.properties.items() if name not in self.properties},
        }
        self.required = self.required | (other.required if always else set())
        self.items = self.items or other.items
        self.others = self.others or other.others
        self.variants = [*self.variants, *other.variants]
        self.extra = {**other.extra, **self.extra}


class SchemaReader:
    """Reads schemas; make one for each dataset."""

    def __init__(self, references: References, notes: NoteList) -> None:
        self._references = references
        self._notes = notes
        self._left = MOST

    def read(self, node: Node, above: tuple[int, ...]) -> Reading:
        """What *node* says; *above* are the schemas that were referred to on the way there."""
        reading = self._own(node, above)
        self._left -= 1
        if self._left < 0:
            if self._left == -1:
                message = f"more than {MOST:,} schemas refer to each other; the rest is left out"
                self._notes.add(node.document.locate(node.value), message)
            return reading
        ref = node.value.get("$ref")
        if isinstance(ref, str):
            self._follow(ref, node, above, reading)
        for part in node.each(node.value.get("allOf")):
            reading.absorb(self.read(part, above))
        for key in ("anyOf", "oneOf"):
            self._choose([self.read(part, above) for part in node.each(node.value.get(key))], reading)
        for part in _at_times(node):
            reading.absorb(self.read(part, above), always=False)
        return reading

    def _follow(self, ref: str, node: Node, above: tuple[int, ...], reading: Reading) -> None:
        place = node.document.locate(node.value)
        target = self._references.find(ref, node)
        if target is None:
            hint = "name the folder that holds it too; nothing is fetched from the network"
            self._notes.add(place, f"'{ref}' leads nowhere in these files", hint)
        elif id(target.value) in above:
            self._notes.add(place, f"'{ref}' leads back to where it stands; its columns are listed once")
            reading.types = reading.types or ["object"]
        else:
            reading.absorb(self.read(target, (*above, id(target.value))))

    def _choose(self, branches: list[Reading], reading: Reading) -> None:
        """One of several: those that only say 'or nothing' are no choice, nor is a list of constants."""
        real = [one for one in branches if one.types or one.values or one.has_fields or one.items or one.others]
        if len(real) < len(branches) or any(one.nullable for one in branches):
            reading.nullable = reading.nullable or any(one.nullable for one in branches)
        if len(real) == 1 and len(branches) - 1 == sum(_only_null(one) for one in branches):
            reading.absorb(real[0])
        elif real and all(one.values and not one.has_fields for one in real):
            for one in real:
                said = one.title or one.description
                named = dict.fromkeys(one.values, said) if len(one.values) == 1 else one.values
                reading.values = {**reading.values, **named}
            reading.types = reading.types or list(dict.fromkeys(name for one in real for name in one.types))
        else:
            reading.variants = [*reading.variants, *real]

    def _own(self, node: Node, above: tuple[int, ...]) -> Reading:
        value = node.value
        types = texts(value.get("type"))
        reading = Reading(
            types=[name for name in types if name != "null"],
            nullable="null" in types or is_true(value.get("nullable")),
            format=scalar(value.get("format")),
            title=scalar(value.get("title")),
            description=scalar(value.get("description")),
            example=_example(node),
            values=dict.fromkeys([*texts(value.get("enum")), *texts(value.get("const"))], ""),
            required=set(texts(value.get("required"))) if isinstance(value.get("required"), list) else set(),
        )
        listed = value.get("enum")
        if isinstance(listed, list) and None in listed:
            reading.nullable = True
        for name, schema in _items(value.get("properties")):
            reading.properties[name] = (node.inside(schema) or Node({}, node.document, node.base), above)
        items = next((one for one in (node.inside(value.get("items")), *node.each(value.get("prefixItems")),
                                      *node.each(value.get("items"))) if one is not None), None)  # fmt: skip
        reading.items = (items, above) if items is not None else None
        patterns = [schema for _, schema in _items(value.get("patternProperties"))]
        others = next((one for one in map(node.inside, [value.get("additionalProperties"), *patterns]) if one), None)
        reading.others = (others, above) if others is not None and others.value else None
        for key, said in value.items():
            if key not in _SAID_ELSEWHERE and (text := as_text(said)) and not isinstance(said, dict):
                reading.extra[key] = text
        return reading


def _items(value: Foreign) -> Iterator[tuple[str, Foreign]]:
    if isinstance(value, dict):
        yield from value.items()


def _at_times(node: Node) -> Iterator[Node]:
    """What holds under a condition."""
    for key in ("then", "else"):
        if (part := node.inside(node.value.get(key))) is not None:
            yield part
    for key in ("dependentSchemas", "dependencies"):
        for _, schema in _items(node.value.get(key)):
            if (part := node.inside(schema)) is not None:
                yield part


def _only_null(reading: Reading) -> bool:
    return reading.nullable and not (reading.types or reading.values or reading.has_fields)


def _example(node: Node) -> str:
    listed = node.value.get("examples")
    first = listed[0] if isinstance(listed, list) and listed else node.value.get("example")
    return as_text(first)

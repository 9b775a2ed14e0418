"""Strings, lists and maps of a file -> the model's Structs, with every error of the record at once.

The Struct's own annotations say what a field takes:

==================  =======================================================================
``str``             one scalar
``bool``            yes or no (also true, false, oui, non, x, 1, 0)
``date``            ``YYYY-MM-DD``
``Literal[...]``    one of the choices
``list[str]``       a scalar or a list
``list[Reference]`` a scalar, a list, or a map name -> note
``list[Struct]``    a list of maps; a scalar where the Struct has a shorthand (``from_text``, ``from_line``)
``dict[str, str]``  a map
``dict[str, Struct]``  a map; its key becomes the Struct's ``name`` or ``id``
``Struct``          a map, or the Struct's shorthand
==================  =======================================================================
"""

from __future__ import annotations

import datetime
import difflib
import types
import typing
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any, Literal, TypeVar

import msgspec

from lakebook.model.reference import Reference
from lakebook.syntax.strict_yaml import KeyPath

SET_BY_READER = frozenset({"file", "line", "sheet", "cell", "body", "body_line", "sections"})
_NOTHING = frozenset({"", "~", "null", "Null", "NULL"})
_YES = frozenset({"true", "yes", "y", "x", "1", "oui", "ja", "si", "sí", "on"})
_NO = frozenset({"false", "no", "n", "0", "non", "nein", "nee", "off", "-"})


class Trouble(msgspec.Struct, frozen=True):
    """One thing a record's text gets wrong."""

    check: str
    keys: KeyPath
    """Where, seen from the top of the file."""
    message: str
    hint: str = ""


Troubles = list[Trouble]
Convert = Callable[[Any, KeyPath, str, Troubles], Any]
Record = TypeVar("Record", bound=msgspec.Struct)
_ABSENT: Any = object()


class _Field(msgspec.Struct):
    attribute: str
    convert: Convert
    required: bool
    empty: Any


def closest(word: str, choices: Iterable[str]) -> str:
    """The one of *choices* that *word* most likely meant; empty when none is close."""
    lowered = {choice.lower(): choice for choice in choices}
    near = difflib.get_close_matches(word.lower(), lowered, n=1, cutoff=0.6)
    return lowered[near[0]] if near else ""


def did_you_mean(word: str, choices: Iterable[str]) -> str:
    """Hint naming the closest choice, else all of them; cut after twelve."""
    listed = list(choices)
    if near := closest(word, listed):
        return f"did you mean '{near}'?"
    return f"use one of {', '.join(listed[:12])}{', ...' if len(listed) > 12 else ''}" if listed else ""


def read_struct(kind: type[Record], value: Any, keys: KeyPath, troubles: Troubles, **known: Any) -> Record:
    """Read one record of *kind* from a map, or from text where it has a shorthand.

    *known* are attributes the reader gives itself. What is wrong is added to *troubles*, and the
    record is made from the rest: a field that is wrong or missing has its default.
    """
    fields = _fields(kind)
    given: dict[str, Any] = dict(known)
    if type(value) is str:
        value = _from_text(kind, value, keys, troubles)
    elif type(value) is not dict:
        troubles.append(Trouble("value_malformed", keys, "expected 'key: value' lines, not a list"))
        value = {}
    for name, text in value.items():
        field = fields.get(name)
        if field is None or field.attribute in known:
            hint = did_you_mean(name, [key for key, other in fields.items() if other.attribute not in known])
            troubles.append(Trouble("field_unknown", (*keys, name), f"unknown field '{name}'", hint))
            continue
        converted = field.convert(text, keys, name, troubles)
        if converted is not _ABSENT:
            given[field.attribute] = converted
    for name, field in fields.items():
        if field.required and field.attribute not in given:
            if name not in value or value[name] in _NOTHING:
                troubles.append(Trouble("field_missing", keys, f"required field '{name}' is missing", f"add '{name}:'"))
            given[field.attribute] = field.empty() if callable(field.empty) else field.empty
    return kind(**given)


def _from_text(kind: Any, text: str, keys: KeyPath, troubles: Troubles) -> dict[str, Any]:
    if text in _NOTHING:
        return {}
    shorthand = getattr(kind, "from_text", None)
    if shorthand is None:
        hint = f"write its fields below it: {', '.join(list(_fields(kind))[:5])}, ..."
        troubles.append(Trouble("value_malformed", keys, f"expected 'key: value' lines, not '{_cut(text)}'", hint))
        return {}
    try:
        fields: dict[str, Any] = shorthand(text)
    except ValueError as error:
        troubles.append(Trouble("value_malformed", keys, f"'{_cut(text)}' is not understood", str(error)))
        return {}
    return fields


@cache
def _fields(kind: type[msgspec.Struct]) -> dict[str, _Field]:
    """YAML name -> how it is read, for the fields a person may write."""
    hints = typing.get_type_hints(kind)
    found = {}
    for field in msgspec.structs.fields(kind):
        if field.name in SET_BY_READER or (field.name == "path" and "line" in kind.__struct_fields__):
            continue
        hint = hints[field.name]
        required = field.default is msgspec.NODEFAULT and field.default_factory is msgspec.NODEFAULT
        empty: Any = "" if hint is str or typing.get_origin(hint) is Literal else list
        if typing.get_origin(hint) is Literal:
            empty = typing.get_args(hint)[0]
        found[field.encode_name] = _Field(field.name, _converter(hint), required, empty)
    return found


def _converter(hint: Any) -> Convert:
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin in (types.UnionType, typing.Union):
        return _converter(next(argument for argument in arguments if argument is not types.NoneType))
    if origin is Literal:
        choices = [choice for choice in arguments if choice]
        return lambda value, keys, name, troubles: _choice(value, keys, name, troubles, choices)
    if origin is list:
        return _list_converter(arguments[0])
    if origin is dict:
        if arguments[1] is str:
            return _text_map
        return lambda value, keys, name, troubles: _records(arguments[1], value, keys, name, troubles)
    if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
        return lambda value, keys, name, troubles: (
            _ABSENT if value in ("", "~", "null") else read_struct(hint, value, (*keys, name), troubles)
        )
    plain: dict[Any, Convert] = {str: _text, bool: _flag, datetime.date: _date, int: _number}
    return plain[hint]


def _list_converter(item: Any) -> Convert:
    if item is str:
        return _words
    if item is Reference:
        return _references
    if typing.get_origin(item) is Literal:
        choices = list(typing.get_args(item))
        return lambda value, keys, name, troubles: _choices(value, keys, name, troubles, choices)
    return lambda value, keys, name, troubles: _items(item, value, keys, name, troubles)


def _wrong_shape(value: Any, keys: KeyPath, name: str, troubles: Troubles, wanted: str) -> Any:
    shape = "a map" if type(value) is dict else "a list" if type(value) is list else f"'{_cut(str(value))}'"
    troubles.append(Trouble("value_malformed", (*keys, name), f"'{name}' takes {wanted}, not {shape}"))
    return _ABSENT


def _text(value: Any, keys: KeyPath, name: str, troubles: Troubles) -> Any:
    if type(value) is str:
        return _ABSENT if value in _NOTHING else value
    return _wrong_shape(value, keys, name, troubles, "text (put quotes around it if it starts with [ or {)")


def _flag(value: Any, keys: KeyPath, name: str, troubles: Troubles) -> Any:
    if type(value) is not str:
        return _wrong_shape(value, keys, name, troubles, "yes or no")
    word = value.strip().lower()
    if word in _NOTHING:
        return _ABSENT
    if word in _YES or word in _NO:
        return word in _YES
    return _wrong_shape(value, keys, name, troubles, "yes or no")


def _number(value: Any, keys: KeyPath, name: str, troubles: Troubles) -> Any:
    if type(value) is str and value.strip().isdecimal():
        return int(value)
    return _ABSENT if value in _NOTHING else _wrong_shape(value, keys, name, troubles, "a whole number")


def _date(value: Any, keys: KeyPath, name: str, troubles: Troubles) -> Any:
    if type(value) is str:
        if value in _NOTHING:
            return _ABSENT
        try:
            return datetime.date.fromisoformat(value.strip())
        except ValueError:
            pass
    return _wrong_shape(value, keys, name, troubles, "a date such as 2026-10-31")


def _choice(value: Any, keys: KeyPath, name: str, troubles: Troubles, choices: list[str]) -> Any:
    if type(value) is not str:
        return _wrong_shape(value, keys, name, troubles, f"one of {', '.join(choices)}")
    if value in _NOTHING or value in choices:
        return value if value in choices else _ABSENT
    message = f"'{_cut(value)}' is not one of {', '.join(choices)}"
    near = closest(value, choices)
    hint = f"did you mean '{near}'?" if near else ""
    troubles.append(Trouble("value_not_allowed", (*keys, name), message, hint))
    return _ABSENT


def _choices(value: Any, keys: KeyPath, name: str, troubles: Troubles, choices: list[str]) -> Any:
    if type(value) is str:
        value = value.replace(",", " ").split()
    words = _words(value, keys, name, troubles)
    if words is _ABSENT:
        return _ABSENT
    taken = [_choice(word, keys, name, troubles, choices) for word in words]
    return [word for word in taken if word is not _ABSENT]


def _words(value: Any, keys: KeyPath, name: str, troubles: Troubles) -> Any:
    if type(value) is str:
        return _ABSENT if value in _NOTHING else [value]
    if type(value) is list and all(type(item) is str for item in value):
        return [item for item in value if item not in _NOTHING]
    return _wrong_shape(value, keys, name, troubles, "a name or a list of names")


def _references(value: Any, keys: KeyPath, name: str, troubles: Troubles) -> Any:
    if type(value) is str:
        return _ABSENT if value in _NOTHING else [Reference(value)]
    if type(value) is dict and all(type(note) is str for note in value.values()):
        return [Reference(target, "" if note in _NOTHING else note) for target, note in value.items()]
    if type(value) is list:
        found = [_one_reference(item) for item in value]
        if None not in found:
            return found
    return _wrong_shape(value, keys, name, troubles, "a name, a list of names, or a map from name to note")


def _one_reference(item: Any) -> Reference | None:
    """An item of a list: a name, ``name: note``, or ``{dataset: name, why: note}`` as WIDs write it."""
    if type(item) is str:
        return Reference(item)
    if type(item) is not dict or not all(type(part) is str for part in item.values()):
        return None
    target = next((item[key] for key in ("dataset", "column", "product") if key in item), None)
    if target is not None:
        return Reference(target, next((item[key] for key in ("why", "note") if key in item), ""))
    return Reference(*next(iter(item.items()))) if len(item) == 1 else None


def _text_map(value: Any, keys: KeyPath, name: str, troubles: Troubles) -> Any:
    if value in ("", "~", "null"):
        return _ABSENT
    if type(value) is dict and all(type(text) is str for text in value.values()):
        return value
    return _wrong_shape(value, keys, name, troubles, "a map of 'key: text' lines")


def _records(kind: type[Record], value: Any, keys: KeyPath, name: str, troubles: Troubles) -> Any:
    if value in ("", "~", "null"):
        return _ABSENT
    if type(value) is not dict:
        return _wrong_shape(value, keys, name, troubles, "a map of names")
    label = "name" if "name" in kind.__struct_fields__ else "id"
    from_line: Any = getattr(kind, "from_line", None)
    found = {}
    for key, fields in value.items():
        if from_line is not None and type(fields) is str:
            found[key] = from_line(key, "" if fields in _NOTHING else fields)
        else:
            found[key] = read_struct(kind, fields, (*keys, name, key), troubles, **{label: key})
    return found


def _items(kind: type[Record], value: Any, keys: KeyPath, name: str, troubles: Troubles) -> Any:
    if value in ("", "~", "null"):
        return _ABSENT
    listed = value if type(value) is list else [value]
    return [read_struct(kind, item, (*keys, name, index), troubles) for index, item in enumerate(listed)]


def _cut(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}..."

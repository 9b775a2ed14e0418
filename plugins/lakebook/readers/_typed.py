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
``tuple[..., ...]``  as the list
``dict[str, str]``  a map
``dict[str, Struct]``  a map; its key becomes the Struct's ``name`` or ``id``
``Struct``          a map, or the Struct's shorthand
==================  =======================================================================
"""

from __future__ import annotations

import datetime
import types
import typing
from functools import cache, partial
from typing import Any, Literal, TypeVar

import msgspec

from lakebook.model.reference import Reference
from lakebook.readers import _values as values
from lakebook.readers._findings import Trouble, Troubles
from lakebook.readers._hints import did_you_mean, surely
from lakebook.readers._values import ABSENT, NOTHING, Convert, says_nothing
from lakebook.syntax.strict_yaml import KeyPath

SET_BY_READER = frozenset({"file", "line", "sheet", "cell", "body", "body_line", "sections"})
_PLAIN: dict[Any, Convert] = {
    str: values.text, bool: values.flag, datetime.date: values.date, int: values.number
}  # fmt: skip

Record = TypeVar("Record", bound=msgspec.Struct)


class _Field(msgspec.Struct):
    attribute: str
    convert: Convert
    required: bool
    empty: Any


def read_struct(kind: type[Record], value: Any, keys: KeyPath, troubles: Troubles, **known: Any) -> Record:
    """Read one record of *kind* from a map, or from text where it has a shorthand.

    *known* are attributes the reader gives itself. What is wrong is added to *troubles*, and the
    record is made from the rest: a field that is wrong or missing has its default.
    """
    fields = _fields(kind)
    given = known.copy()
    if type(value) is str:
        value = _from_text(kind, value, keys, troubles)
    elif type(value) is not dict:
        message, hint = (
            "expected 'key: value' lines, not a list",
            f"write its fields below it: {', '.join(list(fields)[:5])}, ...",
        )
        troubles.append(Trouble("value_malformed", keys, message, hint))
        value = {}
    for name, said in value.items():
        field = fields.get(name)
        if field is None or field.attribute in known:
            choices = [key for key, other in fields.items() if other.attribute not in known]
            right = surely(name, (choice for choice in choices if choice not in value))
            message, hint = f"unknown field '{name}'", did_you_mean(name, choices)
            troubles.append(Trouble("field_unknown", (*keys, name), message, hint, name, right))
            continue
        converted = field.convert(said, keys, name, troubles)
        if converted is not ABSENT:
            given[field.attribute] = converted
    for name, field in _required(kind).items():
        if field.attribute not in given:
            if name not in value or says_nothing(value[name]):
                troubles.append(Trouble("field_missing", keys, f"required field '{name}' is missing", f"add '{name}:'"))
            given[field.attribute] = field.empty() if callable(field.empty) else field.empty
    return kind(**given)


def _from_text(kind: Any, text: str, keys: KeyPath, troubles: Troubles) -> dict[str, Any]:
    if text in NOTHING:
        return {}
    shorthand = getattr(kind, "from_text", None)
    if shorthand is None:
        hint = f"write its fields below it: {', '.join(list(_fields(kind))[:5])}, ..."
        message = f"expected 'key: value' lines, not '{values.cut(text)}'"
        troubles.append(Trouble("value_malformed", keys, message, hint))
        return {}
    try:
        fields: dict[str, Any] = shorthand(text)
    except ValueError as error:
        troubles.append(Trouble("value_malformed", keys, f"'{values.cut(text)}' is not understood", str(error)))
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


@cache
def _required(kind: type[msgspec.Struct]) -> dict[str, _Field]:
    return {name: field for name, field in _fields(kind).items() if field.required}


def _converter(hint: Any) -> Convert:
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin in (types.UnionType, typing.Union):
        return _converter(next(argument for argument in arguments if argument is not types.NoneType))
    if origin is Literal:
        return partial(values.choice, choices=[choice for choice in arguments if choice])
    if origin is list:
        return _list_converter(arguments[0])
    if origin is tuple:
        return partial(_tuple, _list_converter(arguments[0]))
    if origin is dict:
        return values.text_map if arguments[1] is str else partial(_records, arguments[1])
    if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
        return partial(_record, hint)
    return _PLAIN[hint]


def _list_converter(item: Any) -> Convert:
    if item is str:
        return values.words
    if item is Reference:
        return values.references
    if typing.get_origin(item) is Literal:
        return partial(values.several, choices=list(typing.get_args(item)))
    return partial(_items, item)


def _tuple(convert: Convert, value: Any, keys: KeyPath, name: str, troubles: Troubles) -> Any:
    listed = convert(value, keys, name, troubles)
    return ABSENT if listed is ABSENT else tuple(listed)


def _record(kind: type[Record], value: Any, keys: KeyPath, name: str, troubles: Troubles) -> Any:
    return ABSENT if says_nothing(value) else read_struct(kind, value, (*keys, name), troubles)


def _records(kind: type[Record], value: Any, keys: KeyPath, name: str, troubles: Troubles) -> Any:
    if says_nothing(value):
        return ABSENT
    if type(value) is not dict:
        return values.wrong_shape(
            value, keys, name, troubles, "a map of names", f"write '{name}:' and one name a line below it"
        )
    label = "name" if "name" in kind.__struct_fields__ else "id"
    from_line: Any = getattr(kind, "from_line", None)
    found = {}
    for key, fields in value.items():
        if from_line is not None and type(fields) is str:
            found[key] = from_line(key, "" if fields in NOTHING else fields)
            if meant := found[key].misread():
                said = f"the type of '{key}' would be '{values.cut(found[key].type)}'"
                troubles.append(Trouble("value_malformed", (*keys, name, key), said, f"write '{meant}'"))
        else:
            found[key] = read_struct(kind, fields, (*keys, name, key), troubles, **{label: key})
    return found


def _items(kind: type[Record], value: Any, keys: KeyPath, name: str, troubles: Troubles) -> Any:
    if says_nothing(value):
        return ABSENT
    listed = value if type(value) is list else [value]
    return [read_struct(kind, item, (*keys, name, index), troubles) for index, item in enumerate(listed)]

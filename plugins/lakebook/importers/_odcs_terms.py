"""What a contract promises as a whole: service levels, status, and all that is said above its objects."""

from __future__ import annotations

from typing import Literal

from lakebook.importers._foreign_text import as_text, maps, scalar, texts
from lakebook.importers._odcs_column import Note, custom_properties, definition
from lakebook.importers._odcs_relations import ReadDataset
from lakebook.importers._odcs_versions import Fields
from lakebook.model.dataset import Refresh
from lakebook.model.reference import Link
from lakebook.syntax.foreign_yaml import Foreign

Status = Literal["draft", "active", "deprecated", "retired"]
_STATUSES: dict[str, Status] = {
    "draft": "draft",
    "proposed": "draft",
    "development": "draft",
    "in development": "draft",
    "test": "draft",
    "active": "active",
    "production": "active",
    "current": "active",
    "deprecated": "deprecated",
    "retired": "retired",
}
_UNITS = {
    "s": "second",
    "m": "minute",
    "min": "minute",
    "h": "hour",
    "d": "day",
    "w": "week",
    "mo": "month",
    "y": "year",
    "yr": "year",
}
_NOT_KEPT = frozenset(
    [
        "kind", "apiVersion", "schema", "slaProperties", "slaDefaultElement", "status", "tags",
        "customProperties", "$schema",
    ]
)  # fmt: skip
_PURPOSE = ("purpose", "limitations", "usage")
_LINKED = ("http://", "https://", "mailto:")


def apply_contract(contract: Fields, read: list[ReadDataset], note: Note) -> None:
    """Give every dataset what the contract says of all of them."""
    extra = contract_extra(contract)
    for owner in read:
        dataset = owner.dataset
        dataset.tags += [tag for tag in texts(contract.get("tags")) if tag not in dataset.tags]
        _set_status(contract, dataset.status, owner, note)
        dataset.extra.update(extra)
    _service_levels(contract, read)


def contract_extra(contract: Fields) -> dict[str, str]:
    """``contract.<key>`` -> text, for all that stands above the objects and has no field of ours."""
    found: dict[str, str] = {}
    for key, value in contract.items():
        if key == "description" and isinstance(value, dict):
            for part, text in value.items():
                found[f"contract.{part}" if part in _PURPOSE else f"contract.description.{part}"] = as_text(text)
        elif key not in _NOT_KEPT:
            found[f"contract.{key}"] = as_text(value)
    found.update({f"contract.{key}": text for key, text in custom_properties(contract.get("customProperties")).items()})
    return {key: text for key, text in found.items() if text}


def _set_status(contract: Fields, own: str, owner: ReadDataset, note: Note) -> None:
    said = scalar(owner.fields.get("status")) or scalar(contract.get("status"))
    status = _STATUSES.get(said.lower())
    if status is not None:
        owner.dataset.status = status
    if said and said.lower() != status:
        owner.dataset.extra["contract.status"] = said
    if said and status is None:
        note(contract, f"status '{said}' is not known; it is kept in extra", f"set status: where it is not {own}")


def split_links(value: Foreign) -> tuple[list[Link], str]:
    """Authoritative definitions with a web address as links, and the others as text."""
    links, others = [], []
    for item in maps(value):
        url = scalar(item.get("url"))
        title = scalar(item.get("description")) or scalar(item.get("type"))
        if url.lower().startswith(_LINKED) and not set(item) - {"url", "type", "description", "id"}:
            links.append(Link(title=title, url=url))
        else:
            others.append(definition(item))
    return links, "\n".join(text for text in others if text)


def _service_levels(contract: Fields, read: list[ReadDataset]) -> None:
    default = scalar(contract.get("slaDefaultElement"))
    for level in maps(contract.get("slaProperties")):
        elements = [part.strip() for part in (scalar(level.get("element")) or default).split(",") if part.strip()]
        meant = [owner for owner in read if any(_names(element, owner) for element in elements)] or read
        for owner in meant:
            _promise(level, owner)


def _names(element: str, owner: ReadDataset) -> bool:
    return any(element.lower() == name or element.lower().startswith(f"{name}.") for name in owner.names())


def _promise(level: Fields, owner: ReadDataset) -> None:
    name, value = scalar(level.get("property")) or "unnamed", duration(level)
    rest = {key: child for key, child in level.items() if key not in ("property", "value", "unit", "element")}
    if rest.get("valueExt") == level.get("value"):
        rest.pop("valueExt", None)
    element = scalar(level.get("element"))
    if element and element.lower() not in owner.names():
        rest["element"] = element
    text = "; ".join(part for part in (value, as_text(rest)) if part)
    dataset, key = owner.dataset, f"sla.{name}"
    if name == "retention" and not dataset.retention and value:
        dataset.retention, text = value, as_text(rest)
    elif name in ("frequency", "fr") and dataset.refresh is None and value:
        dataset.refresh, text = Refresh(when=f"every {value.removeprefix('1 ')}"), as_text(rest)
    if text:
        dataset.extra[key] = f"{dataset.extra[key]}\n{text}" if key in dataset.extra else text


def duration(level: Fields) -> str:
    """``3 years``, ``1 day``, or the value as it stands."""
    value, unit = as_text(level.get("value")), scalar(level.get("unit"))
    word = _UNITS.get(unit.lower(), unit)
    if word in _UNITS.values() and value != "1":
        word += "s"
    return f"{value} {word}".strip()

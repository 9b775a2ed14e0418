"""What importers saw: ``<schema>.observed.yaml`` beside the schema's file, written by importers only."""

from __future__ import annotations

from typing import Any

from lakebook.model.observation import Observation
from lakebook.readers import Records, reader
from lakebook.readers import _values as values
from lakebook.readers._findings import Trouble, Troubles, from_syntax, from_troubles
from lakebook.readers._hints import did_you_mean, surely
from lakebook.readers._typed import read_struct
from lakebook.settings import Settings
from lakebook.syntax import Unreadable
from lakebook.syntax.strict_yaml import Document, parse

_ENDINGS = (".observed.yaml", ".observed.yml")
_LISTS = ("spaces", "given", "drafts")
_KEYS = (*_LISTS, "datasets")


def _claims(path: str, settings: Settings) -> bool:
    return _schema(path, settings) is not None


@reader(_claims)
def observed_yaml(path: str, content: bytes, settings: Settings) -> Records:
    """Observations of one file."""
    records = Records()
    try:
        document = parse(content)
    except Unreadable as error:
        records.findings.append(from_syntax(path, error.trouble))
        return records
    records.findings += [from_syntax(path, trouble) for trouble in document.troubles]
    troubles: Troubles = []
    place: dict[str, Any] = dict(_schema(path, settings) or {})
    listed = _listed(document, troubles)
    place |= {key: _words(document, key, troubles) for key in _LISTS}
    lines = document.lines_below(("datasets",)) if listed else {}
    for name, fields in listed.items():
        at = ("datasets", name)
        seen = read_struct(Observation, fields, at, troubles, name=name, file=path, line=lines[name], **place)
        records.observations.append(seen)
    records.findings += from_troubles(path, document, troubles)
    return records


def _schema(path: str, settings: Settings) -> dict[str, str] | None:
    """Domain, system and schema of the file at *path*; None where it is no such file."""
    folder, lowered = settings.folders.catalogue, path.lower()
    ending = next((ending for ending in _ENDINGS if lowered.endswith(ending)), "")
    parts = path[len(folder) + 1 :].split("/")
    if not ending or not path.startswith(f"{folder}/") or len(parts) != 3 or len(parts[2]) == len(ending):
        return None
    return {"domain": parts[0], "system": parts[1], "schema": parts[2][: -len(ending)]}


def _listed(document: Document, troubles: Troubles) -> dict[str, Any]:
    value = document.value
    if not isinstance(value, dict):
        hint = "let the importer write it again"
        troubles.append(Trouble("value_malformed", (), "expected 'key: value' lines, not a list", hint))
        return {}
    for key in value:
        if key not in _KEYS:
            hint, right = did_you_mean(key, _KEYS), surely(key, _KEYS)
            troubles.append(Trouble("field_unknown", (key,), f"unknown field '{key}'", hint, key, right))
    listed = value.get("datasets", "")
    if isinstance(listed, dict):
        return listed
    if listed:
        hint = "let the importer write it again"
        troubles.append(Trouble("value_malformed", ("datasets",), "'datasets' takes a map of names", hint))
    return {}


def _words(document: Document, key: str, troubles: Troubles) -> tuple[str, ...]:
    said = document.value.get(key, "") if isinstance(document.value, dict) else ""
    listed = values.words(said, (), key, troubles)
    return () if listed is values.ABSENT else tuple(listed)

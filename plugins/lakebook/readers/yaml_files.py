"""The catalogue's YAML: people, teams, domains, grants, systems and schemas. What a file is, its place says."""

from __future__ import annotations

import posixpath
import re
from typing import Any

from lakebook.diagnostics import Finding
from lakebook.model.dataset import Column, Dataset
from lakebook.model.domain import Domain
from lakebook.model.grant import Grant
from lakebook.model.person import Person
from lakebook.model.system import System
from lakebook.model.team import Team
from lakebook.readers import Records, reader
from lakebook.readers._findings import Trouble, Troubles, from_syntax, from_troubles
from lakebook.readers._hints import did_you_mean, surely
from lakebook.readers._typed import read_struct
from lakebook.settings import Settings
from lakebook.syntax import Unreadable
from lakebook.syntax.cut_texts import cut_texts
from lakebook.syntax.strict_yaml import Document, parse

_GONE = re.compile("[\u200b\ufeff]")
_ODD_SPACE = re.compile(r"^\s|[\t\n\v\f\r\x85\u00a0\u2000-\u200b\u2028\u2029\ufeff]|\s$")
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufff9-\ufffb]")
"""Controls, and what turns the direction of the text behind it."""


def _claims(path: str, settings: Settings) -> bool:
    return _kind(path, settings) != ""


@reader(_claims)
def yaml_files(path: str, content: bytes, settings: Settings) -> Records:
    """Records of one YAML file below the catalogue's folder."""
    records = Records()
    try:
        document = parse(content)
    except Unreadable as error:
        records.findings.append(from_syntax(path, error.trouble))
        return records
    records.findings += [from_syntax(path, trouble) for trouble in (*document.troubles, *cut_texts(content))]
    troubles: Troubles = []
    if isinstance(document.value, dict):
        _odd_names(document.value, (), troubles)
        _READ[_kind(path, settings)](path, document, records, troubles, settings)
    else:
        hint = "start the file with a key, without a dash"
        troubles.append(Trouble("value_malformed", (), "expected 'key: value' lines, not a list", hint))
    records.findings += from_troubles(path, document, troubles)
    return records


def _kind(path: str, settings: Settings) -> str:
    """Which of the catalogue's files *path* is; empty for none of them."""
    folder, lowered = settings.folders.catalogue, path.lower()
    if not path.startswith(f"{folder}/") or not lowered.endswith((".yaml", ".yml")):
        return ""
    if lowered.endswith(".observed.yaml"):
        return ""
    parts = path[len(folder) + 1 :].split("/")
    name = posixpath.splitext(parts[-1])[0]
    if len(parts) == 1:
        return name if name in ("people", "teams") else ""
    if len(parts) == 2:
        return name if name in ("domain", "grants") else ""
    if len(parts) == 3:
        return "system" if name == "system" else "schema"
    return "schema" if len(parts) == 4 else ""


def _people(path: str, document: Document, records: Records, troubles: Troubles, settings: Settings) -> None:
    for key, fields, line in _listed(document, "people", troubles):
        person = read_struct(Person, fields, ("people", key), troubles, id=key, path=path, line=line)
        records.people.append(person)


def _teams(path: str, document: Document, records: Records, troubles: Troubles, settings: Settings) -> None:
    for key, fields, line in _listed(document, "teams", troubles):
        records.teams.append(read_struct(Team, fields, ("teams", key), troubles, id=key, path=path, line=line))


def _domain(path: str, document: Document, records: Records, troubles: Troubles, settings: Settings) -> None:
    folder = path.split("/")[-2]
    _contradiction(document, "domain", folder, troubles)
    domain = read_struct(Domain, document.value, (), troubles, path=path, line=1)
    domain.id = folder
    records.domains.append(domain)


def _grants(path: str, document: Document, records: Records, troubles: Troubles, settings: Settings) -> None:
    domain = path.split("/")[-2]
    _contradiction(document, "domain", domain, troubles)
    _only(document, ("grants", "domain"), troubles)
    listed: Any = document.value.get("grants", "") if isinstance(document.value, dict) else ""
    if isinstance(listed, dict) or (isinstance(listed, str) and listed):
        message, hint = "'grants' takes a list", "write '- product: ...' below it, one entry a grant"
        troubles.append(Trouble("value_malformed", ("grants",), message, hint))
        return
    for index, fields in enumerate(listed or ()):
        keys = ("grants", index)
        place = {"domain": domain, "index": index, "path": path, "line": document.position(keys)[0]}
        missing = [name for name in ("product", "dataset") if not isinstance(fields, dict) or not fields.get(name)]
        grant = read_struct(Grant, fields, keys, troubles, **place)
        if not missing:
            records.grants.append(grant)


def _system(path: str, document: Document, records: Records, troubles: Troubles, settings: Settings) -> None:
    domain, folder = path.split("/")[-3:-1]
    _contradiction(document, "system", folder, troubles)
    _contradiction(document, "domain", domain, troubles)
    system = read_struct(System, document.value, (), troubles, path=path, line=1)
    system.id, system.domain = folder, domain
    records.systems.append(system)


_HEADERS = ("domain", "system", "schema")


def _schema(path: str, document: Document, records: Records, troubles: Troubles, settings: Settings) -> None:
    parts = path[len(settings.folders.catalogue) + 1 :].split("/")
    place = dict(zip(_HEADERS, (parts[0], parts[1], posixpath.splitext(parts[2])[0]), strict=True))
    for header, folder in place.items():
        _contradiction(document, header, folder, troubles)
    for key, fields, line in _listed(document, "datasets", troubles, also=_HEADERS):
        dataset = read_struct(Dataset, fields, ("datasets", key), troubles, name=key, file=path, line=line, **place)
        records.datasets.append(dataset)
        _unnamed(dataset, key, troubles)


def _unnamed(dataset: Dataset, key: str, troubles: Troubles) -> None:
    if not key.strip():
        troubles.append(Trouble("name_missing", ("datasets", key), "a dataset without a name", "give it a name"))
    if "" in dataset.columns:
        keys = ("datasets", key, "columns", "")
        troubles.append(Trouble("name_missing", keys, "a column without a name", "give it a name"))


def _listed(document: Document, key: str, troubles: Troubles, also: tuple[str, ...] = ()) -> list[tuple[str, Any, int]]:
    """Name, fields and line of each record below the file's one main key."""
    _only(document, (key, *also), troubles)
    listed = document.value.get(key, "") if isinstance(document.value, dict) else ""
    if listed == "":
        return []
    if not isinstance(listed, dict):
        message = f"'{key}' takes a map of names, not a list" if isinstance(listed, list) else f"'{key}' takes a map"
        troubles.append(Trouble("value_malformed", (key,), message, f"write '{key}:' and one name a line below it"))
        return []
    lines = document.lines_below((key,))
    return [(name, fields, lines[name]) for name, fields in listed.items()]


def _only(document: Document, known: tuple[str, ...], troubles: Troubles) -> None:
    """Report what stands at the top of the file and is none of *known*."""
    for other in document.value if isinstance(document.value, dict) else ():
        if other not in known:
            message, hint = f"unknown field '{other}'", did_you_mean(other, known)
            troubles.append(Trouble("field_unknown", (other,), message, hint, other, surely(other, known)))


def _contradiction(document: Document, key: str, folder: str, troubles: Troubles) -> None:
    said = document.value.get(key, "") if isinstance(document.value, dict) else ""
    if said and said != folder:
        message = f"'{key}: {said}' contradicts the file's place, which says '{folder}'"
        troubles.append(
            Trouble("place_contradicted", (key,), message, f"delete the line, or move the file below {said}/")
        )


def _odd_names(value: dict[str, Any], keys: tuple[str, ...], troubles: Troubles) -> None:
    """Report key names that start or end with a space, or hold one that is none, or what nobody sees at all."""
    for name, child in value.items():
        if not (name.isprintable() and name == name.strip()):
            said, hint = "", ""
            if _ODD_SPACE.search(name):
                said, hint = "odd space", "replace it by ordinary spaces; it may be an indent that went wrong"
            elif _UNSEEN.search(name):
                said, hint = "invisible character", "delete it"
            if said:
                message = f"name {name!r} holds an {said}"
                plain = " ".join(_UNSEEN.sub("", _GONE.sub("", name)).split())
                right = "" if plain in value else plain
                troubles.append(Trouble("name_with_odd_space", (*keys, name), message, hint, name, right))
        if type(child) is dict:
            _odd_names(child, (*keys, name), troubles)


_READ = {
    "people": _people,
    "teams": _teams,
    "domain": _domain,
    "grants": _grants,
    "system": _system,
    "schema": _schema,
}
__all__ = ["Column", "Finding", "yaml_files"]

"""Open Data Contract Standard (Bitol), versions 2.2, 3.0 and 3.1, as YAML or JSON."""

from __future__ import annotations

import posixpath
from collections import Counter
from typing import Any

from lakebook.diagnostics import Finding, Location
from lakebook.importers import Imported, Place, importer
from lakebook.importers._foreign_text import as_text, free_name, maps, scalar, texts
from lakebook.importers._odcs_column import Note, extra_of, read_columns
from lakebook.importers._odcs_relations import ReadDataset, relate
from lakebook.importers._odcs_terms import apply_contract, contract_extra, split_links
from lakebook.importers._odcs_versions import Fields, contract_of
from lakebook.model.dataset import Dataset
from lakebook.settings import Settings
from lakebook.syntax.foreign_yaml import ForeignDocument, parse_foreign
from lakebook.writers.file_names import tidy_name

_TAKEN = frozenset(
    [
        "name", "properties", "businessName", "description", "tags", "relationships",
        "transformSourceObjects", "customProperties", "quality", "authoritativeDefinitions", "status",
    ]
)  # fmt: skip
_KINDS = {"materialized view": "view", "materialised view": "view", "stream": "topic", "dataset": "table"}


@importer()
def odcs(path: str, content: bytes, place: Place, **options: Any) -> Imported:
    """Data contracts of the Open Data Contract Standard 2.2, 3.0 and 3.1."""
    document = parse_foreign(content)
    notes = _Notes(path, document)
    contract, odd = contract_of(document)
    if odd:
        notes.add(contract, odd, "set 'apiVersion: v3.1.0'")
    for trouble in document.troubles:
        notes.findings.append(Finding(Location(path, trouble.line, trouble.column), trouble.message, trouble.hint))
    read = _datasets(contract, place.book.settings, notes.add)
    relate(read, place, notes.add)
    apply_contract(contract, read, notes.add)
    if not read:
        notes.add(contract, "the contract describes no dataset: 'schema' is empty or missing", "")
        promises = {"slaProperties": as_text(contract.get("slaProperties")), "tags": as_text(contract.get("tags"))}
        for key, text in {**contract_extra(contract), **promises}.items():
            if text:
                notes.add(contract, f"not kept, for want of a dataset: {key}: {_short(text)}", "")
    schema, schema_from = _schema_name(contract, path)
    return Imported(
        datasets=[owner.dataset for owner in read],
        schema=schema,
        schema_from=schema_from,
        notes=notes.listed(),
        facts=_facts(contract, place),
    )


class _Notes:
    """Findings about one file; the same words are said once, with how often."""

    def __init__(self, path: str, document: ForeignDocument) -> None:
        self.findings: list[Finding] = []
        self._path = path
        self._document = document
        self._counts: Counter[tuple[str, str]] = Counter()
        self._first: dict[tuple[str, str], int] = {}

    def add(self, fields: Fields, message: str, hint: str) -> None:
        """Note *message* about a map of the file."""
        self._counts[message, hint] += 1
        self._first.setdefault((message, hint), self._document.line(fields))

    def listed(self) -> list[Finding]:
        """All of them, in the order in which they were first met."""
        for (message, hint), count in self._counts.items():
            often = f" ({count} times)" if count > 1 else ""
            place = Location(self._path, self._first[message, hint])
            self.findings.append(Finding(place, message + often, hint))
        return self.findings


def _datasets(contract: Fields, settings: Settings, note: Note) -> list[ReadDataset]:
    given = contract.get("schema")
    listed = maps(given)
    if given is not None and (not isinstance(given, list) or len(listed) != len(given)):
        note(contract, "'schema' holds what is not an object with a name", "write '- name: ...' lines below it")
    taken: set[str] = set()
    found = []
    for number, fields in enumerate(listed, 1):
        name = _name(fields, number, taken, note)
        taken.add(name.lower())
        found.append(_dataset(name, fields, settings, note))
    return found


def _name(fields: Fields, number: int, taken: set[str], note: Note) -> str:
    said = scalar(fields.get("name"))
    name = tidy_name(said) or tidy_name(scalar(fields.get("physicalName")))
    if not name:
        name = f"unnamed_{number}"
        note(fields, f"an object without a name; it is '{name}' here", "rename it")
    elif said and name != fields.get("name"):
        note(fields, f"name {fields.get('name')!r} holds odd spaces; it is '{name}' here", "")
    free = free_name(name, taken)
    if free != name:
        note(fields, f"'{name}' is given twice (case aside); the second is '{free}' here", "rename it")
    if "/" in name or "\\" in name:
        note(fields, f"name '{name}' holds a slash; it is kept, and written as %2F in addresses", "")
    return free


def _dataset(name: str, fields: Fields, settings: Settings, note: Note) -> ReadDataset:
    links, others = split_links(fields.get("authoritativeDefinitions"))
    dataset = Dataset(
        name=name,
        title=scalar(fields.get("businessName")),
        description=as_text(fields.get("description")),
        tags=texts(fields.get("tags")),
        links=links,
    )
    left = {key: value for key, value in fields.items() if key not in _TAKEN}
    physical = scalar(left.get("physicalType")).lower()
    kind = _KINDS.get(physical, physical)
    if kind in settings.kinds:
        dataset.kind = kind
        if kind == physical:
            left.pop("physicalType")
    if scalar(left.get("physicalName")) in ("", scalar(fields.get("name"))):
        left.pop("physicalName", None)
    if scalar(left.get("logicalType")) == "object":
        left.pop("logicalType")
    dataset.extra = extra_of(left, fields)
    if others:
        dataset.extra["authoritativeDefinitions"] = others
    columns = read_columns(fields, name, settings, note)
    dataset.columns = {read.column.name: read.column for read in columns}
    return ReadDataset(dataset, fields, columns)


def _schema_name(contract: Fields, path: str) -> tuple[str, str]:
    """The physical schema where all servers agree on one, else the contract's name, else the file's."""
    servers = {scalar(server.get("schema")) for server in maps(contract.get("servers"))} - {""}
    if len(servers) == 1:
        return servers.pop(), "the schema of the contract's server"
    for key, said in (("name", "the contract's name"), ("dataProduct", "the contract's data product")):
        if name := scalar(contract.get(key)):
            return name, said
    stem = posixpath.basename(path.replace("\\", "/"))
    for ending in (".yaml", ".yml", ".json", ".odcs"):
        stem = stem.removesuffix(ending)
    return stem, "the file's name"


def _facts(contract: Fields, place: Place) -> dict[str, str]:
    """What a person may want to put into domain.yaml, teams.yaml or people.yaml."""
    facts = {}
    domain = scalar(contract.get("domain"))
    if domain and domain.lower() != place.domain.lower():
        facts["domain"] = f"the contract says '{domain}'; its datasets go to '{place.domain}'"
    if team := _short(as_text(contract.get("team"))):
        facts["team"] = team
    return facts


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 160 else f"{line[:157]}..."

"""What aspects say of a dataset -> a dataset of ours."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lakebook.importers._datahub.aspects import Aspect, Fields, bare, each, text, words
from lakebook.importers._datahub.urns import address_of, column_name, field_of, kind_of
from lakebook.importers._fields.field import Field, columns_of
from lakebook.importers._fields.kinds import fitting_kind
from lakebook.importers._foreign_text import as_text, is_true
from lakebook.importers._harvest import Address, Flow, Found
from lakebook.importers._harvest.note_list import NoteList
from lakebook.model.dataset import Column, Dataset
from lakebook.model.reference import Link

Said = Mapping[str, Aspect]
"""Name of an aspect -> the last one of that name."""
_LINKED = ("http://", "https://", "mailto:")


def found_of(urn: str, said: Said, kinds: tuple[str, ...], notes: NoteList) -> Found | None:
    """The dataset of this urn; None where the urn is that of none."""
    address = address_of(urn)
    if address is None:
        return None
    first = next(iter(said.values()))
    location = first.document.locate(first.entry)
    dataset = Dataset(name=address.name, columns=columns_of(_fields(said), f"'{address.name}'", notes))
    dataset.kind = fitting_kind("view" if _is_view(said) else kind_of(urn), kinds)
    describe(dataset, said)
    found = Found(address=address, dataset=dataset, location=location)
    _key(found, said)
    _flow(found, urn, said, notes)
    return found


def describe(dataset: Dataset, said: Said) -> None:
    """What is said of entities of any kind; what people wrote in DataHub comes before what it harvested."""
    own = _of(said, "datasetProperties") or _of(said, "dashboardInfo")
    edited = _of(said, "editableDatasetProperties") or _of(said, "editableDashboardProperties")
    dataset.description = text(edited.get("description")) or text(own.get("description"))
    dataset.title = text(own.get("name")) or text(own.get("title"))
    if dataset.title.lower() == dataset.name.lower():
        dataset.title = ""
    dataset.tags = list(dict.fromkeys([*_tags(_of(said, "globalTags")), *words(own.get("tags"))]))
    for one in each(_of(said, "institutionalMemory").get("elements")):
        url = text(one.get("url"))
        if url.lower().startswith(_LINKED):
            dataset.links.append(Link(title=text(one.get("description")), url=url))
    deprecation = _of(said, "deprecation")
    if is_true(bare(deprecation.get("deprecated"))):
        dataset.status = "deprecated"
    dataset.extra = {key: value for key, value in _extra(said, own, deprecation) if value}


def _extra(said: Said, own: Fields, deprecation: Fields) -> Iterator[tuple[str, str]]:
    properties = bare(own.get("customProperties"))
    for key, value in properties.items() if isinstance(properties, dict) else ():
        yield key, as_text(value)
    owners = (
        f"{_last(text(one.get('owner')))} ({text(one.get('type'))})"
        for one in each(_of(said, "ownership").get("owners"))
    )
    yield "owners", ", ".join(dict.fromkeys(owners))
    yield "domains", ", ".join(map(_last, words(_of(said, "domains").get("domains"))))
    terms = (_last(text(one.get("urn"))) for one in each(_of(said, "glossaryTerms").get("terms")))
    yield "glossaryTerms", ", ".join(terms)
    yield "deprecation", text(deprecation.get("note"))
    yield "viewDefinition", text(_of(said, "viewProperties").get("viewLogic"))


def _is_view(said: Said) -> bool:
    kinds = words(_of(said, "subTypes").get("typeNames"))
    return "viewProperties" in said or any("view" in kind.lower() for kind in kinds)


def _fields(said: Said) -> Iterator[Field]:
    schema = said.get("schemaMetadata")
    if schema is None:
        return
    edited = {
        column_name(text(one.get("fieldPath"))): one
        for one in each(_of(said, "editableSchemaMetadata").get("editableSchemaFieldInfo"))
    }
    primary = {column_name(path) for path in words(schema.fields.get("primaryKeys"))}
    for given in each(schema.fields.get("fields")):
        name = column_name(text(given.get("fieldPath")))
        by_people = edited.get(name, {})
        column = Column(
            name=name,
            type=text(given.get("nativeDataType")),
            key=("pk",) if name in primary or is_true(bare(given.get("isPartOfKey"))) else (),
            required=text(given.get("nullable")) == "false",
            title=text(given.get("label")),
            description=text(by_people.get("description")) or text(given.get("description")),
            tags=tuple(dict.fromkeys([*_tags(given.get("globalTags")), *_tags(by_people.get("globalTags"))])),
        )
        yield Field(column=column, location=schema.document.locate(given))


def _key(found: Found, said: Said) -> None:
    """Foreign keys of one column."""
    for key in each(_of(said, "schemaMetadata").get("foreignKeys")):
        own, other = words(key.get("sourceFields")), words(key.get("foreignFields"))
        if len(own) == len(other) == 1:
            (_, column), (target, name) = field_of(own[0]), field_of(other[0])
            address = address_of(target)
            if column in found.dataset.columns and address is not None:
                found.references[column] = (address, name)


def _flow(found: Found, urn: str, said: Said, notes: NoteList) -> None:
    lineage = said.get("upstreamLineage")
    if lineage is None:
        return
    for upstream in each(lineage.fields.get("upstreams")):
        address = address_of(text(upstream.get("dataset")))
        if address is None:
            notes.add(lineage.document.locate(upstream), "an upstream that is no dataset is left out")
        elif address != found.address:
            found.flows.setdefault(address, Flow())
    for fine in each(lineage.fields.get("fineGrainedLineages")):
        for target, column in map(field_of, words(fine.get("downstreams"))):
            for source, name in map(field_of, words(fine.get("upstreams"))):
                address = address_of(source)
                if target == urn and address is not None and address != found.address:
                    _add(found.flows.setdefault(address, Flow()), column, name)


def _add(flow: Flow, column: str, source: str) -> None:
    flow.columns[column] = tuple(sorted({*flow.columns.get(column, ()), source}))


def _of(said: Said, name: str) -> Fields:
    return said[name].fields if name in said else {}


def _tags(value: object) -> list[str]:
    inner = bare(value) if isinstance(value, dict) else None
    return [_last(text(one.get("tag"))) for one in each(inner.get("tags"))] if isinstance(inner, dict) else []


def _last(urn: str) -> str:
    """``jdoe`` of ``urn:li:corpuser:jdoe``."""
    return urn.rpartition(":")[2] if urn.startswith("urn:li:") else urn


def addresses(urns: list[str]) -> list[Address]:
    """Addresses of those that are datasets."""
    return [address for urn in urns if (address := address_of(urn)) is not None]

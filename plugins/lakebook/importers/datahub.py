"""Metadata files of DataHub: schemas, lineage down to columns, owners, dashboards."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from lakebook.importers import Place
from lakebook.importers._datahub.aspects import Aspect, aspects_in, text, words
from lakebook.importers._datahub.datasets import addresses, describe, found_of
from lakebook.importers._documents.documents import Documents
from lakebook.importers._fields.kinds import fitting_kind
from lakebook.importers._harvest import Address, Flow, Found, Harvest, harvester
from lakebook.model.dataset import Dataset

_Entities = Mapping[str, Mapping[str, Aspect]]


@harvester()
def datahub(given: Sequence[Path] | str, place: Place, **options: Any) -> Harvest:
    """Metadata files of DataHub as JSON: snapshots (MCE) and proposals (MCP)."""
    documents = Documents(given, (".json",))
    said: dict[str, dict[str, Aspect]] = {}
    for document in documents.each():
        aspects = list(aspects_in(document))
        if not aspects:
            hint = "a file has entries with 'proposedSnapshot', or with 'entityUrn' and 'aspect'"
            documents.refuse(document.path, "no metadata of DataHub", hint)
        for one in aspects:
            said.setdefault(one.urn, {})[one.name] = one
    harvest = Harvest(origin="datahub")
    kinds = place.book.settings.kinds
    others: Counter[str] = Counter()
    for urn, aspects_of in said.items():
        if text(aspects_of["status"].fields.get("removed")) == "true" if "status" in aspects_of else False:
            others["removed"] += 1
        elif (found := found_of(urn, aspects_of, kinds, documents.notes)) is not None:
            harvest.found.append(found)
        elif urn.startswith("urn:li:dashboard:") and "dashboardInfo" in aspects_of:
            harvest.found.append(_dashboard(urn, said, kinds))
        elif not urn.startswith("urn:li:chart:"):
            others[urn.split(":")[2] if urn.count(":") > 2 else "of no kind"] += 1
    _add_jobs(harvest, said)
    if others:
        harvest.told.append("left out: " + ", ".join(f"{kind} {count}" for kind, count in sorted(others.items())))
    return documents.harvest(harvest)


def _dashboard(urn: str, said: _Entities, kinds: tuple[str, ...]) -> Found:
    """A dashboard, made of the datasets that its charts read."""
    info = said[urn]["dashboardInfo"]
    tool, _, name = urn.partition("(")[2].rstrip(")").partition(",")
    dataset = Dataset(name=name, kind=fitting_kind("dashboard", kinds))
    describe(dataset, said[urn])
    dataset.url = text(info.fields.get("dashboardUrl"))
    read = words(info.fields.get("datasets"))
    for chart in words(info.fields.get("charts")):
        if chart in said and "chartInfo" in said[chart]:
            read += words(said[chart]["chartInfo"].fields.get("inputs"))
    flows = {address: Flow() for address in addresses(read)}
    place = info.document.locate(info.entry)
    return Found(address=Address(tool, name), dataset=dataset, flows=flows, location=place)


def _add_jobs(harvest: Harvest, said: _Entities) -> None:
    """What a job reads, for the one dataset that it writes; of several, which is made of what is not known."""
    by_address = {found.address: found for found in harvest.found}
    unsure = 0
    for aspects_of in said.values():
        if "dataJobInputOutput" not in aspects_of:
            continue
        job = aspects_of["dataJobInputOutput"]
        inputs = addresses(words(job.fields.get("inputDatasets")))
        outputs = addresses(words(job.fields.get("outputDatasets")))
        if len(outputs) > 1 and inputs:
            unsure += 1
        for output in outputs if len(outputs) == 1 else ():
            found = by_address.get(output)
            if found is None:
                place = job.document.locate(job.entry)
                found = Found(address=output, dataset=Dataset(name=output.name), described=False, location=place)
                by_address[output] = found
                harvest.found.append(found)
            for address in inputs:
                if address != output:
                    found.flows.setdefault(address, Flow())
    if unsure:
        harvest.told.append(f"jobs left out, as they write several datasets: {unsure}")

"""The catalogue: people, teams, domains, systems and datasets by id, and the questions one asks of them."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import TypeVar

from lakebook.model.dataset import Column, Dataset
from lakebook.model.domain import Domain, Term
from lakebook.model.identity import Identity, former_identities
from lakebook.model.order import natural
from lakebook.model.person import Person
from lakebook.model.resolution import Names, Resolution
from lakebook.model.system import System
from lakebook.model.team import Team
from lakebook.settings import Settings

Record = TypeVar("Record", Person, Team, Domain, System, Dataset)


class Catalogue:
    """Records by id. Where two records share an id the first is kept and the second listed in ``duplicates``."""

    def __init__(
        self,
        people: Iterable[Person],
        teams: Iterable[Team],
        domains: Iterable[Domain],
        systems: Iterable[System],
        datasets: Iterable[Dataset],
        settings: Settings,
    ) -> None:
        self.settings = settings
        self.duplicates: list[Person | Team | Domain | System | Dataset] = []
        self.people: dict[str, Person] = self._by_id(people)
        self.teams: dict[str, Team] = self._by_id(teams)
        self.domains: dict[str, Domain] = self._by_id(domains)
        self.systems: dict[str, System] = self._by_id(systems)
        self.datasets: dict[str, Dataset] = self._by_id(datasets)
        self._datasets_of_system: dict[str, list[Dataset]] = {}
        self._datasets_of_domain: dict[str, list[Dataset]] = {}
        self._schemas_of_system: dict[str, dict[str, list[Dataset]]] = {}
        self._terms: dict[str, dict[str, Term]] = {}
        self._term_places: dict[str, dict[str, int]] = {}
        self._former: dict[str, Dataset] = {}
        for dataset in self.datasets.values():
            self._imply(dataset)
            self._datasets_of_system.setdefault(dataset.system, []).append(dataset)
            self._datasets_of_domain.setdefault(dataset.domain, []).append(dataset)
        for identity, dataset in self.former():
            self._former.setdefault(identity.id, dataset)
        for system in list(self.systems.values()):
            self._imply_domain(system.domain)
        self._names = Names(self.datasets, self._former, self.systems)

    def _by_id(self, records: Iterable[Record]) -> dict[str, Record]:
        found: dict[str, Record] = {}
        for record in records:
            if record.id in found:
                self.duplicates.append(record)
            else:
                found[record.id] = record
        return found

    def _imply(self, dataset: Dataset) -> None:
        """A folder without its ``system.yaml`` or ``domain.yaml`` is a system or a domain all the same."""
        if dataset.system not in self.systems:
            self.systems[dataset.system] = System(id=dataset.system, domain=dataset.domain)
        self._imply_domain(dataset.domain)

    def _imply_domain(self, domain: str) -> None:
        if domain and domain not in self.domains:
            self.domains[domain] = Domain(id=domain)

    def datasets_of(self, place: Domain | System) -> list[Dataset]:
        """Datasets of a domain or a system, in the order of the files."""
        kept = self._datasets_of_domain if isinstance(place, Domain) else self._datasets_of_system
        return kept.get(place.id, [])

    def systems_of(self, domain: Domain) -> list[System]:
        """Systems whose home is the domain, then those that hold datasets of it, by title."""
        ids = {dataset.system for dataset in self.datasets_of(domain)}
        mine = [system for system in self.systems.values() if system.domain == domain.id or system.id in ids]
        return sorted(mine, key=lambda system: (system.title or system.id).lower())

    def schemas_of(self, system: System) -> dict[str, list[Dataset]]:
        """Datasets of a system by schema, in the order of the files."""
        if system.id not in self._schemas_of_system:
            schemas = self._schemas_of_system[system.id] = {}
            for dataset in self.datasets_of(system):
                schemas.setdefault(dataset.schema, []).append(dataset)
        return self._schemas_of_system[system.id]

    def former(self) -> Iterator[tuple[Identity, Dataset]]:
        """Old identities and the datasets that had them, in the order of the files; one may be claimed twice."""
        for dataset in self.datasets.values():
            for name in dataset.formerly:
                for identity in self.former_identities(dataset, name):
                    yield identity, dataset

    def former_identities(self, dataset: Dataset, name: str) -> Iterator[Identity]:
        """What *name* in the dataset's ``formerly:`` stands for: one identity, or the two it may mean."""
        return former_identities(dataset, name, self.systems.__contains__)

    def column_count(self) -> int:
        """Columns of all datasets."""
        return sum(len(dataset.columns) for dataset in self.datasets.values())

    def custodian_of(self, record: Dataset | System | Domain) -> str:
        """Id of the person who answers for it: its own word, else its system's, else its domain's; empty for nobody."""
        if record.custodian:
            return record.custodian
        for place in self._above(record):
            if place.custodian:
                return place.custodian
        return ""

    def answered_by(self, person_id: str) -> list[Dataset]:
        """Datasets that a person answers for; those of nobody for an empty id."""
        return self._answered.get(person_id, [])

    @cached_property
    def _answered(self) -> dict[str, list[Dataset]]:
        found: dict[str, list[Dataset]] = {}
        for dataset in self.datasets.values():
            found.setdefault(self.custodian_of(dataset), []).append(dataset)
        return found

    def deputy_of(self, record: Dataset | System | Domain) -> str:
        """Id of the person who stands in: where the custodian is named, else the custodian's own deputy."""
        for place in self.inherits_from(record):
            if place.custodian:
                custodian = self.people.get(place.custodian)
                own = place.deputy if not isinstance(place, Dataset) else ""
                return own or (custodian.deputy if custodian else "")
        return ""

    def classification_of(self, dataset: Dataset, column: Column | None = None) -> str:
        """Its own classification, else the dataset's, the system's, the domain's; empty for none."""
        if column is not None and column.classification:
            return column.classification
        if dataset.classification:
            return dataset.classification
        for place in self._above(dataset):
            if place.classification:
                return place.classification
        return ""

    def inherits_from(self, record: Dataset | System | Domain) -> Iterator[Dataset | System | Domain]:
        """The record itself, then those whose word counts where it says nothing."""
        yield record
        yield from self._above(record)

    def _above(self, record: Dataset | System | Domain) -> list[System | Domain]:
        found: list[System | Domain] = []
        if isinstance(record, Dataset):
            system = self.systems.get(record.system)
            if system is not None and system.domain in ("", record.domain):
                found.append(system)
        if not isinstance(record, Domain) and record.domain in self.domains:
            found.append(self.domains[record.domain])
        return found

    def term(self, name: str, domain: str) -> tuple[Domain, Term] | None:
        """The term *name* of *domain* (or ``other-domain/name``), by name or synonym, case aside."""
        if "/" in name:
            domain, name = name.split("/", 1)
        home = self.domains.get(domain)
        found = self._terms_of(home).get(name.strip().lower()) if home else None
        return (home, found) if home and found else None

    def _terms_of(self, domain: Domain) -> dict[str, Term]:
        """Terms of a domain by name and synonym in small letters; of two with one name the first."""
        if domain.id not in self._terms:
            known = self._terms[domain.id] = {}
            for key, term in domain.terms.items():
                for word in (key, *term.synonyms):
                    known.setdefault(word.lower(), term)
        return self._terms[domain.id]

    def place_of_term(self, domain: Domain, name: str) -> int:
        """Place of the term *name* among the domain's in natural order, from 0."""
        if domain.id not in self._term_places:
            self._term_places[domain.id] = {key: place for place, key in enumerate(sorted(domain.terms, key=natural))}
        return self._term_places[domain.id][name]

    def resolve(self, name: str, near: Dataset | None = None) -> Resolution:
        """What *name* means, seen from the dataset *near*; see ``Names.resolve``."""
        return self._names.resolve(name, near)

    def names(self) -> list[str]:
        """Identities of all datasets; what a wrong reference may have meant."""
        return list(self.datasets)


def directory(path: str) -> str:
    """A lake directory in the form it is compared in: forward slashes, folded case, no slash at the ends.

    Raises:
        ValueError: the path climbs out of the lake with ``..``.
    """
    scheme, separator, rest = path.strip().replace("\\", "/").casefold().rpartition("://")
    if ".." in rest.split("/"):
        raise ValueError("a directory may not hold '..'")
    return scheme + separator + posixpath.normpath(rest).strip("/").removeprefix("./")

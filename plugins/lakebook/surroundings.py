"""What a dataset's page and checks may look at, as one hash: while it stays the same, so does what was made of it."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import TypeAlias

import msgspec

from lakebook.lineage.around import Around
from lakebook.lineage.graph import Lineage
from lakebook.model.catalogue import Catalogue
from lakebook.model.dataset import Dataset
from lakebook.model.decision import Decision
from lakebook.model.log import DecisionLog
from lakebook.model.observation import Observation
from lakebook.model.product import Product
from lakebook.model.register import Register

_ENCODER = msgspec.msgpack.Encoder()
_NOTHING = bytes(16)
Uses: TypeAlias = Iterable[tuple[Product, bool]]
"""Products, and whether each writes the dataset or reads it."""


class Surroundings:
    """Hashes of 16 bytes, each computed when it is first asked for.

    A record counts as a whole: a change of any of its fields, and of its line in the file, is a change.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        lineage: Lineage,
        products: Mapping[str, Product],
        uses: Mapping[str, Uses],
        decisions: Mapping[str, Iterable[Decision]],
        grants: Register,
        log: DecisionLog,
        observations: Mapping[str, Observation],
        today: datetime.date,
    ) -> None:
        """*products* by their id; *uses*, *decisions* and *observations* by the id of the dataset."""
        self._catalogue = catalogue
        self._lineage = lineage
        self._products = products
        self._uses = uses
        self._decisions = decisions
        self._grants = grants
        self._log = log
        self._observations = observations
        self._today = today
        self._known: dict[str, bytes] = {}
        self._records: dict[int, bytes] = {}
        self._people: dict[str, bytes] = {}

    def of(self, dataset: Dataset) -> bytes:
        """What stands on the dataset and on all it names or is named by.

        These are its system and domain, its custodian, the datasets it comes from, feeds and points to with their
        systems, products that read or write it, decisions about it, grants, its terms, and the settings.
        """
        found = self._known.get(key := dataset.id)
        if found is None:
            whole = b"".join(self._parts(dataset, key))
            found = self._known[key] = hashlib.sha256(self._settings + whole).digest()[:16]
        return found

    def around(self, dataset: Dataset) -> bytes:
        """What stands on a drawing of two steps around the dataset.

        That looks further than ``of``: who draws puts both together.
        """
        return self._around.two_steps(dataset.id)

    def of_all_lineage(self) -> bytes:
        """What stands on a drawing of the whole lineage."""
        return hashlib.blake2b(self._around.everything(), digest_size=16, key=self._settings).digest()

    def of_list(self, datasets: Iterable[Dataset], products: Iterable[Product] = ()) -> bytes:
        """What stands on a list of these, with everything that is known of people, teams, domains and systems."""
        faces = (self._faces[dataset.id] for dataset in datasets)
        whole = b"".join([self.all_records, *faces, *map(self._record, products)])
        return hashlib.blake2b(whole, digest_size=16).digest()

    def _parts(self, dataset: Dataset, key: str) -> list[bytes]:
        catalogue, lineage, faces = self._catalogue, self._lineage, self._faces
        sources, targets = lineage.sources_of(key), lineage.targets_of(key)
        parts = [
            faces[key],
            self._record(catalogue.domains.get(dataset.domain)),
            self._person(catalogue.custodian_of(dataset)),
            self._record(self._products.get(dataset.product)),
            len(sources).to_bytes(4),
            *map(faces.__getitem__, sources),
            len(targets).to_bytes(4),
            *map(faces.__getitem__, targets),
        ]
        for name in (*lineage.loose_names_of(key), *_other_names(dataset)):
            parts.append(self._meaning(name, dataset))
        for term in _foreign_terms(dataset):
            parts.append(self._record(catalogue.domains.get(term.partition("/")[0])))
        for product, writes in self._uses.get(key, ()):
            parts.append(self._record(product) + (b"w" if writes else b"r"))
        parts += map(self._record, self._decisions.get(key, ()))
        for grant in self._grants.of_dataset(key):
            records = (grant, self._products.get(grant.product), self._log.find(grant.adr))
            parts += [*map(self._record, records), b"%d" % grant.holds(self._today)]
        return parts

    @cached_property
    def _settings(self) -> bytes:
        return _hash(self._catalogue.settings)

    @cached_property
    def all_records(self) -> bytes:
        """What stands on everything but datasets, and on who is there today; not on what each dataset says."""
        catalogue = self._catalogue
        kinds = (catalogue.people, catalogue.teams, catalogue.domains, catalogue.systems)
        said = [self._settings, self._today.isoformat().encode()]
        said += [self._record(record) for kind in kinds for record in kind.values()]
        return hashlib.blake2b(b"".join(said), digest_size=16).digest()

    def _person(self, person_id: str) -> bytes:
        """A person, and whether they are there today."""
        found = self._people.get(person_id)
        if found is None:
            person = self._catalogue.people.get(person_id)
            there = (person.has_left(self._today), person.has_started(self._today)) if person else person_id
            found = self._people[person_id] = self._record(person) + _hash(there)
        return found

    @cached_property
    def _faces(self) -> dict[str, bytes]:
        """Each dataset, the system it is in, and what was observed of it."""
        systems, seen, record = self._catalogue.systems, self._observations, self._record
        return {
            key: _hash(one) + record(systems.get(one.system)) + record(seen.get(key))
            for key, one in self._catalogue.datasets.items()
        }

    @cached_property
    def _around(self) -> Around:
        return Around(self._lineage, self._catalogue.datasets, self._drawn)

    def _drawn(self, key: str) -> bytes:
        """What is shown of a dataset where it is drawn: a few of its fields, its domain, the products that write it."""
        catalogue, record = self._catalogue, self._record
        dataset = catalogue.datasets[key]
        parts = [_card(dataset), record(catalogue.systems.get(dataset.system))]
        parts += [record(catalogue.domains.get(dataset.domain)), record(self._products.get(dataset.product))]
        parts += [record(product) for product, writes in self._uses.get(key, ()) if writes]
        return b"".join(parts)

    def _record(self, record: object | None) -> bytes:
        if record is None:
            return _NOTHING
        found = self._records.get(id(record))
        if found is None:
            found = self._records[id(record)] = _hash(record)
        return found

    def _meaning(self, name: str, dataset: Dataset) -> bytes:
        """What a name leads to; for what leads nowhere that can be shown, how it does not."""
        found = self._catalogue.resolve(name, dataset)
        if found.dataset is not None:
            return self._faces[found.dataset.id]
        return self._record(found.external) + _hash(found.candidates)


def _card(dataset: Dataset) -> bytes:
    """What a drawing shows of a dataset, and what makes it sensitive: not what it says at length."""
    columns = dataset.columns.values()
    closed = [(one.personal, one.classification) for one in columns if one.personal or one.classification]
    shown = (dataset.domain, dataset.title, dataset.kind, dataset.layer, dataset.product, dataset.status)
    return _ENCODER.encode((*shown, dataset.personal, dataset.classification, closed))


def _other_names(dataset: Dataset) -> list[str]:
    """Names by which it refers to datasets and columns that it is not made of."""
    names = [column.references for column in dataset.columns.values() if column.references]
    return [*names, dataset.successor] if dataset.successor else names


def _foreign_terms(dataset: Dataset) -> list[str]:
    """Terms of other domains, as ``domain/term``."""
    terms = [column.term for column in dataset.columns.values() if column.term]
    return [term for term in (*dataset.terms, *terms) if "/" in term]


def _hash(said: object) -> bytes:
    return hashlib.sha256(_ENCODER.encode(said)).digest()[:16]

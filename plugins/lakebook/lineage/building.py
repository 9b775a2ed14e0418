"""The lineage of a book, out of what its files say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import count

from lakebook.lineage.columns import WHOLE, ColumnEdges
from lakebook.lineage.edges import BY_COLUMNS, BY_PRODUCT, DECLARED, OBSERVED, Edge
from lakebook.lineage.graph import Lineage
from lakebook.model.catalogue import Catalogue
from lakebook.model.dataset import Dataset
from lakebook.model.observation import Observation, ObservedEdge
from lakebook.model.product import Product

_Wanted = dict[tuple[str, int, int], tuple[str, int]]
"""Source, place of its column, place of the target's column -> rule, bits of what makes it known."""


def build_lineage(catalogue: Catalogue, products: Iterable[Product], seen: Mapping[str, Observation]) -> Lineage:
    """Lineage from ``sources:``, column ``from:``, the ``reads`` and ``writes`` of products, and what was observed.

    A product's reads feed what it writes only where the written dataset does not say its sources
    itself: what the dataset says is more exact. References that lead nowhere are left out here and
    reported by the checks. What was *seen*, by the id of the dataset, is added, and takes nothing away.
    """
    builder = _Builder(catalogue)
    for dataset in catalogue.datasets.values():
        builder.add_declared(dataset)
        builder.add_columns(dataset, seen.get(dataset.id))
    builder.add_products(products)
    for dataset in catalogue.datasets.values() if seen else ():
        if dataset.id in seen:
            builder.add_observed(dataset, seen[dataset.id])
    return Lineage(builder.sources, builder.columns, builder.loose)


class _Builder:
    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self.sources: dict[str, dict[str, Edge]] = {key: {} for key in catalogue.datasets}
        self.columns = ColumnEdges(catalogue.datasets)
        self.loose: dict[str, dict[str, int]] = {}
        self._places: dict[str, dict[str, int]] = {}

    def add_declared(self, dataset: Dataset) -> None:
        """What a dataset says of itself."""
        found = self.sources[dataset.id]
        for reference in dataset.sources:
            meant = self._catalogue.resolve(reference.target, dataset).dataset
            if meant is not None:
                found[meant.id] = Edge(reference.note, known=DECLARED)
            else:
                self._lose(dataset, reference.target, DECLARED)

    def add_columns(self, dataset: Dataset, seen: Observation | None) -> None:
        """What its columns say, and what was observed of them."""
        wanted: _Wanted = {}
        for place, column in enumerate(dataset.columns.values()):
            for reference in column.from_:
                meant = self._catalogue.resolve(reference.target, dataset)
                if meant.dataset is None:
                    self._lose(dataset, reference.target, BY_COLUMNS)
                    continue
                other = self._places_of(meant.dataset)[meant.column] if meant.column else WHOLE
                wanted.setdefault((meant.dataset.id, other, place), (reference.note, BY_COLUMNS))
        key = dataset.id
        found = self.sources[key]
        for source, _, _ in wanted:
            if source != key:
                found.setdefault(source, Edge()).known |= BY_COLUMNS
        for name, edge in seen.edges.items() if seen else ():
            self._observe_columns(dataset, name, edge, wanted)
        for (source, other, place), (rule, known) in wanted.items():
            self.columns.add(source, other, key, place, rule, known)

    def _observe_columns(self, dataset: Dataset, name: str, seen: ObservedEdge, wanted: _Wanted) -> None:
        source = self._catalogue.resolve(name).dataset
        if source is None:
            return
        mine, theirs = self._places_by_any_name(dataset), self._places_by_any_name(source)
        for column in seen.columns.values():
            for other in column.from_:
                if column.name in mine and other in theirs:
                    key = (source.id, theirs[other], mine[column.name])
                    rule, known = wanted.get(key, ("", 0))
                    wanted[key] = rule, known | OBSERVED

    def add_products(self, products: Iterable[Product]) -> None:
        """What products read and write."""
        declared = {key for key, found in self.sources.items() if found}
        resolve = self._catalogue.resolve
        for product in products:
            reads = [found.dataset.id for read in product.reads if (found := resolve(read.target)).dataset]
            writes = [found.dataset.id for write in product.writes if (found := resolve(write.dataset)).dataset]
            for source in reads:
                for target in writes:
                    known = self.sources[target].get(source)
                    if known is None and source != target and target not in declared:
                        known = self.sources[target][source] = Edge()
                    if known is not None:
                        known.products += (product.id,)
                        known.known |= BY_PRODUCT

    def add_observed(self, dataset: Dataset, seen: Observation) -> None:
        """What it was seen to be made of; after all that people say, which it must not take the place of."""
        found = self.sources[dataset.id]
        for name, observed in seen.edges.items():
            source = self._catalogue.resolve(name).dataset
            if source is None:
                self._lose(dataset, name, OBSERVED)
            elif source is not dataset:
                edge = found.setdefault(source.id, Edge())
                edge.known |= OBSERVED
                edge.origins = tuple(dict.fromkeys((*edge.origins, *observed.origin)))

    def _lose(self, dataset: Dataset, name: str, known: int) -> None:
        names = self.loose.setdefault(dataset.id, {})
        names[name] = names.get(name, 0) | known

    def _places_of(self, dataset: Dataset) -> dict[str, int]:
        found = self._places.get(dataset.id)
        if found is None:
            found = self._places[dataset.id] = dict(zip(dataset.columns, count()))
        return found

    def _places_by_any_name(self, dataset: Dataset) -> dict[str, int]:
        """Names of today, and old ones."""
        found = self._places_of(dataset)
        for place, column in enumerate(dataset.columns.values()):
            for name in column.formerly:
                found.setdefault(name, place)
        return found

"""Who may read what: all grants of a book, and the questions one asks of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lakebook.model.catalogue import Catalogue
from lakebook.model.grant import Grant


class Register:
    """Grants in the order of the files, by dataset and by product.

    One that names no dataset, or a dataset of another domain than its file's, gives nothing away: nobody grants
    what others answer for.
    """

    def __init__(self, grants: Iterable[Grant], catalogue: Catalogue) -> None:
        self._grants = list(grants)
        self._of_dataset: dict[str, list[Grant]] = {}
        self._of_product: dict[str, list[Grant]] = {}
        for grant in self._grants:
            dataset = catalogue.resolve(grant.dataset).dataset
            if dataset is not None and dataset.domain == grant.domain:
                self._of_dataset.setdefault(dataset.id, []).append(grant)
                self._of_product.setdefault(grant.product, []).append(grant)

    def __iter__(self) -> Iterator[Grant]:
        return iter(self._grants)

    def __len__(self) -> int:
        return len(self._grants)

    def of_dataset(self, dataset_id: str) -> list[Grant]:
        """Grants by which a dataset may be read."""
        return self._of_dataset.get(dataset_id, [])

    def of_product(self, product_id: str) -> list[Grant]:
        """Grants by which a product may read."""
        return self._of_product.get(product_id, [])

    def between(self, product_id: str, dataset_id: str) -> list[Grant]:
        """Grants by which the product may read the dataset, whether they hold today or not."""
        return [grant for grant in self.of_dataset(dataset_id) if grant.product == product_id]

"""Hashes of what is two steps around each dataset: while one stays the same, so does a drawing of that."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable

import msgspec

from lakebook.lineage.graph import Lineage

_ENCODER = msgspec.msgpack.Encoder()


class Around:
    """Takes what stands for each dataset by itself, and puts in its edges and what they lead to."""

    def __init__(self, lineage: Lineage, ids: Iterable[str], face_of: Callable[[str], bytes]) -> None:
        """*face_of* a dataset stands for all that is shown of it wherever it is drawn."""
        self._lineage = lineage
        self._cards = {key: _hash(face_of(key) + _edges(lineage, key)) for key in ids}
        card = self._cards.__getitem__
        self._above = {key: _hash(card(key) + b"".join(map(card, lineage.known[key]))) for key in self._cards}
        self._below = {key: _hash(card(key) + b"".join(map(card, lineage.targets_of(key)))) for key in self._cards}
        self._known: dict[str, bytes] = {}

    def two_steps(self, dataset_id: str) -> bytes:
        """What stands on all that is up to two steps above or below the dataset, and on the edges between these."""
        found = self._known.get(dataset_id)
        if found is None:
            above = map(self._above.__getitem__, self._lineage.edges_into(dataset_id))
            below = map(self._below.__getitem__, self._lineage.targets_of(dataset_id))
            found = self._known[dataset_id] = _hash(b"".join([self._cards[dataset_id], *above, *below]))
        return found

    def everything(self) -> bytes:
        """What stands on all datasets and all edges between them."""
        return _hash(b"".join(self._cards.values()))


def _edges(lineage: Lineage, key: str) -> bytes:
    """The edges of one dataset. Each card has all of its own: so one between any two that are drawn is in two cards."""
    return _ENCODER.encode((key, lineage.known[key], lineage.targets_of(key), lineage.loose_names_of(key)))


def _hash(said: bytes) -> bytes:
    return hashlib.sha256(said).digest()[:16]

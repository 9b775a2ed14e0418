"""Hashes of what is two steps around each dataset: while one stays the same, so does a drawing of that."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping

import msgspec

from lakebook.lineage.graph import Lineage

_ENCODER = msgspec.msgpack.Encoder()


class Around:
    """Takes what stands for each dataset by itself, and puts in its edges and what they lead to."""

    def __init__(self, lineage: Lineage, ids: Iterable[str], face_of: Callable[[str], bytes]) -> None:
        """*face_of* a dataset stands for all that is shown of it wherever it is drawn."""
        self._lineage = lineage
        self._cards = {key: _hash(face_of(key) + _edges(lineage, key)) for key in ids}
        self._above = {key: self._together(lineage.edges_into(key)) for key in self._cards}
        self._below = {key: self._together(lineage.targets_of(key)) for key in self._cards}

    def _together(self, ids: Iterable[str]) -> bytes:
        return _hash(b"".join(map(self._cards.__getitem__, ids)))

    def two_steps(self, dataset_id: str) -> bytes:
        """What stands on all that is up to two steps above or below the dataset, and on the edges between these."""
        parts = [self._cards[dataset_id]]
        parts += [self._cards[key] + self._above[key] for key in self._lineage.edges_into(dataset_id)]
        parts += [self._cards[key] + self._below[key] for key in self._lineage.targets_of(dataset_id)]
        return _hash(b"".join(parts))

    def everything(self) -> bytes:
        """What stands on all datasets and all edges between them."""
        return _hash(b"".join(self._cards.values()))


def _edges(lineage: Lineage, key: str) -> bytes:
    """The edges of one dataset. Each card has all of its own: so one between any two that are drawn is in two cards."""
    into: Mapping[str, int] = {source: edge.known for source, edge in lineage.edges_into(key).items()}
    return _ENCODER.encode((key, into, lineage.targets_of(key), lineage.loose_names_of(key)))


def _hash(said: bytes) -> bytes:
    return hashlib.blake2b(said, digest_size=16).digest()

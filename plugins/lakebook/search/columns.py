"""Column names: each distinct one once, with the datasets that have it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from lakebook.search.document import Document
from lakebook.search.words import differences

POSTINGS = 256
"""Distinct names whose datasets stand in one file."""
NAMES = 16_384
"""Distinct names in one file."""


def column_files(datasets: Sequence[Document]) -> Iterator[tuple[str, object]]:
    """``columns/<n>`` with names and counts, at least one; ``postings/<n>`` with the datasets of each name."""
    found: dict[str, list[int]] = defaultdict(list)
    for place, dataset in enumerate(datasets):
        for name in dataset.columns:
            found[name].append(place)
    names = sorted(found, key=lambda name: (name.lower(), name))
    for number, start in enumerate(range(0, len(names) or 1, NAMES)):
        some = names[start : start + NAMES]
        yield f"columns/{number}", {"names": some, "counts": [len(found[name]) for name in some]}
    for number, start in enumerate(range(0, len(names), POSTINGS)):
        yield f"postings/{number}", [differences(found[name]) for name in names[start : start + POSTINGS]]

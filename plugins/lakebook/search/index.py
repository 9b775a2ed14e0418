"""All files of the search index."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from typing import Any

import msgspec

from lakebook.search.columns import POSTINGS, column_files
from lakebook.search.document import Document, Labels
from lakebook.search.folding import humanised
from lakebook.search.words import WordMemory, word_files

FORMAT = 2
_MOST_TITLES = 60_000
"""Letters of titles in ``names.js``; more than these are found through their words, a moment later."""
_LONG = {"names": 16_384, "pages": 4_096}
"""Lists of ``names.js`` -> the most entries it holds itself; a longer one is cut into files of as many."""
DETAILS = 64
"""Documents whose title and sentence stand in one file."""


def build_index(
    documents: Iterable[Document], labels: Labels, *, directories: bool, memory: WordMemory | None = None
) -> dict[str, bytes]:
    """File below the index's folder -> its bytes; *directories* says whether addresses are folders or ``.html`` files.

    The same documents give the same bytes, in whatever order they come, with the *memory* of an earlier index or not.
    """
    ordered = sorted(documents, key=lambda one: (not one.is_dataset, one.path, one.kind, one.title, one.address))
    datasets = [one for one in ordered if one.is_dataset]
    starts, words = word_files(ordered, memory)
    files = dict(column_files(datasets))
    files |= {f"words/{number}": one for number, one in enumerate(words)}
    files |= {f"details/{number}": one for number, one in enumerate(_details(ordered))}
    names = _apart(_names(ordered, datasets, labels), files) | {
        "directories": directories,
        "wordStarts": starts,
        "columnFiles": sum(path.startswith("columns/") for path in files),
    }
    written = {f"{path}.js": _script(path, content) for path, content in files.items()}
    digest = hashlib.blake2b(msgspec.json.encode(names), digest_size=4)
    for path, content in written.items():
        digest.update(path.encode() + content)
    written["names.js"] = _script("names", {"format": FORMAT, "build": digest.hexdigest(), **names})
    return written


def _apart(names: dict[str, Any], files: dict[str, Any]) -> dict[str, object]:
    """*names* with its long lists moved to *files* of their own where there are too many for one."""
    counts = {}
    for part, most in _LONG.items():
        whole = names[part]
        counts[part] = -(-len(whole) // most) if len(whole) > most else 0
        for number in range(counts[part]):
            files[f"{part}/{number}"] = whole[number * most : (number + 1) * most]
    return names | {part: [] for part, count in counts.items() if count} | {"parts": counts}


def _script(path: str, content: object) -> bytes:
    """One line that a worker reads as text and a page from disk as a script."""
    encoded = msgspec.json.encode(content).replace(b"\xe2\x80\xa8", b"\\u2028").replace(b"\xe2\x80\xa9", b"\\u2029")
    return b'lakebookSearch("%s",%s)\n' % (path.encode(), encoded)


def _details(documents: Sequence[Document]) -> Iterator[list[tuple[str, str]]]:
    for start in range(0, len(documents), DETAILS):
        yield [(one.title, _short(one.summary)) for one in documents[start : start + DETAILS]]


def _short(sentence: str, most: int = 160) -> str:
    if len(sentence) <= most:
        return sentence
    return sentence[:most].rsplit(" ", 1)[0].rstrip(",;:") + " …"


def _names(ordered: list[Document], datasets: list[Document], labels: Labels) -> dict[str, object]:
    pages = ordered[len(datasets) :]
    facets = _Facets(ordered, labels)
    systems = {one.path[0]: one.address.split("/")[1] for one in datasets}
    places = {one.address: place for place, one in enumerate(ordered)}
    return {
        "facets": facets.listed(),
        "systems": [_system(key, slug, labels, facets) for key, slug in systems.items()],
        "schemas": _schemas(datasets, list(systems)),
        "names": [one.path[2] for one in datasets],
        "slugs": {
            str(place): slug for place, one in enumerate(datasets) if (slug := one.address.split("/")[3]) != one.path[2]
        },
        "titles": _titles(datasets),
        **{facet: _runs(facets.number(facet, one) for one in datasets) for facet in facets.names},
        "successors": [
            (place, places[one.successor])
            for place, one in enumerate(ordered)
            if one.successor and one.successor in places
        ],
        "columnPostings": POSTINGS,
        "detailSize": DETAILS,
        "pages": [
            (
                facets.number("kind", one),
                one.title,
                one.address,
                one.name,
                *(facets.number(facet, one) for facet in ("domain", "status", "classification", "custodian")),
            )
            for one in pages
        ],
    }


def _titles(datasets: list[Document]) -> list[str]:
    """Titles that say more than the names; none where they are so many that the first key would wait for them."""
    titles = ["" if one.title in (one.path[2], humanised(one.path[2])) else one.title for one in datasets]
    return titles if sum(map(len, titles)) <= _MOST_TITLES else []


class _Facets:
    """What queries may be narrowed by, each value with its number."""

    names = ("kind", "layer", "classification", "custodian", "status", "domain")

    def __init__(self, documents: list[Document], labels: Labels) -> None:
        self._labels = labels
        listed: dict[str, Iterable[str]] = {
            "kind": [],
            "layer": labels.layers,
            "classification": labels.classifications,
            "custodian": [],
            "status": ["active", "draft"],
            "domain": labels.domains,
        }
        self._numbers: dict[str, dict[str, int]] = {}
        for facet in self.names:
            values = dict.fromkeys([*listed[facet], *map(attrgetter(facet), documents)])
            values.pop("", None)
            self._numbers[facet] = {value: number for number, value in enumerate(values)}

    def number(self, facet: str, document: Document) -> int:
        """Number of the document's value; -1 for none."""
        return self._numbers[facet].get(getattr(document, facet), -1)

    def domain(self, domain: str) -> int:
        """Number of a domain; -1 for none."""
        return self._numbers["domain"].get(domain, -1)

    def listed(self) -> dict[str, list[object]]:
        """Values in the order of their numbers; with a title where they have one."""
        titles = {"domain": self._labels.domains, "custodian": self._labels.people}
        return {
            facet: [(value, titles[facet].get(value, value)) if facet in titles else value for value in numbers]
            for facet, numbers in self._numbers.items()
        }


def _system(key: str, slug: str, labels: Labels, facets: _Facets) -> tuple[object, ...]:
    title, domain = labels.systems.get(key, (key, ""))
    return (key, title, facets.domain(domain), *([slug] if slug != key else []))


def _schemas(datasets: list[Document], systems: list[str]) -> list[tuple[object, ...]]:
    numbers = {key: number for number, key in enumerate(systems)}
    found: list[tuple[object, ...]] = []
    for (system, schema), group in groupby(datasets, key=lambda one: one.path[:2]):
        members = list(group)
        slug = members[0].address.split("/")[2]
        found.append((numbers[system], schema, len(members), *([slug] if slug != schema else [])))
    return found


def _runs(values: Iterable[int]) -> list[int]:
    """Value and how often it follows itself, over and over."""
    return [number for value, run in groupby(values) for number in (value, sum(1 for _ in run))]

"""The decision log: decisions by id, number and file, and what relates them."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator

from lakebook.model.decision import RELATIONS, Decision, Relation

_NUMBER = re.compile(r"(\d{1,8})")


class DecisionLog:
    """All decisions of a book, in the order of their files. Ids may repeat: then all are kept, the first is found."""

    def __init__(self, decisions: Iterable[Decision]) -> None:
        self._decisions = list(decisions)
        self._by_key: dict[str, Decision] = {}
        for decision in self._decisions:
            for key in _keys(decision):
                self._by_key.setdefault(key, decision)

    def __iter__(self) -> Iterator[Decision]:
        return iter(self._decisions)

    def __len__(self) -> int:
        return len(self._decisions)

    def find(self, name: str, path: str = "") -> Decision | None:
        """The decision that *name* means: an id in any spelling, a number, or a link seen from the file *path*."""
        if path and (name.endswith((".md", "/")) or "/" in name):
            linked = posixpath.normpath(posixpath.join(posixpath.dirname(path), name.partition("#")[0]))
            return self._by_key.get(f"path:{linked}") or self._by_key.get(f"path:{linked}/README.md")
        for key in _spellings(name):
            if found := self._by_key.get(key):
                return found
        return None

    def reverse(self, relation: Relation) -> str:
        """The relation as the other decision would write it."""
        return RELATIONS[relation.kind]


def _keys(decision: Decision) -> list[str]:
    stem = posixpath.splitext(posixpath.basename(decision.path))[0]
    if stem.lower() in ("readme", "index"):
        stem = posixpath.basename(posixpath.dirname(decision.path))
    keys = [f"path:{decision.path}", decision.id.lower(), stem.lower()]
    if decision.number is not None:
        keys.append(f"number:{decision.number}")
    return keys


def _spellings(name: str) -> list[str]:
    """Keys under which *name* may be found: as written, without ``adr-``, by its number."""
    plain = name.strip().lower().removesuffix(".md")
    keys = [plain]
    bare = re.sub(r"^adrs?[-_ #]*", "", plain)
    keys += [bare, f"adr-{bare}"]
    match = re.match(r"^#?0*(\d{1,5})(?:$|[-_. ])", bare)
    if match:
        keys.append(f"number:{int(match.group(1))}")
    return keys

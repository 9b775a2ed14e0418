"""The decision log: decisions by id, number and file, and what relates them."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from urllib.parse import unquote

import msgspec

from lakebook.model.decision import RELATIONS, Decision, Relation

_INDEXES = ("README.md", "index.md", "readme.md")
_NUMBER = re.compile(r"#?0*(\d{1,5})(?:$|[-_.])")


class DecisionLog:
    """All decisions of a book, in the order of their files. Ids may repeat: then all are kept, the first is found.

    Relations are looked up here: each that leads to a decision is given that decision's id.
    """

    def __init__(self, decisions: Iterable[Decision]) -> None:
        self._decisions = [msgspec.structs.replace(decision) for decision in decisions]
        self._by_key: dict[str, Decision] = {}
        for keys_of in (_sure_keys, _loose_keys):
            for decision in self._decisions:
                for key in keys_of(decision):
                    self._by_key.setdefault(key, decision)
        for decision in self._decisions:
            decision.relations = [self._looked_up(relation, decision) for relation in decision.relations]

    def __iter__(self) -> Iterator[Decision]:
        return iter(self._decisions)

    def __len__(self) -> int:
        return len(self._decisions)

    def find(self, name: str, path: str = "") -> Decision | None:
        """The decision that *name* means: an id in any spelling, a number, or a link seen from the file *path*."""
        if path and is_link(name):
            linked = linked_path(name, path)
            keys = [f"path:{linked}", *(f"path:{linked}/{index}" for index in _INDEXES)]
        else:
            keys = _spellings(name)
        return next((found for key in keys if (found := self._by_key.get(key))), None)

    def reverse(self, relation: Relation) -> str:
        """The relation as the other decision would write it."""
        return RELATIONS[relation.kind]

    def _looked_up(self, relation: Relation, decision: Decision) -> Relation:
        found = None if relation.text else self.find(relation.target, decision.path)
        return msgspec.structs.replace(relation, decision=found.id if found is not None else "")


def is_link(target: str) -> bool:
    """Whether a relation's target is a link to a file or folder, rather than an id or a URL."""
    if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", target):
        return False
    return "/" in target or target.partition("#")[0].lower().endswith(".md")


def linked_path(target: str, path: str) -> str:
    """Path in the book that the link *target* leads to, seen from the file *path*."""
    plain = unquote(target.partition("#")[0])
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), plain))


def _sure_keys(decision: Decision) -> list[str]:
    return [f"path:{decision.path}", decision.id.lower()]


def _loose_keys(decision: Decision) -> list[str]:
    stem = posixpath.splitext(posixpath.basename(decision.path))[0]
    if stem.lower() in ("readme", "index"):
        stem = posixpath.basename(posixpath.dirname(decision.path))
    keys = [stem.lower()]
    if decision.number is not None:
        keys.append(f"number:{decision.number}")
    return keys


def _spellings(name: str) -> list[str]:
    """Keys under which *name* may be found: as written, without ``adr-``, by its number."""
    plain = name.strip().lower().removesuffix(".md")
    bare = re.sub(r"^adrs?[-_ #]*", "", plain)
    keys = [plain, bare, f"adr-{bare}"]
    if match := _NUMBER.match(bare):
        keys.append(f"number:{int(match.group(1))}")
    return keys

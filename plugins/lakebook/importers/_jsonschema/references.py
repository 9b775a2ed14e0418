"""What ``$ref`` means: in the file, in another file of the folder, or by ``$id``; never over the network."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import unquote, urljoin, urlsplit

import msgspec

from lakebook.importers._documents.documents import Document, Documents
from lakebook.importers._foreign_text import scalar
from lakebook.syntax.foreign_yaml import Foreign

_DATA = frozenset(["const", "enum", "default", "examples", "example", "required"])
"""Keywords whose values are data, no schemas."""


class Node(msgspec.Struct, frozen=True, eq=False):
    """A map somewhere in a file."""

    value: dict[str, Foreign]
    document: Document
    base: str = ""
    """The ``$id`` that counts there, as a whole address."""

    def inside(self, value: Foreign) -> Node | None:
        """The map *value* that stands in this one."""
        if not isinstance(value, dict):
            return None
        return Node(value, self.document, urljoin(self.base, own_id(value)))

    def each(self, value: Foreign) -> Iterator[Node]:
        """Maps of a list that stands in this one."""
        for item in value if isinstance(value, list) else ():
            if (node := self.inside(item)) is not None:
                yield node


class References:
    """Looks up what files refer to."""

    def __init__(self, documents: Documents) -> None:
        self._documents = documents
        self._by_id: dict[str, Node] = {}
        self._anchors: dict[tuple[str, str, str], Node] = {}
        """(path, base, name) -> what bears that anchor."""
        self._indexed: set[int] = set()

    def root(self, document: Document) -> Node | None:
        """What stands in a file, its ids known from now on."""
        if not isinstance(document.value, dict):
            return None
        node = Node(document.value, document, urljoin("", own_id(document.value)))
        if id(document) not in self._indexed:
            self._indexed.add(id(document))
            for named in _nodes(node):
                if own_id(named.value):
                    self._by_id.setdefault(named.base.rstrip("#"), named)
                for anchor in (scalar(named.value.get("$anchor")), scalar(named.value.get("id")).removeprefix("#")):
                    if anchor:
                        self._anchors.setdefault((document.path.as_posix(), named.base, anchor), named)
        return node

    def find(self, ref: str, at: Node) -> Node | None:
        """What *ref* means where it stands; None where that leads nowhere in these files."""
        target, _, fragment = ref.partition("#")
        resource = self._resource(target, at)
        if resource is None:
            return None
        name = unquote(fragment)
        if not name:
            return resource
        if not name.startswith("/"):
            return self._anchors.get((resource.document.path.as_posix(), resource.base, name))
        return _pointed(resource, name)

    def _resource(self, target: str, at: Node) -> Node | None:
        if not target:
            own = self._by_id.get(at.base.rstrip("#")) if at.base else None
            return own or self.root(at.document)
        by_id = self._by_id.get(urljoin(at.base, target).rstrip("#"))
        if by_id is not None or urlsplit(target).scheme:
            return by_id
        document = self._documents.beside(at.document, unquote(target))
        return self.root(document) if document is not None else None


def own_id(value: dict[str, Foreign]) -> str:
    """The address that a schema gives itself; that of draft 4 is ``id``. Empty for an anchor, or none."""
    for key in ("$id", "id"):
        said = value.get(key)
        if isinstance(said, str) and not said.startswith("#") and (key == "$id" or urlsplit(said).scheme):
            return said
    return ""


def refs_in(node: Node) -> Iterator[tuple[str, Node]]:
    """Every ``$ref`` below *node*, with where it stands."""
    for inner in _nodes(node):
        ref = inner.value.get("$ref")
        if isinstance(ref, str):
            yield ref, inner


def _nodes(node: Node) -> Iterator[Node]:
    """*node* and every map below it, but for data."""
    waiting: list[Node] = [node]
    while waiting:
        one = waiting.pop()
        yield one
        for key, value in one.value.items():
            if key in _DATA:
                continue
            for item in value if isinstance(value, list) else (value,):
                if (inner := one.inside(item)) is not None:
                    waiting.append(inner)


def _pointed(resource: Node, pointer: str) -> Node | None:
    node = resource
    value: Foreign = node.value
    for part in pointer[1:].split("/"):
        key = part.replace("~1", "/").replace("~0", "~")
        if isinstance(value, dict):
            value = value.get(key)
        elif isinstance(value, list) and key.isdecimal() and int(key) < len(value):
            value = value[int(key)]
        else:
            return None
        if isinstance(value, dict):
            node = Node(value, node.document, urljoin(node.base, own_id(value)))
    return node if value is node.value else None

"""The book's navigation as MkDocs and Material want it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from markupsafe import escape
from mkdocs.structure import StructureItem
from mkdocs.structure.nav import Section

from lakebook.pages import NavigationItem
from lakebook.site.addresses import url_of


class Entry(StructureItem):
    """A page of the navigation that MkDocs does not build."""

    is_page = True
    children = None

    def __init__(self, title: str, url: str, *, is_index: bool = False) -> None:
        self.title = escape(title)  # Material prints titles as they are
        self.url = url
        self.is_index = is_index
        self.active = False
        self.meta: dict[str, Any] = {}

    def __repr__(self) -> str:
        return f"Entry(title={self.title!r}, url={self.url!r})"


class Place:
    """An item of the book's navigation and the item above it."""

    def __init__(self, item: NavigationItem, above: Place | None) -> None:
        self.item = item
        self.above = above

    def path(self) -> list[NavigationItem]:
        """From the top down to the item."""
        return [*(self.above.path() if self.above else []), self.item]


def places(items: list[NavigationItem], above: Place | None = None) -> Iterator[Place]:
    """Every item below *items*, each with what is above it."""
    for item in items:
        place = Place(item, above)
        yield place
        yield from places(item.children, place)


def closed(items: list[NavigationItem], directories: bool) -> list[Entry]:
    """The top items without what is below them: as pages outside them show it."""
    return [Entry(item.title, url_of(item.address, directories)) for item in items]


class Opened:
    """The book's navigation with the sections above one page opened and all others closed.

    Closed sections keep the shell small: with 200 systems a full tree would be most of every page.
    """

    def __init__(self, items: list[NavigationItem], path: list[NavigationItem], directories: bool) -> None:
        self._directories = directories
        self._path = path
        self.section: Section | None = None
        """The innermost opened section."""
        self.items: list[StructureItem] = [self._open(item, None) for item in items]

    def _open(self, item: NavigationItem, parent: Section | None) -> StructureItem:
        on_path = any(item is step for step in self._path)
        if not item.children or not on_path:
            entry = Entry(item.title, url_of(item.address, self._directories))
            entry.parent = parent
            entry.active = on_path
            return entry
        section = Section(escape(item.title), [])
        section.parent = parent
        self.section = section
        if item.address:
            section.children.append(Entry(item.title, url_of(item.address, self._directories), is_index=True))
            section.children[0].parent = section
        section.children += [self._open(child, section) for child in item.children]
        return section

    def put(self, address: str, page: StructureItem) -> None:
        """Let *page* stand where the entry for *address* is, if it is shown."""
        url = url_of(address, self._directories)
        lists: list[list[StructureItem]] = [self.items]
        while lists:
            siblings = lists.pop()
            for number, item in enumerate(siblings):
                if isinstance(item, Section):
                    lists.append(item.children)
                elif isinstance(item, Entry) and item.url == url:
                    siblings[number] = page
                    page.parent = item.parent

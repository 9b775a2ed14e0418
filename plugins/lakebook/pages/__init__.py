"""What the site says: one page kind, one file. HTML, no MkDocs.

A page kind is a module of this room holding a function of its own name, decorated with ``@page_kind``.
It is given the book and a Context, and yields Pages. Everything that comes from files is escaped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Protocol

import msgspec

from lakebook.book import Book
from lakebook.diagnostics import Diagnostic


class Heading(msgspec.Struct, frozen=True, gc=False):
    """A line of the table of contents: an anchor of the page and its text (plain, not escaped)."""

    id: str
    title: str


class SearchEntry(msgspec.Struct, frozen=True, gc=False):
    """Something the search box finds. Plain text, not escaped."""

    title: str
    kind: str
    """``table``, ``product``, ``person``, ...: what ``kind:`` in a query asks for."""
    name: str = ""
    """Id, another way to name it exactly."""
    path: tuple[str, str, str] = ("", "", "")
    """System, schema and name of a dataset."""
    summary: str = ""
    """One sentence, shown below the title."""
    text: str = ""
    """Further words that lead here."""
    fragment: str = ""
    """Anchor on the page, without ``#``; empty for the page itself."""
    columns: tuple[str, ...] = ()
    """Names of a dataset's columns; each has the anchor ``column-<name>``."""
    domain: str = ""
    layer: str = ""
    classification: str = ""
    custodian: str = ""
    status: str = ""
    successor: str = ""
    """Address of what to use instead."""


class Article(msgspec.Struct):
    """What a page says."""

    content: str
    """HTML, with its own ``<h1>``."""
    description: str = ""
    """Plain text, for ``<meta name=description>``."""
    headings: list[Heading] = []


class Download(msgspec.Struct, frozen=True):
    """A file that a page offers, and that takes long to make."""

    made_from: bytes
    """Stands for all that it is made from: while it stays the same, the file is not made again. Empty: it always is."""
    make: Callable[[], bytes]


class Page(msgspec.Struct, kw_only=True):
    """One page of the site."""

    address: str
    """Always in directory form, such as ``datasets/crm/sales/customer/``; the context turns it into a link."""
    title: str
    """Plain text."""
    article: Article | Callable[[], Article]
    """What it says; where there are many of its kind, what makes that when it is needed.

    What makes it may not ask for Markdown: links in it are followed before.
    """
    made_from: bytes = b""
    """Stands for all of the book that the article is made from, such as ``book.surroundings.of(dataset)``.

    While it and the page's place stay the same, the article is not made again. Empty: it is made in every build.
    """
    section: str = ""
    """Address of the navigation entry the page belongs to, such as ``systems/crm/``; its own when it is one."""
    path: str = ""
    """File of the book that a reader edits to change the page; empty when there is none."""
    line: int = 0
    search: list[SearchEntry] = []
    files: dict[str, Callable[[], bytes]] = {}
    """Further files that the page's scripts ask for: path below the site's root -> what makes the content."""
    downloads: dict[str, Download] = {}
    """Files that the page offers to people, by path below the site's root."""

    def read(self) -> Article:
        """The article; made anew each time where it was not given."""
        return self.article if isinstance(self.article, Article) else self.article()


class NavigationItem(msgspec.Struct, kw_only=True):
    """An entry of the side navigation; top-level ones are the tabs."""

    title: str
    address: str = ""
    """Page it opens."""
    children: list[NavigationItem] = []


class Context(Protocol):
    """What a page kind may ask of the site it is made for."""

    found: Sequence[Diagnostic]
    """What the checks found in the book."""
    shared: dict[str, Any]
    """What page kinds make once for all of them, such as how datasets are drawn, by a name of its own."""

    def file_link(self, source: str, path: str) -> str:
        """Relative link from the page at *source* to the file at *path* below the site's root; escaped."""
        ...

    def link(self, source: str, target: str, fragment: str = "") -> str:
        """Relative link from the page at *source* to the one at *target*, both in directory form; escaped."""
        ...

    def url(self, address: str) -> str:
        """URL below the site's root of the page at *address*; not escaped."""
        ...

    def markdown(self, text: str, path: str, line: int, source: str) -> tuple[str, list[Heading]]:
        """HTML and headings of Markdown from file *path* (starting at *line*) shown on the page at *source*.

        Uses the site's own Markdown extensions. Links are resolved as MkDocs would, and broken ones reported.
        """
        ...

    def edit_link(self, path: str, line: int = 0) -> str:
        """Address where the file is edited, at the line; empty when the repository is not known."""
        ...


class PageKind(Protocol):
    """A decorated page kind function."""

    __name__: str

    def __call__(self, book: Book, context: Context) -> Iterable[Page]: ...


def page_kind(function: Callable[[Book, Context], Iterable[Page]]) -> PageKind:
    """Mark a function as a page kind."""
    return function  # type: ignore[return-value]

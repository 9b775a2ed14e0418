"""Where links in the book's Markdown lead on the site, and whether they arrive."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from functools import cached_property
from typing import Literal
from urllib.parse import quote, unquote, urlsplit

import msgspec
from markupsafe import escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page as MkDocsPage

from lakebook.book import Book
from lakebook.pages import Page
from lakebook.pages import _addresses as addresses
from lakebook.site.addresses import url_of, way_up
from lakebook.site.context import SiteContext
from lakebook.site.files import StampedFile, add_asset, opens_view

_COPIED = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg", ".pdf")


class Link(msgspec.Struct, frozen=True):
    """A link in Markdown and what it was taken to mean."""

    url: str
    """As written."""
    kind: Literal["page", "document", "image", "source", "nothing"]
    """A stamped page, a hand-written file, a file copied into the site, a file the host shows, or no such thing."""
    target: str
    """Address, source URI, or path in the book, as *kind* says."""
    fragment: str = ""
    href: str = ""
    """What to write into the page, not escaped; empty where there is nothing to link to."""


class Links:
    """Links of one build. ``resolve`` while pages are made, ``trouble`` when all pages are known."""

    def __init__(
        self, book: Book, context: SiteContext, files: Files, config: MkDocsConfig, moved: Mapping[str, str]
    ) -> None:
        self.book = book
        self.context = context
        self.files = files
        self.config = config
        records = [(decision.path, addresses.of_decision(decision.id)) for decision in book.decisions]
        records += [(product.path, addresses.of_product(product.id)) for product in book.products.values()]
        self._records = dict(records)
        self._documents = book.settings.folders.pages
        self._moved = moved
        """Old address -> address of today."""
        self._contents: dict[str, str] = {}
        self._copied_from = (f"{book.settings.folders.products}/", f"{book.settings.folders.decisions}/")

    def resolve(self, url: str, path: str, source: str) -> Link | None:
        """What *url* in the book's file *path* means on the page at *source*; None where it is to stay as it is."""
        try:
            scheme, host, way, _, fragment = urlsplit(url)
        except ValueError:
            return Link(url, "nothing", url)
        if scheme or host or url.startswith(("/", "\\")):
            return None
        if not way:
            return Link(url, "page", source, unquote(fragment), url) if fragment else None
        target = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(way)))
        if target.startswith("../"):
            return Link(url, "nothing", target)
        return self._inside(url, target, fragment, source, folder=way.endswith("/"))

    def _inside(self, url: str, target: str, fragment: str, source: str, folder: bool) -> Link:
        if address := self._records.get(target) or self._records.get(f"{target}/README.md"):
            return self._page(url, address, fragment, source)
        if document := self._document(target):
            href = self._href(source, document.url, fragment)
            return Link(url, "document", document.src_uri, unquote(fragment), href)
        if not folder and self._is_file(target):
            return self._file(url, target, source)
        if target.endswith(".md") or (folder and not self._is_folder(target)):
            return self._page(url, target.removesuffix(".md").removesuffix("/index") + "/", fragment, source)
        if folder or self._is_folder(target):
            return Link(url, "source", target, href=self.context.view_link(target))
        return Link(url, "nothing", target)

    def _page(self, url: str, address: str, fragment: str, source: str) -> Link:
        address = self._moved.get(address, address)
        return Link(url, "page", address, unquote(fragment), self._href(source, self._url_of(address), fragment))

    def _url_of(self, address: str) -> str:
        return url_of(address, self.context.directories)

    def _href(self, source: str, url: str, fragment: str = "") -> str:
        return f"{way_up(source, self.context.directories)}{url}" + (f"#{fragment}" if fragment else "")

    def _document(self, target: str) -> File | None:
        """The hand-written page or the file beside one that lies at *target*."""
        if not target.startswith(f"{self._documents}/"):
            return None
        found = self.files.get_file_from_path(target[len(self._documents) + 1 :])
        return None if isinstance(found, StampedFile) else found

    def _file(self, url: str, target: str, source: str) -> Link:
        if not target.startswith(self._copied_from) or not target.lower().endswith(_COPIED):
            return Link(url, "source", target, href=self.context.view_link(target))
        uri = f"assets/book/{target}"
        add_asset(self.files, self.config, uri, content=self.book.source.read(target))
        return Link(url, "image", target, href=self._href(source, quote(uri)))

    def _is_file(self, target: str) -> bool:
        try:
            self.book.source.read(target)
        except OSError:
            return False
        return True

    def _is_folder(self, target: str) -> bool:
        return any(True for _ in self.book.source.paths(target)) if target != "." else True

    def trouble(self, link: Link, pages: Mapping[str, Page]) -> tuple[int, str]:
        """Log level and what is wrong with *link*, empty where it arrives; *pages* are all pages by address."""
        levels = self.config.validation.links
        if link.kind == "page":
            page = pages.get(link.target)
            if page is not None:
                problem = f"the page '{link.target}' has no anchor '#{link.fragment}'"
                arrives = not link.fragment or _has_anchor(self._content(page), link.fragment)
                return levels.anchors, "" if arrives else problem
            document = self.documents_by_url.get(link.target)
            if document is None:
                return levels.not_found, f"there is neither a file nor a page '{link.target.removesuffix('/')}'"
            return levels.anchors, _lacks_anchor(document.page, link.fragment)
        if link.kind == "document":
            document = self.files.get_file_from_path(link.target)
            return levels.anchors, _lacks_anchor(document.page if document else None, link.fragment)
        return levels.not_found, f"there is no file '{link.target}' in the book" if link.kind == "nothing" else ""

    def _content(self, page: Page) -> str:
        found = self._contents.get(page.address)
        if found is None:
            found = self._contents[page.address] = page.read().content
        return found

    @cached_property
    def documents_by_url(self) -> dict[str, File]:
        """Hand-written pages by address."""
        return {address_of(file): file for file in self.files.documentation_pages()}


def address_of(file: File) -> str:
    """Address of a hand-written page, in the form stamped pages use."""
    uri = file.dest_uri
    return uri.removesuffix("index.html") if uri.endswith("index.html") else uri.removesuffix(".html") + "/"


def place_of(file: File) -> str:
    """The address whose URL is that of a hand-written page: ``patterns/index/`` for an index where pages are files."""
    is_folder = file.use_directory_urls or file.dest_uri == "index.html"
    return address_of(file) if is_folder else file.dest_uri.removesuffix(".html") + "/"


def _has_anchor(content: str, fragment: str) -> bool:
    return f'id="{escape(fragment)}"' in content or opens_view(content, fragment)


def _lacks_anchor(page: MkDocsPage | None, fragment: str) -> str:
    known = page.present_anchor_ids if page is not None else None
    if not fragment or known is None or fragment in known:
        return ""
    return f"'{page.file.src_uri}' has no anchor '#{fragment}'" if page is not None else ""

"""One build of the site: the book's pages from their making to the last byte."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterable
from pathlib import Path

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation

from lakebook import discovery
from lakebook.book import Book
from lakebook.diagnostics import Diagnostic
from lakebook.pages import NavigationItem, Page, PageKind
from lakebook.search.document import Document
from lakebook.site.addresses import is_safe
from lakebook.site.assets import stylesheet
from lakebook.site.context import SiteContext
from lakebook.site.diagrams import script, script_uri
from lakebook.site.files import StampedFile, add_asset, add_stamped, offer_anchors
from lakebook.site.folder import SiteFolder
from lakebook.site.kept import Kept
from lakebook.site.lineage import bring_lineage
from lakebook.site.links import Links, address_of
from lakebook.site.manifest import Manifest, Stamp
from lakebook.site.markdown import BookMarkdown
from lakebook.site.markdown_identity import identity as markdown_identity
from lakebook.site.navigation import closed
from lakebook.site.redirects import RedirectFile, add_redirects, moved_addresses
from lakebook.site.scripts import scripts
from lakebook.site.search import add_to_their_index, empty_their_index, has_search, index_files
from lakebook.site.shell import Shells
from lakebook.site.stamp import Press

log = logging.getLogger("mkdocs.lakebook")


class Edition:
    """Holds what the hooks of one build share."""

    def __init__(
        self,
        book: Book,
        found: list[Diagnostic],
        config: MkDocsConfig,
        navigation: list[NavigationItem],
        kept: Kept,
    ) -> None:
        self.book = book
        self.kept = kept
        self.found = found
        """What the checks found in it."""
        self.config = config
        self.navigation = navigation
        self.context = SiteContext(book.settings.repository, config.use_directory_urls, found)
        self.stamped: list[StampedFile] = []
        self.written: list[Document] = []
        """What hand-written pages offer to the search."""
        self.redirects: list[RedirectFile] = []
        self.handwritten_nav = Navigation([], [])
        self.environment: jinja2.Environment | None = None
        self.draws = False
        """Whether a hand-written page holds a diagram."""

    def make_pages(self, files: Files, kinds: Iterable[PageKind]) -> None:
        """Run the page kinds, and let MkDocs know the pages and the files they need."""
        self.files = files
        style, content = stylesheet()
        add_asset(files, self.config, style, content=content)
        for uri, path in scripts().values():
            add_asset(files, self.config, uri, path=path)
        moved = moved_addresses(self.book.catalogue, files, self.config.use_directory_urls)
        self.prose = BookMarkdown(
            self.config,
            Links(self.book, self.context, files, self.config, moved),
            self.kept.markdown,
            markdown_identity(self.config),
        )
        self.context.prose = self.prose
        self.stamped = add_stamped(files, self._pages(kinds), self.config)
        self.redirects = add_redirects(files, moved, self.stamped, self.config)

    def _pages(self, kinds: Iterable[PageKind]) -> list[Page]:
        pages: dict[str, Page] = {}
        for kind in kinds:
            for page in kind(self.book, self.context):
                if not is_safe(page.address):
                    log.warning(f"page kind '{kind.__name__}': the address '{page.address}' is not one a page may have")
                elif page.address in pages:
                    log.warning(f"page kind '{kind.__name__}': there already is a page at '{page.address}'")
                else:
                    pages[page.address] = page
        return list(pages.values())

    def edit_link(self, file: str, root: Path) -> str | None:
        """Where a hand-written *file* of the book at *root* is edited; None where that is not known."""
        path = Path(file)
        return self.context.edit_link(path.relative_to(root).as_posix()) or None if path.is_relative_to(root) else None

    def add_navigation(self, nav: Navigation) -> Navigation:
        """The hand-written navigation, and the book's tabs, closed."""
        self.handwritten_nav = nav
        return Navigation([*nav.items, *closed(self.navigation, self.config.use_directory_urls)], nav.pages)

    def check_links(self) -> None:
        """Warn of links in hand-written text that do not arrive, now that every page and every anchor is known."""
        offer_anchors(self.files)
        self.prose.report({file.stamped.address: file.stamped for file in self.stamped})

    def _dead_links(self) -> bool:
        """Warn of links that page kinds made to pages that are not there; whether there are any."""
        pages = {file.stamped.address for file in self.stamped}
        written = {address_of(file) for file in self.files.documentation_pages()}
        dead = sorted(item for item in self.context.linked.items() if item[0] not in pages and item[0] not in written)
        for target, source in dead:
            log.warning(f"page '{source}' links to '{target}', and there is no such page")
        return bool(dead)

    def print_pages(self) -> SiteFolder:
        """Stamp every page, and write every file of the search index, that is not already there."""
        if self.environment is None:
            raise RuntimeError("pages are printed after the theme's environment is known")
        shells = Shells(self.config, self.environment, self.handwritten_nav, self.navigation)
        shells.take_over(self.kept.shells)
        self.kept.shells = shells
        site_url = self.config.site_url or ""
        root = site_url.rstrip("/") + "/" if site_url else ""
        folder = SiteFolder(self.config.site_dir, self.kept.manifest(self.config.site_dir).stamps)
        self.kept.forget(self.config.site_dir)
        code = discovery.code("lakebook.pages")
        press = Press(shells, self.context, folder, root, code)
        press.print_all(self.stamped)
        if shells.icons and shells.icons.uri:
            self._bring(shells.icons.uri, shells.icons.style.encode())
        if self._dead_links():
            folder.make_again()
        for file in self.stamped:
            for uri, content in file.stamped.files.items():
                folder.put(uri, content())
            for uri, download in file.stamped.downloads.items():
                if download.made_from:
                    folder.bring(uri, hashlib.sha256(code + download.made_from).digest()[:16], download.make)
                else:
                    folder.put(uri, download.make())
        for redirect in self.redirects:
            folder.put(redirect.dest_uri, redirect.content(root))
        if self.draws or press.draws:
            self._bring_diagrams()
        if self.book.draws_lineage:
            bring_lineage(folder, self.book, self.context, code)
        self._bring_search(folder)
        return folder

    def _bring_search(self, folder: SiteFolder) -> None:
        """Put the search index into the site."""
        pages = (file.stamped for file in self.stamped)
        if not has_search(self.config):
            add_to_their_index(self.config, pages)
            return
        directories, memory = self.config.use_directory_urls, self.kept.words
        for uri, content in index_files(self.book, pages, self.written, directories, memory).items():
            folder.put(uri, content)
        empty_their_index(self.config)

    def _bring_diagrams(self) -> None:
        """Copy Mermaid into the site."""
        found = script()
        if found is None:
            log.warning("diagrams will not be drawn without a network: type 'pip install diagram-renderer'")
            return
        self._bring(script_uri(), found.read_bytes())

    def _bring(self, uri: str, content: bytes) -> None:
        """Write a file among those that MkDocs clears away before each build."""
        target = Path(self.config.site_dir, uri)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)

    def manifest(self, stamps: dict[str, Stamp]) -> Manifest:
        """What the next build needs to know of this one."""
        tops = {uri.partition("/")[0] for uri in stamps}
        shared = {file.dest_uri.partition("/")[0] for file in self.files if not isinstance(file, StampedFile)}
        return Manifest(stamps, sorted(tops - shared))

"""The MkDocs plugin: each hook says what happens at that moment of a build."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any, Literal

import jinja2
from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from lakebook import discovery
from lakebook.book import Book, read_book
from lakebook.pages._home import home
from lakebook.pages._navigation import navigation
from lakebook.readers._cache import Cache
from lakebook.settings import FILE
from lakebook.site.addresses import way_up
from lakebook.site.assets import stylesheet
from lakebook.site.budget import warn_over_budget
from lakebook.site.collecting import collect_again, uncollected
from lakebook.site.diagrams import holds_diagram, with_script
from lakebook.site.edition import Edition
from lakebook.site.kept import Kept
from lakebook.site.links import place_of
from lakebook.site.markdown_identity import identity as markdown_identity
from lakebook.site.parking import park, unpark
from lakebook.site.scripts import with_own_search
from lakebook.site.search import documents_of
from lakebook.site.sitemap import with_pages
from lakebook.site.templates import remembered_templates
from lakebook.site.turn import Turn
from lakebook.site.verdict import judge
from lakebook.site.watching import watch_closely
from lakebook.sources.working_tree import WorkingTree

log = logging.getLogger("mkdocs.lakebook")


class Options(Config):  # type: ignore[no-untyped-call]
    """Options of the plugin in ``mkdocs.yml``."""

    book = config_options.Type(str, default="")
    """Root of the book, relative to the folder of ``mkdocs.yml``."""
    strict_checks = config_options.Type(bool, default=True)
    """Whether ``mkdocs build --strict`` fails when the checks find errors."""


class LakebookPlugin(BasePlugin[Options]):  # type: ignore[no-untyped-call]
    """Adds the pages of a book to a site."""

    def __init__(self) -> None:
        self._serving = False
        self._kept: Kept | None = None
        """What the builds of this process and of others before have left."""
        self._cache: Cache | None = None
        self._turn: Turn | None = None

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Being here, MkDocs keeps this object, and what it remembers, from one build of ``serve`` to the next."""
        self._serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read the book and check it: a book with errors must not touch the site that is there."""
        collect_again()
        with uncollected():
            book = self._read(config)
            kept = self._kept = self._kept or Kept(self._root / ".lakebook")
            found = judge(book, kept.checks, strict=config.strict, fatal=self.config.strict_checks)
        self.edition = Edition(book, found, config, navigation(book), kept)
        if (style := stylesheet()[0]) not in config.extra_css:
            config.extra_css.insert(0, style)
        return config

    def _read(self, config: MkDocsConfig) -> Book:
        self._root = Path(config.config_file_path or "mkdocs.yml").resolve().parent / self.config.book
        if self._cache is None:
            self._cache = Cache(self._root / ".lakebook", kept=self._serving)
        book = read_book(WorkingTree(self._root), cache=self._cache)
        folders = book.settings.folders
        watched = (folders.catalogue, folders.products, folders.decisions, FILE, book.settings.baseline)
        self._watched = [self._root / name for name in watched if name]
        return book

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Wait for other builds, and keep stamped pages from being cleaned away."""
        kept = self.edition.kept
        self._turn = Turn(kept.lock_file(config.site_dir))
        self._turn.take(config.site_dir)
        park(Path(config.site_dir), kept.manifest(config.site_dir).tops)

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Make all pages, so that hand-written ones can link to them."""
        unpark(Path(config.site_dir))
        if files.get_file_from_path("index.md") is None and files.get_file_from_path("README.md") is None:
            files.append(File.generated(config, "index.md", content=f"# {config.site_name}\n"))
        kinds = discovery.load_all("lakebook.pages").values()
        with uncollected():
            self.edition.make_pages(files, kinds)
        return files

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Add the book's tabs."""
        return self.edition.add_navigation(nav)

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Put the book around the home page's text, Mermaid where a diagram is, and say where the page is edited."""
        if page.edit_url is None and page.file.abs_src_path:
            page.edit_url = self.edition.edit_link(page.file.abs_src_path, self._root)
        self.edition.written.extend(documents_of(page, html))
        if page.is_homepage:
            html = home(html, self.edition.book, self.edition.context, self.edition.found)
        self.edition.draws = self.edition.draws or holds_diagram(html)
        return with_script(html, way_up(place_of(page.file), config.use_directory_urls))

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Search with our worker; shells come by here, too."""
        return with_own_search(output, config)

    def on_env(self, env: jinja2.Environment, *, config: MkDocsConfig, files: Files) -> jinja2.Environment:
        """All pages are known: check the links between them."""
        env.bytecode_cache = env.bytecode_cache or remembered_templates()
        self.edition.environment = env
        self.edition.check_links()
        return env

    def on_post_template(self, output_content: str, *, template_name: str, config: MkDocsConfig) -> str:
        """List stamped pages in the sitemap."""
        if template_name != "sitemap.xml":
            return output_content
        return with_pages(output_content, config.site_url, (file.url for file in self.edition.stamped))

    @event_priority(50)  # before other plugins write what they gathered, Material's search among them
    def _print(self, *, config: MkDocsConfig) -> None:
        edition = self.edition
        with uncollected():
            folder = edition.print_pages()
        gone = folder.remove_gone()
        log.info(f"{len(folder.stamps):,} pages and search files: {folder.written:,} written, {gone:,} deleted")
        edition.kept.remember(config.site_dir, edition.manifest(folder.stamps))
        if not self._serving:
            warn_over_budget(edition.book.settings.limits, edition.kept.manifest(config.site_dir), config.site_dir)
            edition.kept.save(config.site_dir, markdown=markdown_identity(config) != "")
        del self.edition
        if self._serving:  # a process that ends would look at every object once more: a twentieth of the build
            collect_again()

    @event_priority(-100)
    def _let_others_write(self, *, config: MkDocsConfig) -> None:
        self._give_back()

    on_post_build = CombinedEvent(_print, _let_others_write)
    """Stamp the pages; when every plugin has written what it has, let other builds have the folder."""

    def _give_back(self) -> None:
        if self._turn is not None:
            self._turn.give_back()
            self._turn = None

    def on_build_error(self, *, error: Exception) -> None:
        """Put back what was parked."""
        edition: Edition | None = getattr(self, "edition", None)
        if edition is not None and self._turn is not None:
            unpark(Path(edition.config.site_dir))
        self._give_back()
        collect_again()

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any) -> LiveReloadServer:
        """Rebuild when the book changes."""
        watch_closely(server, self._watched)
        return server

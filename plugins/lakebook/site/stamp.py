"""Fill shells and write the pages that changed. The hot loop of the build: 10,000 pages, most of them there already."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from html import escape

from lakebook.pages import Article, Page
from lakebook.pages._addresses import EXPLORER, IMPACT, SEARCH
from lakebook.site.addresses import way_up
from lakebook.site.context import SiteContext
from lakebook.site.diagrams import holds_diagram, with_script
from lakebook.site.files import StampedFile
from lakebook.site.folder import SiteFolder
from lakebook.site.manifest import Stamp
from lakebook.site.scripts import with_explorer, with_finder, with_impact, with_lineage, with_lists
from lakebook.site.shell import Shell, Shells, Wants


class Press:
    """Prints the pages of one build into *folder*.

    *root* is the site's own address with a slash at the end, or empty. *code* stands for what makes articles.
    """

    def __init__(self, shells: Shells, context: SiteContext, folder: SiteFolder, root: str, code: bytes) -> None:
        self.draws = False
        """Whether a page holds a diagram."""
        self._shells = shells
        self._context = context
        self._folder = folder
        self._root = root
        self._key = hashlib.blake2b(f"{root}\0{context.directories}".encode(), key=code[:64]).digest()

    def print_all(self, files: Iterable[StampedFile]) -> None:
        """Write every page of *files*, unless it is there."""
        for file in files:
            page = file.stamped
            edit = self._context.edit_link(page.path, page.line)
            known = self._folder.known(file.dest_uri)
            if known is None or not self._would_be_the_same(page, edit, known, file.dest_uri):
                self._print(file, page, edit, known)

    def _would_be_the_same(self, page: Page, edit: str, known: Stamp, uri: str) -> bool:
        if not known.made_from or not page.made_from:
            return False
        shell = self._shells.shell(page.address, page.section, Wants.numbered(known.wants))
        return known.made_from == self._made_from(page, edit, shell) and self._folder.stays(uri, known)

    def _made_from(self, page: Page, edit: str, shell: Shell) -> bytes:
        place = f"{page.address}\0{page.title}\0{edit}".encode("utf-8", "replace")
        return hashlib.sha256(b"".join([self._key, page.made_from, shell.digest, place])).digest()[:16]

    def _print(self, file: StampedFile, page: Page, edit: str, known: Stamp | None) -> None:
        article = page.read()
        way = way_up(page.address, self._context.directories)
        content = with_scripts(article.content, page.address, way)
        if draws := holds_diagram(content):
            content = with_script(content, way)
            self.draws = True
        wants = Wants(bool(article.description), bool(edit), bool(article.headings))
        shell = self._shells.shell(page.address, page.section, wants)
        encoded = _encoded(content)
        key = _key(shell, page, article, encoded, edit, self._root)
        made_from = self._made_from(page, edit, shell) if page.made_from and not draws else b""
        if known is None or known.key != key or not self._folder.stays(file.dest_uri, known, made_from, wants.number):
            values = _values(shell, page.title, article, encoded, edit, self._root + file.url, file.url)
            self._folder.write(file.dest_uri, key, shell.fill(values), made_from, wants.number)


def with_scripts(content: str, address: str, way_to_root: str) -> str:
    """*content* of the page at *address*, and the scripts of ours that it needs."""
    if address == SEARCH:
        content = with_finder(content, way_to_root)
    if address == EXPLORER:
        content = with_explorer(content, way_to_root)
    content = with_lineage(with_lists(content, way_to_root), way_to_root)
    return with_impact(content, way_to_root) if address == IMPACT else content


def _encoded(html: str) -> bytes:
    return html.encode("utf-8", "xmlcharrefreplace")


def _key(shell: Shell, page: Page, article: Article, content: bytes, edit: str, root: str) -> bytes:
    digest = hashlib.sha256(shell.digest)
    digest.update(content)
    said = [page.address, page.title, article.description, edit, root]
    said += [f"{heading.id}\1{heading.title}" for heading in article.headings]
    digest.update("\0".join(said).encode("utf-8", "replace"))
    return digest.digest()[:16]


def _values(
    shell: Shell, title: str, article: Article, content: bytes, edit: str, canonical: str, url: str
) -> dict[str, bytes]:
    """HTML for the slots of the shell."""
    headings = [(escape(heading.id), escape(heading.title)) for heading in article.headings]
    values = {
        "TITLE": escape(title),
        "DESCRIPTION": escape(article.description),
        "CANONICAL": escape(canonical),
        "URL": url,
        "FILE": url.rpartition("/")[2],
        "EDIT": escape(edit),
        "FIRST": headings[0][0] if headings else "",
        "TOC": "".join(shell.entry(anchor, title) for anchor, title in headings),
    }
    return {"CONTENT": content, **{name: _encoded(value) for name, value in values.items()}}

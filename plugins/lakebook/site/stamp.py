"""Fill shells and write the pages that changed. The hot loop of the build: 10,000 pages in about half a second."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from html import escape

from lakebook.pages import Page
from lakebook.pages._addresses import SEARCH
from lakebook.site.addresses import way_up
from lakebook.site.context import SiteContext
from lakebook.site.diagrams import with_script
from lakebook.site.files import StampedFile
from lakebook.site.folder import SiteFolder
from lakebook.site.scripts import with_finder, with_lists
from lakebook.site.shell import Shell, Shells, Wants


def stamp(files: Iterable[StampedFile], shells: Shells, context: SiteContext, folder: SiteFolder, root: str) -> None:
    """Write every page of *files* into *folder*, unless it is there.

    *root* is the site's own address with a slash at the end, or empty.
    """
    for file in files:
        page = file.stamped
        edit = context.edit_link(page.path, page.line)
        shell = shells.shell(page.address, page.section, Wants(bool(page.description), bool(edit), bool(page.headings)))
        content = _encoded(with_scripts(page, way_up(page.address, context.directories)))
        key = _key(shell, page, content, edit, root)
        if not folder.keeps(file.dest_uri, key):
            values = _values(shell, page, content, edit, root + file.url, file.url)
            folder.write(file.dest_uri, key, shell.fill(values))


def with_scripts(page: Page, way_to_root: str) -> str:
    """The content of *page* and the scripts it needs."""
    content = with_script(page.content, way_to_root)
    if page.address == SEARCH:
        content = with_finder(content, way_to_root)
    return with_lists(content, way_to_root)


def _encoded(html: str) -> bytes:
    return html.encode("utf-8", "xmlcharrefreplace")


def _key(shell: Shell, page: Page, content: bytes, edit: str, root: str) -> bytes:
    digest = hashlib.blake2b(content, digest_size=16, key=shell.digest)
    said = [page.address, page.title, page.description, edit, root, *(f"{h.id}\1{h.title}" for h in page.headings)]
    digest.update("\0".join(said).encode("utf-8", "replace"))
    return digest.digest()


def _values(shell: Shell, page: Page, content: bytes, edit: str, canonical: str, url: str) -> dict[str, bytes]:
    """HTML for the slots of the shell."""
    headings = [(escape(heading.id), escape(heading.title)) for heading in page.headings]
    values = {
        "TITLE": escape(page.title),
        "DESCRIPTION": escape(page.description),
        "CANONICAL": escape(canonical),
        "URL": url,
        "FILE": url.rpartition("/")[2],
        "EDIT": escape(edit),
        "FIRST": headings[0][0] if headings else "",
        "TOC": "".join(shell.entry(anchor, title) for anchor, title in headings),
    }
    return {"CONTENT": content, **{name: _encoded(value) for name, value in values.items()}}

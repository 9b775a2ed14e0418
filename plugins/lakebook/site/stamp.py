"""Fill shells and write the pages that changed. The hot loop of the build: 10,000 pages in about half a second."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from html import escape
from pathlib import Path

import msgspec
from markupsafe import escape as quick_escape

from lakebook.pages import Page
from lakebook.site.addresses import way_up
from lakebook.site.context import SiteContext
from lakebook.site.diagrams import with_script
from lakebook.site.files import StampedFile
from lakebook.site.manifest import Stamp
from lakebook.site.shell import Shell, Shells, Wants


class Stamped(msgspec.Struct):
    """What a round of stamping did."""

    stamps: dict[str, Stamp]
    written: int
    deleted: int


def stamp(
    files: Iterable[StampedFile], shells: Shells, context: SiteContext, site: str, root: str, before: dict[str, Stamp]
) -> Stamped:
    """Write every page of *files* below the folder *site*, unless *before* says it is there; delete those gone.

    *root* is the site's own address with a slash at the end, or empty.
    """
    stamps: dict[str, Stamp] = {}
    folders: set[str] = set()
    written = 0
    for file in files:
        page = file.stamped
        edit = context.edit_link(page.path, page.line)
        shell = shells.shell(page.address, page.section, Wants(bool(page.description), bool(edit), bool(page.headings)))
        content = with_script(page.content, way_up(page.address, context.directories))
        key = _key(shell, page, content, edit, root)
        path = f"{site}/{file.dest_uri}"
        known = before.get(file.dest_uri)
        if known is None or known.key != key or not _untouched(path, known):
            _make_folder(path, folders)
            known = _write(path, key, shell.fill(_values(shell, page, content, edit, root + file.url, file.url)))
            written += 1
        stamps[file.dest_uri] = known
    gone = before.keys() - stamps.keys()
    for uri in gone:
        _delete(site, uri)
    return Stamped(stamps, written, len(gone))


def _key(shell: Shell, page: Page, content: str, edit: str, root: str) -> bytes:
    digest = hashlib.blake2b(content.encode("utf-8", "replace"), digest_size=16, key=shell.digest)
    said = [page.address, page.title, page.description, edit, root, *(f"{h.id}\1{h.title}" for h in page.headings)]
    digest.update("\0".join(said).encode("utf-8", "replace"))
    return digest.digest()


def _values(shell: Shell, page: Page, content: str, edit: str, canonical: str, url: str) -> dict[str, bytes]:
    headings = [(str(quick_escape(heading.id)), str(quick_escape(heading.title))) for heading in page.headings]
    values = {
        "TITLE": str(quick_escape(page.title)),
        "DESCRIPTION": str(quick_escape(page.description)),
        "CANONICAL": escape(canonical),
        "URL": url,
        "FILE": url.rpartition("/")[2],
        "EDIT": escape(edit),
        "FIRST": headings[0][0] if headings else "",
        "TOC": "".join(shell.entry(anchor, title) for anchor, title in headings),
        "CONTENT": content,
    }
    return {name: value.encode("utf-8", "xmlcharrefreplace") for name, value in values.items()}


def _untouched(path: str, known: Stamp) -> bool:
    try:
        found = os.stat(path)  # noqa: PTH116 (10,000 times)
    except OSError:
        return False
    return found.st_mtime_ns == known.modified and found.st_size == known.size


def _make_folder(path: str, known: set[str]) -> None:
    """Make the folder of the file *path*, once; *known* are those made before."""
    folder = path.rpartition("/")[0]
    if folder not in known:
        known.add(folder)
        try:
            os.mkdir(folder)  # noqa: PTH102 (as above)
        except FileExistsError:
            pass
        except FileNotFoundError:
            os.makedirs(folder)


def _write(path: str, key: bytes, content: bytes) -> Stamp:
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o666)
    try:
        left = memoryview(content)
        while left:
            left = left[os.write(file, left) :]
        return Stamp(key, os.fstat(file).st_mtime_ns, len(content))
    finally:
        os.close(file)


def _delete(site: str, uri: str) -> None:
    """Remove a page that is no more, and the folders it leaves empty."""
    try:
        Path(site, uri).unlink()
        folder = os.path.dirname(uri)
        while folder:
            Path(site, folder).rmdir()
            folder = os.path.dirname(folder)
    except OSError:
        return

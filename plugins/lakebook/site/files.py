"""Stamped pages as MkDocs sees them: files to link to, which it neither reads nor writes."""

from __future__ import annotations

import html
import logging
import re
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel

from lakebook.pages import Page
from lakebook.pages._addresses import SEARCH
from lakebook.pages._lineage.drawing import MARK
from lakebook.site.addresses import file_of, url_of

log = logging.getLogger("mkdocs.lakebook")
_IDS = re.compile(r"\s(?:id|name)=\"([^\"]*)\"")


class StampedFile(File):
    """A file ``datasets/crm/sales/customer.md`` that is not there: links to it lead to the stamped page."""

    def __init__(self, stamped: Page, config: MkDocsConfig) -> None:  # File's own takes 10 times as long
        self.stamped = stamped
        self.src_uri = stamped.address[:-1] + ".md"
        self.src_dir = None
        self.dest_dir = config.site_dir
        self.use_directory_urls = config.use_directory_urls
        self.inclusion = InclusionLevel.NOT_IN_NAV
        self.generated_by = "lakebook"
        self.abs_src_path = None
        self._content = b""
        self.dest_uri = file_of(stamped.address, config.use_directory_urls)
        self.url = url_of(stamped.address, config.use_directory_urls)

    def is_documentation_page(self) -> bool:
        """False: MkDocs must not build it."""
        return False

    def copy_file(self, dirty: bool = False) -> None:
        """Nothing to copy: the page is stamped after the build."""


class Anchors:
    """Stands in for the Page of a stamped file when MkDocs looks whether an anchor exists."""

    def __init__(self, content: str) -> None:
        self.present_anchor_ids = _AnchorIds(html.unescape(found) for found in _IDS.findall(content))
        self.present_anchor_ids.opens_view = partial(opens_view, content)


class _AnchorIds(set[str]):
    """Anchors of a page, and any state of the lineage view that it has."""

    opens_view: Callable[[str], bool]

    def __contains__(self, anchor: object) -> bool:
        return super().__contains__(anchor) or self.opens_view(str(anchor))


def opens_view(content: str, fragment: str) -> bool:
    """Whether *fragment* of a link is a state of the lineage view, and *content* has one."""
    return fragment.startswith("lineage?") and MARK in content


def add_stamped(files: Files, pages: Iterable[Page], config: MkDocsConfig) -> list[StampedFile]:
    """Append a file for each page, except where a hand-written file has its place."""
    taken = {file.dest_uri: file.src_uri for file in files}
    known = files.src_uris
    added = []
    for page in pages:
        stamped = StampedFile(page, config)
        if stamped.dest_uri in taken or stamped.src_uri in known:
            _say_who_wins(taken.get(stamped.dest_uri, stamped.src_uri), page)
            continue
        files.append(stamped)
        added.append(stamped)
    return added


def _say_who_wins(file: str, page: Page) -> None:
    said = f"the file '{file}' takes the place of the page '{page.address}'"
    if page.address == SEARCH:
        log.warning(f"{said}, which shows all results of a search: rename the file")
    else:
        log.info(said)


def offer_anchors(files: Files) -> None:
    """Let MkDocs check anchors of stamped pages that hand-written ones link to."""
    for file in files.documentation_pages():
        if file.page is None:
            continue
        for target in file.page.links_to_anchors or {}:
            if isinstance(target, StampedFile) and target.page is None:
                target.page = Anchors(target.stamped.read().content)  # type: ignore[assignment]


def add_asset(files: Files, config: MkDocsConfig, uri: str, *, path: Path | None = None, content: bytes = b"") -> None:
    """A file of the package or the book, published at *uri*; a file the author put there wins."""
    if files.get_file_from_path(uri) is not None:
        return
    if path is not None:
        file = File.generated(config, uri, abs_src_path=str(path), inclusion=InclusionLevel.NOT_IN_NAV)
    else:
        file = File.generated(config, uri, content=content, inclusion=InclusionLevel.NOT_IN_NAV)
    files.append(file)

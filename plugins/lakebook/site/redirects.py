"""Old addresses of datasets that are called something else today: each leads on to the dataset's page."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

from lakebook.model.catalogue import Catalogue
from lakebook.pages import Page
from lakebook.pages._addresses import of_dataset
from lakebook.site.addresses import file_of, url_of, way_up
from lakebook.site.files import StampedFile

_PAGE = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>{title}</title>
<link rel="canonical" href="{canonical}">
<script>location.replace("{link}" + location.search + location.hash)</script>
<meta http-equiv="refresh" content="0; url={link}">
</head>
<body>
<p>This dataset is now called <a href="{link}">{title}</a>.</p>
</body>
</html>
"""


def moved_addresses(catalogue: Catalogue, files: Files, directories: bool) -> dict[str, str]:
    """Old address -> address of today, without those where a dataset or one of the *files* has its place."""
    real = {of_dataset(dataset) for dataset in catalogue.datasets.values()}
    taken = {file.dest_uri for file in files}
    moved: dict[str, str] = {}
    for identity, dataset in catalogue.former():
        old = of_dataset(identity)
        if old not in real and file_of(old, directories) not in taken:
            moved.setdefault(old, of_dataset(dataset))
    return moved


class RedirectFile(StampedFile):
    """The file of an old address. Links to it lead straight to the page of today, where anchors are looked for, too."""

    def __init__(self, old: str, page: Page, config: MkDocsConfig) -> None:
        super().__init__(page, config)
        self.old = old
        self.src_uri = old[:-1] + ".md"
        self.dest_uri = file_of(old, config.use_directory_urls)

    def content(self, root: str) -> bytes:
        """The page that leads on. *root* is the site's own address with a slash at the end, or empty."""
        link = way_up(self.old, self.use_directory_urls) + url_of(self.stamped.address, self.use_directory_urls)
        canonical = root + self.url if root else link
        values = {"title": self.stamped.title, "canonical": canonical, "link": link}
        return _PAGE.format_map({name: escape(value) for name, value in values.items()}).encode()


def add_redirects(
    files: Files, moved: dict[str, str], stamped: Iterable[StampedFile], config: MkDocsConfig
) -> list[RedirectFile]:
    """Append a file for each old address that no page has; *moved* as ``moved_addresses`` gives it."""
    if not moved:
        return []
    pages = {file.stamped.address: file.stamped for file in stamped}
    wanted = [(old, pages[new]) for old, new in moved.items() if old not in pages and new in pages]
    added = [RedirectFile(old, page, config) for old, page in wanted]
    for file in added:
        files.append(file)
    return added

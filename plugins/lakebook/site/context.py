"""What page kinds may ask of the site: links, Markdown, edit links."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol
from urllib.parse import quote

from markupsafe import escape

from lakebook.diagnostics import Diagnostic
from lakebook.pages import Heading
from lakebook.pages._addresses import in_fragment
from lakebook.settings import Repository
from lakebook.site.addresses import url_of, way_up


class Prose(Protocol):
    """What turns Markdown of the book into HTML."""

    def render(self, text: str, path: str, line: int, source: str) -> tuple[str, list[Heading]]:
        """As ``Context.markdown``."""
        ...


class SiteContext:
    """The Context of one build. Remembers which addresses were linked to, so that dead links are found."""

    def __init__(self, repository: Repository, directories: bool, found: Sequence[Diagnostic] = ()) -> None:
        self.repository = repository
        self.found = found
        self.directories = directories
        self.shared: dict[str, Any] = {}
        self.prose: Prose | None = None
        self.linked: dict[str, str] = {}
        """Address linked to -> an address it is linked from."""
        self._urls: dict[str, str] = {}
        self._ways: dict[str, tuple[str, str, str]] = {}
        self._host_files: dict[tuple[str, str], str] = {}

    def link(self, source: str, target: str, fragment: str = "") -> str:
        """Relative link between two pages, escaped for HTML."""
        if fragment:
            fragment = f"#{in_fragment(fragment)}"
            if source == target:
                return fragment
        ways = self._ways.get(source)
        if ways is None:
            ways = self._ways[source] = _ways(source, self.directories)
        way, folder, shorter = ways
        url = self._urls.get(target)
        if url is None:
            url = self._urls[target] = str(escape(url_of(target, self.directories)))
            self.linked[target] = source
        if folder and url.startswith(folder):
            return f"{shorter}{url[len(folder) :]}{fragment}"
        return f"{way}{url}{fragment}" if url or way else f"./{fragment}"

    def file_link(self, source: str, path: str) -> str:
        """Relative link from a page to a file of the site, escaped for HTML."""
        return str(escape(f"{way_up(source, self.directories)}{quote(path)}"))

    def url(self, address: str) -> str:
        """URL below the site's root, not escaped."""
        return url_of(address, self.directories)

    def markdown(self, text: str, path: str, line: int, source: str) -> tuple[str, list[Heading]]:
        """HTML and headings of Markdown from the book's file *path*."""
        if self.prose is None:
            raise RuntimeError("the site has no Markdown yet")
        return self.prose.render(text, path, line, source)

    def edit_link(self, path: str, line: int = 0) -> str:
        """Where the host edits the file, or shows it where it is no text; empty when the host is not known."""
        return self._host_link("blob" if path.lower().endswith(".xlsx") else "edit", path, line)

    def view_link(self, path: str, line: int = 0) -> str:
        """Where the host shows the file or folder; empty when the host is not known."""
        return self._host_link("blob", path, line)

    def _host_link(self, verb: str, path: str, line: int) -> str:
        if not self.repository.url or not path:
            return ""
        file = self._host_files.get((verb, path))
        if file is None:
            file = self._host_files[verb, path] = _host_file(self.repository, verb, path)
        return f"{file}#L{line}" if line else file


def _ways(source: str, directories: bool) -> tuple[str, str, str]:
    """From the page at *source* to the root of the site; the folder there that it lies in, and the way to that."""
    way = way_up(source, directories)
    folder, _, below = source.partition("/")
    return (way, f"{folder}/", way.removesuffix("../")) if below else (way, "", "")


def _host_file(repository: Repository, verb: str, path: str) -> str:
    kind = repository.kind or ("github" if "github" in repository.url else "gitlab")
    middle = f"/-/{verb}" if kind == "gitlab" else f"/{verb}"
    return f"{repository.url.rstrip('/')}{middle}/{quote(repository.branch)}/{quote(path)}"

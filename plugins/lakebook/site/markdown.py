"""Markdown of WIDs and ADRs: the site's own extensions, one shared converter, links led to their pages."""

from __future__ import annotations

import hashlib
import html
import logging
from collections.abc import Mapping
from xml.etree.ElementTree import Element

import markdown
import msgspec
from markdown.treeprocessors import Treeprocessor
from markdown.util import AMP_SUBSTITUTE
from mkdocs.config.defaults import MkDocsConfig

from lakebook.pages import Heading, Page
from lakebook.site.harmless import harmless
from lakebook.site.links import Link, Links

log = logging.getLogger("mkdocs.lakebook")


class Converted(msgspec.Struct, frozen=True):
    """HTML of one text, and the links in it."""

    html: str
    headings: list[Heading]
    links: list[Link]


Cache = dict[bytes, Converted]


class BookMarkdown:
    """Converts Markdown of one build.

    *cache* may outlive it; where it outlives the process, *identity* says what made it.
    """

    def __init__(self, config: MkDocsConfig, links: Links, cache: Cache, identity: str = "") -> None:
        self.links = links
        self._cache = cache
        self._used: Cache = {}
        self._converter = markdown.Markdown(
            extensions=config.markdown_extensions, extension_configs=config.mdx_configs or {}
        )
        self._leader = _LinkLeader(links)
        self._converter.treeprocessors.register(self._leader, "lakebook_links", 0)
        known = identity or repr((config.markdown_extensions, config.mdx_configs))
        said = (known, config.use_directory_urls, links.context.repository)
        self._salt = hashlib.blake2b(repr(said).encode()).digest()
        self._sources: list[tuple[str, str, int, Converted]] = []

    def render(self, text: str, path: str, line: int, source: str) -> tuple[str, list[Heading]]:
        """HTML and second-level headings of *text*, which starts at *line* of the book's file *path*."""
        key = hashlib.blake2b(f"{path}\0{source}\0{text}".encode("utf-8", "replace"), key=self._salt).digest()
        converted = self._cache.get(key)
        if converted is None or not self._holds(converted, path, source):
            converted = self._convert(text, path, source)
        self._used[key] = converted
        self._sources.append((text, path, line, converted))
        return converted.html, converted.headings

    def _holds(self, converted: Converted, path: str, source: str) -> bool:
        """Whether every link still means what it meant; copies the images again."""
        return all(self.links.resolve(link.url, path, source) == link for link in converted.links)

    def _convert(self, text: str, path: str, source: str) -> Converted:
        self._converter.reset()
        self._leader.start(path, source)
        made = harmless(self._converter.convert(text))
        tokens = getattr(self._converter, "toc_tokens", [])
        top = [child for token in tokens for child in (token["children"] if token["level"] == 1 else [token])]
        headings = [Heading(token["id"], html.unescape(token["name"])) for token in top]
        return Converted(made, headings, self._leader.found)

    def report(self, pages: Mapping[str, Page]) -> None:
        """Say which links do not arrive, now that all pages are known; forget texts that are gone."""
        for text, path, line, converted in self._sources:
            for link in converted.links:
                level, message = self.links.trouble(link, pages)
                if message:
                    place = f"{path}:{_line_of(link.url, text, line)}"
                    log.log(level, f"{place}: link '{link.url}' leads nowhere: {message}")
        self._cache.clear()
        self._cache.update(self._used)


class _LinkLeader(Treeprocessor):
    """Leads each link and image of the tree to its page."""

    def __init__(self, links: Links) -> None:
        super().__init__()
        self._links = links
        self.start("", "")

    def start(self, path: str, source: str) -> None:
        self._path, self._source = path, source
        self.found: list[Link] = []

    def run(self, root: Element) -> None:
        for element in root.iter():
            key = {"a": "href", "img": "src"}.get(element.tag, "")
            url = element.get(key) if key else None
            if not url or AMP_SUBSTITUTE in url or element.get("class") == "headerlink":  # arrives at its own heading
                continue
            link = self._links.resolve(url, self._path, self._source)
            if link is not None:
                self.found.append(link)
                _lead(element, key, link)


def _lead(element: Element, key: str, link: Link) -> None:
    if link.href:
        element.set(key, link.href)
    elif link.kind == "source":  # the host is not known: the text remains
        element.tag = "code" if not len(element) else "span"
        for name in list(element.keys()):
            del element.attrib[name]


def _line_of(url: str, text: str, first: int) -> int:
    place = text.find(url)
    return max(first, 1) + (text.count("\n", 0, place) if place > 0 else 0)

"""A page of the theme with holes: rendered once by Material, then filled with bytes for every page of its kind.

The shell is rendered at a directory that does not exist, as deep as the pages it is for. So every relative link in it
goes up to the root first, and is right from all of them. Holes are sentinels of letters only, which pass every filter.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping

import jinja2
import msgspec
from markupsafe import escape
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import BuildError
from mkdocs.structure import StructureItem
from mkdocs.structure.files import File, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents

from lakebook.pages import NavigationItem
from lakebook.site.addresses import file_of, url_of, way_up
from lakebook.site.icons import Icons, icons_of
from lakebook.site.navigation import Opened, Place, places
from lakebook.site.squeezing import squeezed

_SENTINEL = re.compile(r"zq([A-Z]+)qz")
_TOC = re.compile(r'(<ul[^>]*data-md-component="toc"[^>]*>)(.*?)(</ul>)', re.DOTALL)
_TABS = re.compile(r"<script>[^<]*__tabbed_[^<]*</script>")
"""The theme's script that opens the tab an address names; tabs are those of the content."""
SLOTS = frozenset({"TITLE", "DESCRIPTION", "CANONICAL", "URL", "FILE", "EDIT", "FIRST", "TOC", "CONTENT", "TABS"})


class Wants(msgspec.Struct, frozen=True):
    """What a page has, which decides what its shell must hold."""

    description: bool
    edit: bool
    toc: bool

    @property
    def number(self) -> int:
        """All of it as one number below 8."""
        return self.description + 2 * self.edit + 4 * self.toc

    @classmethod
    def numbered(cls, number: int) -> Wants:
        """The wants that have this number."""
        return _WANTS[number & 7]


_WANTS = [Wants(bool(number & 1), bool(number & 2), bool(number & 4)) for number in range(8)]


class Shell:
    """Literal parts and the slots between them."""

    def __init__(self, text: str, item: str) -> None:
        tabs = _TABS.findall(text)
        self._tabs = tabs[0].encode() if len(tabs) == 1 else b""
        parts = _SENTINEL.split(_TABS.sub("zqTABSqz", text) if self._tabs else text)
        if unknown := set(parts[1::2]) - SLOTS:
            raise BuildError(f"the theme prints '{min(unknown).lower()}' where a stamped page cannot fill it")
        self._parts = [part.encode("utf-8", "xmlcharrefreplace") for part in parts]
        self._slots = list(zip(range(1, len(parts), 2), parts[1::2], strict=True))
        self.slots = frozenset(parts[1::2])
        self._item = _SENTINEL.split(item)
        self.digest = hashlib.blake2b(b"\0".join([*self._parts, self._tabs, item.encode()]), digest_size=16).digest()

    def fill(self, values: Mapping[str, bytes]) -> bytes:
        """The page; *values* holds HTML for every slot the shell has, but for the script of tabs."""
        parts = self._parts.copy()
        tabs = self._tabs if b"__tabbed_" in values["CONTENT"] else b""
        for place, name in self._slots:
            parts[place] = tabs if name == "TABS" else values[name]
        return b"".join(parts)

    def entry(self, anchor: str, title: str) -> str:
        """One line of the table of contents; both escaped."""
        values = {"ANCHOR": anchor, "HEADING": title}
        return "".join(values[part] if place % 2 else part for place, part in enumerate(self._item))


class Shells:
    """Shells of one build, made when first asked for."""

    def __init__(
        self, config: MkDocsConfig, env: jinja2.Environment, nav: Navigation, items: list[NavigationItem]
    ) -> None:
        """*nav* is that of the hand-written pages, *items* that of the book."""
        self._config = config
        self._env = env
        self._nav = nav
        self._items = items
        self._directories = config.use_directory_urls
        self._places = {place.item.address: place for place in reversed(list(places(items))) if place.item.address}
        self._probe = b""
        self.icons: Icons | None = None
        """Those of the first page, which a style sheet draws; other pages bring what that one has not."""
        self._shells: dict[tuple[int, str, bool, Wants], Shell] = {}
        self._texts: dict[tuple[int, str, bool, Wants], tuple[str, str]] = {}

    def take_over(self, before: Shells | None) -> None:
        """Use the shells of an earlier build of this process, where the theme makes the same of the same navigation.

        That it does is seen on one page, printed by both: plugins and overrides act on all shells alike.
        """
        self._probe = self.shell("zqprobe/", "", Wants(True, True, True)).digest
        seen = (self._probe, self._items, _said(self._nav.items))
        if before is not None and seen == (before._probe, before._items, _said(before._nav.items)):
            self._shells, self._texts = before._shells, before._texts

    def shell(self, address: str, section: str, wants: Wants) -> Shell:
        """The shell for the page at *address*, which belongs to the navigation entry *section*."""
        key = (address.count("/"), section, address == section, wants)
        found = self._shells.get(key)
        if found is None:
            found = self._shells[key] = self._make(address, section, wants)
        return found

    def _make(self, address: str, section: str, wants: Wants) -> Shell:
        place = self._places.get(section)
        if place is None or place.item.children or place.above is None:
            return Shell(*self._text(address, place, wants))
        text, item = self._text(address, place.above, wants)
        marked = _marked(text, way_up(address, self._directories) + url_of(section, self._directories))
        return Shell(*((marked, item) if marked else self._text(address, place, wants)))

    def _text(self, address: str, place: Place | None, wants: Wants) -> tuple[str, str]:
        """What Material makes of an empty page, and of one line of the table of contents."""
        section = place.item.address if place else ""
        key = (address.count("/"), section, address == section, wants)
        if key not in self._texts:
            page = _empty_page(address, wants, self._config)
            opened = Opened(self._items, place.path() if place else [], self._directories)
            page.parent = opened.section
            if place and address == section:
                page.title = escape(place.item.title)
                opened.put(address, page)
            nav = Navigation([*self._nav.items, *opened.items], self._nav.pages)
            html = self._render(page, nav)
            self.icons = self.icons or icons_of(html)
            html = self.icons.drawn(html, way_up(address, self._directories))
            self._texts[key] = self._compile(html, page.url, wants)
        return self._texts[key]

    def _render(self, page: Page, nav: Navigation) -> str:
        """As MkDocs builds a page, without writing it; other plugins act on the shell, once."""
        config = self._config
        page.active = True
        try:
            context = get_context(nav, [], config, page)
            context = config.plugins.on_page_context(context, page=page, config=config, nav=nav)
            html = self._env.get_template("main.html").render(context)
            return config.plugins.on_post_page(html, page=page, config=config) or ""
        finally:
            page.active = False

    def _compile(self, text: str, url: str, wants: Wants) -> tuple[str, str]:
        text = text.replace("<h1></h1>", "", 1).replace(url, "zqURLqz").replace("zqup.html", "zqFILEqz")
        text, item = squeezed(text), ""
        if found := _TOC.search(text):
            item = found.group(2).strip()
            text = _TOC.sub(r"\1zqTOCqz\3", text)
        text = text.replace("zqANCHORqz", "zqFIRSTqz")
        slots = set(_SENTINEL.findall(text))
        for name in self._expected(wants):
            if name not in slots:
                raise BuildError(f"the theme's main.html does not print the '{name.lower()}' of a page")
        return text, item

    def _expected(self, wants: Wants) -> list[str]:
        features = self._config.theme.get("features") or []
        asked = {
            "TITLE": True,
            "CONTENT": True,
            "DESCRIPTION": wants.description,
            "CANONICAL": bool(self._config.site_url),
            "EDIT": wants.edit and "content.action.edit" in features,
            "TOC": wants.toc and "toc.integrate" not in features,
        }
        return [name for name, expected in asked.items() if expected]


def _said(items: Iterable[StructureItem]) -> list[tuple[str, str, object]]:
    """What a navigation shows: titles and addresses."""
    return [
        (str(item.title), str(getattr(item, "url", "")), _said(getattr(item, "children", None) or ())) for item in items
    ]


def _empty_page(address: str, wants: Wants, config: MkDocsConfig) -> Page:
    """A page full of sentinels, at a directory as deep as *address*."""
    fake = "zqup/" * address.count("/")
    file = File.generated(config, f"{fake}index.md", content="", inclusion=InclusionLevel.NOT_IN_NAV)
    file.dest_uri = file_of(fake, config.use_directory_urls)
    file.url = url_of(fake, config.use_directory_urls)
    page = Page("zqTITLEqz", file, config)
    page.markdown = ""
    page.content = "<h1></h1>zqCONTENTqz"
    page.meta = {"title": "zqTITLEqz", "search": {"exclude": True}}
    if wants.description:
        page.meta["description"] = "zqDESCRIPTIONqz"
    page.toc = TableOfContents([AnchorLink("zqHEADINGqz", "zqANCHORqz", 2)] if wants.toc else [])
    page.canonical_url = "zqCANONICALqz" if config.site_url else None
    page.edit_url = "zqEDITqz" if wants.edit else None
    return page


def _marked(text: str, href: str) -> str:
    """*text* with the navigation's link to *href* shown as the current one; empty where there is not one such link."""
    item, link = "md-nav__item", "md-nav__link"
    anchor, plain = f'<a href="{href}" class="{link}">', f'<li class="{item}">'
    above, found, below = text.partition(anchor)
    head = above.rstrip()
    if not found or anchor in below or not head.endswith(plain):
        return ""
    blank = above[len(head) :]
    begun = f'{head.removesuffix(plain)}<li class="{item} {item}--active">{blank}'
    return f'{begun}<a href="{href}" class="{link} {link}--active">{below}'

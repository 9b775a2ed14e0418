"""Long lists: what a page shows of one, and the further pages that hold the rest.

Up to ``MOST`` rows stand on the page the list belongs to. A longer list is cut: the page shows the first part, part *n*
stands at ``<page>/<list>/<n>/``. A script sorts and filters; where the list is cut it asks for
``<page>/<list>/rows.js``, which holds every row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Generic, Literal, TypeVar

import msgspec

from lakebook.model.order import natural
from lakebook.pages import Article, Download, Page
from lakebook.pages._addresses import of_part
from lakebook.pages._html import esc, framed, head
from lakebook.pages._links import Links
from lakebook.pages._parts import MOST, part_size

Record = TypeVar("Record")
_SORTED, _FILTERED = 5, 15
"""Rows from which sorting and filtering are worth their controls."""


class Listing(msgspec.Struct, Generic[Record], kw_only=True):
    """One list and how it is shown."""

    name: str
    """Anchor of its section, and the segment of its further pages."""
    nouns: str
    """What its rows are, such as ``datasets``."""
    records: Sequence[Record]
    row: Callable[[Links, Record], str]
    """HTML of one row: ``<tr>`` of a table, ``<li>`` of a list, ``<div>`` of a list of terms."""
    title_of: Callable[[Record], str]
    """What a row is called."""
    ordered: bool = False
    """Whether *records* have an order of their own, which cutting keeps; else a cut list is put into natural order."""
    headings: tuple[str, ...] = ()
    tag: Literal["table", "ul", "dl"] = "table"
    kind: str = ""
    """Class of the element."""
    main: bool = True
    """Whether its filter is the page's ``?q=``; that of another list is ``?<name>.q=``."""
    filtered: bool = True

    def __post_init__(self) -> None:
        if self.cut and not self.ordered:
            self.records = sorted(self.records, key=lambda record: natural(self.title_of(record)))

    @property
    def cut(self) -> bool:
        """Whether it needs further pages."""
        return len(self.records) > MOST

    @property
    def parts(self) -> list[Sequence[Record]]:
        """The rows page by page, of about the same number; one empty part where there are none."""
        size = part_size(len(self.records))
        return [self.records[start : start + size] for start in range(0, max(len(self.records), 1), size)]

    def html(self, links: Links, wider: tuple[str, str] = ("", "")) -> str:
        """The list as the page at ``links.source`` shows it: all of it, or the first part. Empty for no records.

        *wider* is address and title of a page whose list holds this one, too.
        """
        return self._part(links, links.source, 1, wider)

    def hidden(self, links: Links, instead: str) -> str:
        """*instead* (HTML), whose place the list takes while somebody filters it."""
        hidden = self._element("").replace("<div ", "<div hidden ", 1)
        return self._listed(links.source, hidden, f"<div>{instead}</div>", far=True)

    def further(
        self, links: Links, page: Page, kind: str, crumbs: Callable[[Links], str], wider: tuple[str, str] = ("", "")
    ) -> Iterator[Page]:
        """The pages after *page*, which shows the first part; *kind* and *crumbs* of its head, seen from each."""
        if not self.cut:
            return
        start = 1 + len(self.parts[0])
        for number, part in enumerate(self.parts[1:], 2):
            there = Links(links.book, links.context, of_part(page.address, self.name, number))
            span = f"{start:,} to {start + len(part) - 1:,}"
            lone = page.title.lower() == self.nouns
            said = self._from_to(part)
            title = f"{page.title} {span}" if lone else f"{page.title}: {self.nouns} {span}"
            yield Page(
                address=there.source,
                title=title,
                article=partial(self._article, there, page, number, (kind, title, said), crumbs, wider),
                made_from=page.made_from,
                section=page.section,
                path=page.path,
                line=page.line,
                downloads=self.all_rows(links, page) if number == 2 else {},
            )
            start += len(part)

    def _article(
        self,
        there: Links,
        page: Page,
        number: int,
        said: tuple[str, str, str],
        crumbs: Callable[[Links], str],
        wider: tuple[str, str],
    ) -> Article:
        """What the page of part *number* after *page* says; *said* is kind, title, and from where to where it goes."""
        kind, title, from_to = said
        start = 1 + sum(map(len, self.parts[: number - 1]))
        span = f"{start:,} to {start + len(self.parts[number - 1]) - 1:,}"
        top = head(
            crumbs(there) + there.to(page.address, page.title),
            kind,
            title,
            esc(f"Of {len(self.records):,} {self.nouns}{from_to}."),
        )
        description = f"{self.nouns.capitalize()} {span} of {len(self.records):,}{from_to}."
        return Article(top + self._part(there, page.address, number, wider), description)

    def all_rows(self, links: Links, page: Page) -> dict[str, Download]:
        """The file of all rows for the list of *page*: a script, since it must open from disk, too."""
        path = self._rows(page.address)

        def content() -> bytes:
            top = Links(links.book, links.context, "")
            rows = "".join([self.row(top, record) for record in self.records])
            return b"lakebookRows(%b,%b)\n" % (msgspec.json.encode(path), msgspec.json.encode(rows))

        made_from = page.made_from and page.made_from + links.context.url(path).encode()
        return {f"{path}.js": Download(made_from, content)}

    def _rows(self, address: str) -> str:
        return f"{address}{self.name}/rows"

    def _part(self, links: Links, address: str, number: int, wider: tuple[str, str]) -> str:
        if not self.records:
            return ""
        parts = self.parts
        shown = self._element("".join([self.row(links, record) for record in parts[number - 1]]))
        pager = _pager(self._ways(links, address, parts), number) if self.cut else ""
        more = f' data-wider="{links.context.link(links.source, wider[0])}" data-title="{esc(wider[1])}"'
        return self._listed(address, shown, pager, far=self.cut, more=more if wider[0] else "")

    def _element(self, rows: str) -> str:
        if self.tag == "table":
            return framed(self.headings, rows, self.kind)
        return f'<{self.tag} class="{self.kind}">{rows}</{self.tag}>'

    def _listed(self, address: str, shown: str, instead: str, *, far: bool, more: str = "") -> str:
        if far:
            more += f' data-rows="{self._rows(address)}" data-size="{part_size(len(self.records))}"'
        prefix = "" if self.main else self.name
        nouns = self.nouns if self.filtered else ""
        return listed(shown + instead, len(self.records), nouns, prefix, more, sortable=self.tag == "table")

    def _ways(self, links: Links, address: str, parts: list[Sequence[Record]]) -> list[tuple[str, str]]:
        """Link to each part, and what it holds."""
        targets = [of_part(address, self.name, number) for number in range(1, len(parts) + 1)]
        hrefs = [links.context.link(links.source, target) for target in targets]
        return [(href, esc(self._from_to(part).lstrip(", "))) for href, part in zip(hrefs, parts, strict=True)]

    def _from_to(self, part: Sequence[Record]) -> str:
        first, last = self.title_of(part[0]), self.title_of(part[-1])
        return f", from {first} to {last}"


def listed(shown: str, count: int, nouns: str = "", prefix: str = "", more: str = "", *, sortable: bool = True) -> str:
    """*shown* (HTML that begins with a table or list) for the script that sorts and filters, where that is worth it.

    *nouns* says what is filtered, empty for sorting alone; *prefix* tells lists of one page apart.
    """
    filtered = nouns if count >= _FILTERED else ""
    if not filtered and (not sortable or count < _SORTED):
        return shown
    said = f' data-nouns="{nouns}" data-total="{count}"' if filtered else ""
    return f'<div class="lb-listed" data-list="{prefix}"{said}{more}>{shown}</div>'


def _pager(ways: list[tuple[str, str]], number: int) -> str:
    """Page numbers: the first, the last and those around *number*."""
    near = {1, number - 1, number, number + 1, len(ways)}
    cells = [_step(ways, number - 1, "Previous")] if number > 1 else []
    last = 0
    for one in sorted(n for n in near if 1 <= n <= len(ways)):
        if one - last > 1:
            cells.append('<li aria-hidden="true">…</li>')
        cells.append(f'<li><span aria-current="page">{one}</span></li>' if one == number else _step(ways, one))
        last = one
    if number < len(ways):
        cells.append(_step(ways, number + 1, "Next"))
    return f'<nav class="lb-pager" aria-label="Pages of the list"><ol>{"".join(cells)}</ol></nav>'


def _step(ways: list[tuple[str, str]], number: int, text: str = "") -> str:
    href, holds = ways[number - 1]
    label = f' aria-label="Page {number}"' if not text else f' rel="{text[:4].lower()}"'
    return f'<li><a href="{href}" title="{holds}"{label}>{text or number}</a></li>'

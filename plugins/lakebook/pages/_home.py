"""What the book adds to the text of ``docs/index.md``: search and counts at its top, the state of things at its end."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator

from lakebook.book import Book
from lakebook.diagnostics import Diagnostic
from lakebook.pages import Context
from lakebook.pages import _addresses as addresses
from lakebook.pages._care import needing_care
from lakebook.pages._html import date, icon, items
from lakebook.pages._links import Links
from lakebook.pages._lists import domain_cards

_TOP = re.compile(r"\A\s*<h1\b.*?</h1>\s*(?:<p>.*?</p>)?", re.DOTALL)
_NEWEST = 6


def home(html: str, book: Book, context: Context, found: Iterable[Diagnostic]) -> str:
    """The home page: title and first paragraph of *html*, search, counts, the rest of *html*, the state of the book."""
    links = Links(book, context, "")
    top = _TOP.match(html)
    cut = top.end() if top else 0
    return (
        f'<div class="lb-hero">{html[:cut]}{_search(context)}{_counts(links)}</div>{html[cut:]}'
        f'<div class="lb-home">{_titled("domains", "Domains", _domains(links))}</div>'
        f'<div class="lb-columns-2">{_titled("newest", "Newest", _newest(links))}'
        f"{_titled('care', 'What needs care', items(needing_care(links, found)))}</div>"
    )


def _titled(anchor: str, title: str, body: str) -> str:
    return f'<section><h2 id="{anchor}">{title}</h2>{body}</section>' if body else ""


def _domains(links: Links) -> str:
    cards = domain_cards(links)
    return f'{cards}<p class="lb-note">{links.to(addresses.MAP, "How they feed each other")}</p>' if cards else ""


def _search(context: Context) -> str:
    """Leads to the search page; where scripts run, into the box of every page."""
    return (
        f'<a class="lb-search" href="{context.link("", addresses.SEARCH)}">'
        "<span>Search datasets, columns, products</span>"
        '<kbd aria-hidden="true">/</kbd></a>'
    )


def _counts(links: Links) -> str:
    book, catalogue = links.book, links.book.catalogue
    counts = (
        (len(catalogue.datasets), "datasets", addresses.DOMAINS),
        (catalogue.column_count(), "columns", addresses.DOMAINS),
        (book.lineage.edge_count, "flows", addresses.EXPLORER),
        (len(book.products), "products", addresses.PRODUCTS),
        (len(book.decisions), "decisions", addresses.DECISIONS),
        (len(catalogue.people), "people", addresses.PEOPLE),
    )
    cells = "".join(
        f'<li><a href="{links.context.link("", target)}"><b>{number:,}</b> {word}</a></li>'
        for number, word, target in counts
    )
    return f'<ul class="lb-counts">{cells}</ul>'


def _newest(links: Links) -> str:
    """Products and decisions by the dates their files say, newest first."""
    dated = [(one.created, "product", links.product(one)) for one in links.book.products.values() if one.created]
    dated += [(one.date, "decision", links.decision(one)) for one in links.book.decisions if one.date]
    dated.sort(key=lambda entry: entry[0], reverse=True)
    return items(_lines(dated[:_NEWEST]))


def _lines(dated: Iterable[tuple[datetime.date, str, str]]) -> Iterator[str]:
    for day, kind, link in dated:
        yield f'{icon(kind)}<span class="lb-what">{link}<small>{date(day)}</small></span>'

"""Decisions: the log of all of them, and a page for each record."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lakebook.book import Book
from lakebook.model.decision import Decision
from lakebook.pages import Context, Page, SearchEntry, page_kind
from lakebook.pages import _addresses as addresses
from lakebook.pages._html import badge, date, esc, facts, head, inline, plural, table
from lakebook.pages._links import Links, decision_title

_OWN_TITLE = re.compile(r'\A\s*<h1\b[^>]*\bid="([^"]*)".*?</h1>', re.DOTALL)
"""The text's own title, which the header above it has said; its anchor stays."""


@page_kind
def decision(book: Book, context: Context) -> Iterator[Page]:
    """The log at ``decisions/`` and one page a decision; of two with one id the first has the page."""
    yield _log(book, context)
    seen: set[str] = set()
    for record in book.decisions:
        address = addresses.of_decision(record.id)
        if address not in seen:
            seen.add(address)
            yield _page(book, context, record, address)


def _log(book: Book, context: Context) -> Page:
    links = Links(book, context, addresses.DECISIONS)
    rows = (
        f"<tr><td>{links.decision(record)}<small>{inline(record.summary)}</small></td>"
        f"<td>{badge(record.status or 'unknown', record.status)}</td><td>{date(record.date)}</td></tr>"
        for record in book.decisions
    )
    lead = f"{plural(len(book.decisions), 'decision')}, in the order of the log."
    content = head("", "", "Decisions", lead) + table(("Decision", "Status", "Date"), rows)
    return Page(address=addresses.DECISIONS, title="Decisions", content=content, section=addresses.DECISIONS)


def _page(book: Book, context: Context, record: Decision, address: str) -> Page:
    links = Links(book, context, address)
    related = ", ".join(
        f"{esc(relation.kind.replace('_', ' '))} {links.decision(other) if other else esc(relation.target)}"
        for relation in record.relations
        for other in [book.decisions.find(relation.decision or relation.target, record.path)]
    )
    covers = [book.catalogue.resolve(name).dataset for name in record.datasets]
    products = [book.products[name] for name in record.products if name in book.products]
    band = facts(
        (
            ("Date", date(record.date)),
            ("Deciders", esc(", ".join(record.deciders))),
            ("Relations", related),
            ("Datasets", ", ".join(links.dataset(found, found.id) for found in covers if found)),
            ("Products", ", ".join(links.product(one) for one in products)),
        )
    )
    text, headings = context.markdown(record.body, record.path, record.body_line, address)
    text = _OWN_TITLE.sub(r'<span id="\1"></span>', text, count=1)
    badges = badge(record.status or record.raw_status or "unknown", record.status)
    crumb = links.to(addresses.DECISIONS, "Decisions")
    content = head(crumb, badges, decision_title(record), inline(record.summary), band) + text
    return Page(
        address=address,
        title=decision_title(record),
        description=record.summary,
        content=content,
        headings=headings,
        section=addresses.DECISIONS,
        path=record.path,
        line=record.line,
        search=[SearchEntry(decision_title(record), record.summary)],
    )

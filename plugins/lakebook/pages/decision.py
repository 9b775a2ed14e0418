"""Decisions: the log of all of them, and a page for each record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from lakebook.book import Book
from lakebook.model.decision import Decision, Relation
from lakebook.pages import Article, Context, Page, SearchEntry, page_kind
from lakebook.pages import _addresses as addresses
from lakebook.pages._html import (
    OWN_TITLE,
    badge,
    date,
    esc,
    facts,
    head,
    icon,
    inline,
    item,
    items,
    panel,
    plural,
    shortened,
)
from lakebook.pages._links import Links, decision_title
from lakebook.pages._listing import Listing


@page_kind
def decision(book: Book, context: Context) -> Iterator[Page]:
    """The log at ``decisions/`` and one page a decision; of two with one id the first has the page."""
    yield from _log(book, context)
    seen: set[str] = set()
    for record in book.decisions:
        address = addresses.of_decision(record.id)
        if address not in seen:
            seen.add(address)
            yield _page(book, context, record, address)


def _log(book: Book, context: Context) -> Iterator[Page]:
    links = Links(book, context, addresses.DECISIONS)
    listing = Listing(
        name="list",
        nouns="decisions",
        records=list(book.decisions),
        row=_row,
        title_of=decision_title,
        ordered=True,
        headings=("Decision", "Status", "Date"),
    )
    counts = Counter(record.status or "without a known status" for record in book.decisions)
    said = ", ".join(f"{number:,} {status}" for status, number in counts.most_common())
    lead = f"{plural(len(book.decisions), 'decision')} in the order of the log{': ' if said else ''}{said}."
    content = head("", "", "Decisions", lead) + listing.html(links)
    page = Page(address=addresses.DECISIONS, title="Decisions", article=Article(content), section=addresses.DECISIONS)
    yield page
    yield from listing.further(links, page, "decision", lambda there: "")


def _row(links: Links, record: Decision) -> str:
    return (
        f'<tr><td><span class="lb-line">{icon("decision")}<span class="lb-what">{links.decision(record)}'
        f"<small>{inline(shortened(record.summary))}</small></span></span></td>"
        f"<td>{badge(record.status or record.raw_status or 'unknown', record.status)}</td>"
        f'<td class="lb-date">{date(record.date)}</td></tr>'
    )


def _page(book: Book, context: Context, record: Decision, address: str) -> Page:
    links = Links(book, context, address)
    text, headings = context.markdown(record.body, record.path, record.body_line, address)
    covered = _covered(links, record)
    badges = badge(record.status or record.raw_status or "unknown", record.status)
    crumb = links.to(addresses.DECISIONS, "Decisions")
    content = (
        head(crumb, "decision", decision_title(record), inline(record.summary), badges)
        + _superseded(links, record)
        + _facts(links, record)
        + (f'<div class="lb-panels">{covered}</div>' if covered else "")
        + OWN_TITLE.sub(r'<span id="\1"></span>', text, count=1)
    )
    return Page(
        address=address,
        title=decision_title(record),
        article=Article(content, record.summary, headings),
        section=addresses.DECISIONS,
        path=record.path,
        line=record.line,
        search=[
            SearchEntry(
                decision_title(record),
                "decision",
                name=record.id,
                summary=record.summary,
                text=" ".join([record.body, *record.tags]),
                status=record.status,
                successor=_successor(book, record),
            )
        ],
    )


def _successor(book: Book, record: Decision) -> str:
    """Address of the decision that stands in its place; empty for none."""
    related = (book.decisions.find(one.decision or one.target, record.path) for one in record.related("superseded_by"))
    return next((addresses.of_decision(found.id) for found in related if found), "")


def _superseded(links: Links, record: Decision) -> str:
    if record.status not in ("superseded", "deprecated", "rejected"):
        return ""
    successors = ", ".join([_other(links, record, one) for one in record.related("superseded_by")])
    instead = f" {successors} stands in its place." if successors else ""
    return f'<p class="lb-notice">This decision is {esc(record.status)}.{instead}</p>'


def _facts(links: Links, record: Decision) -> str:
    kinds = dict.fromkeys(relation.kind for relation in record.relations)
    related = (
        (kind.replace("_", " ").capitalize(), ", ".join(_other(links, record, one) for one in record.related(kind)))
        for kind in kinds
    )
    return facts(
        (
            ("Date", date(record.date)),
            ("Decided by", _named(links, record.deciders)),
            ("Consulted", _named(links, record.consulted)),
            ("Informed", _named(links, record.informed)),
            ("Review", date(record.review)),
            *related,
            ("Tags", esc(", ".join(record.tags))),
        )
    )


def _named(links: Links, people: list[str]) -> str:
    return "".join([f'<span class="lb-each">{links.somebody(one)}</span>' for one in people])


def _other(links: Links, record: Decision, relation: Relation) -> str:
    found = links.book.decisions.find(relation.decision or relation.target, record.path)
    return links.decision(found) if found else esc(relation.target)


def _covered(links: Links, record: Decision) -> str:
    """What the decision is about: datasets and products, as the gates read them."""
    resolve = links.book.catalogue.resolve
    datasets = [found for name in record.datasets if (found := resolve(name).dataset)]
    products = [links.book.products[name] for name in record.products if name in links.book.products]
    return panel("Datasets it covers", items((links.dataset_item(one) for one in datasets), most=6)) + panel(
        "Products it covers", items(item("product", links.product(one), inline(one.summary)) for one in products)
    )

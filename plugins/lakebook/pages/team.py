"""Teams: one page each, with its members, products and systems."""

from __future__ import annotations

from collections.abc import Iterator

from lakebook.book import Book
from lakebook.model.team import Team
from lakebook.pages import Article, Context, Heading, Page, SearchEntry, page_kind
from lakebook.pages import _addresses as addresses
from lakebook.pages._html import badge, esc, facts, head, inline, item, items, outside, prose, section, split_sentence
from lakebook.pages._links import Links
from lakebook.pages._lists import product_items


@page_kind
def team(book: Book, context: Context) -> Iterator[Page]:
    """One page a team."""
    for record in book.catalogue.teams.values():
        yield _page(book, context, record)


def _page(book: Book, context: Context, record: Team) -> Page:
    address = addresses.of_team(record.id)
    links = Links(book, context, address)
    title = record.title or record.id
    summary, text = split_sentence(record.description)
    systems = [system for system in book.catalogue.systems.values() if system.team == record.id]
    sections = (
        ("members", "Members", items((links.person_item(key) for key in record.members), "lb-list lb-people", 60)),
        ("products", "Products", product_items(links, (p for p in book.products.values() if p.team == record.id))),
        ("systems", "Systems it runs", items(item("system", links.system(s.id), esc(s.kind)) for s in systems)),
    )
    content = (
        head(links.to(addresses.PEOPLE, "People"), "team", title, inline(summary), badge(f"{record.kind} team"))
        + facts(
            (
                ("Channel", esc(record.channel)),
                ("Email", outside(f"mailto:{record.email}", record.email) if record.email else ""),
                ("Handle", f"<code>{esc(record.handle)}</code>" if record.handle else ""),
            )
        )
        + prose(text)
        + "".join([section(*part) for part in sections])
    )
    return Page(
        address=address,
        title=title,
        article=Article(content, summary, [Heading(part[0], part[1]) for part in sections if part[2]]),
        section=addresses.PEOPLE,
        path=record.path,
        line=record.line,
        search=[
            SearchEntry(title, "team", name=record.id, summary=summary, text=f"{record.description} {record.channel}")
        ],
    )

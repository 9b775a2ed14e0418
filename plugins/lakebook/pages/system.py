"""Systems: one page each, with its datasets."""

from __future__ import annotations

from collections.abc import Iterator

from lakebook.book import Book
from lakebook.model.dataset import Dataset
from lakebook.model.system import System
from lakebook.pages import Article, Context, Heading, Page, SearchEntry, page_kind
from lakebook.pages import _addresses as addresses
from lakebook.pages._html import (
    badge,
    esc,
    facts,
    first_sentence,
    head,
    icon,
    inline,
    outside,
    prose,
    section,
    split_sentence,
    table,
)
from lakebook.pages._links import Links, system_title


@page_kind
def system(book: Book, context: Context) -> Iterator[Page]:
    """One page a system."""
    for record in book.catalogue.systems.values():
        yield _page(book, context, record)


def _page(book: Book, context: Context, record: System) -> Page:
    address = addresses.of_system(record.id)
    links = Links(book, context, address)
    datasets = book.catalogue.datasets_of(record)
    summary, text = split_sentence(record.description)
    crumbs = links.to(addresses.DOMAINS, "Catalogue") + links.domain(record.domain)
    badges = badge(record.kind) if record.kind else ""
    listed = table(("Dataset", "Name", "Layer", "Columns"), (_row(links, dataset) for dataset in datasets))
    content = (
        head(crumbs, "system", system_title(record), inline(summary), badges)
        + _facts(links, record)
        + prose(text)
        + section("datasets", "Datasets", listed, len(datasets))
    )
    return Page(
        address=address,
        title=system_title(record),
        article=Article(content, summary, [Heading("datasets", "Datasets")] if datasets else []),
        section=address,
        path=record.path,
        line=record.line,
        search=[
            SearchEntry(
                system_title(record),
                "system",
                name=record.id,
                summary=summary,
                text=f"{record.description} {record.kind} {record.technology}",
                domain=record.domain,
                custodian=book.catalogue.custodian_of(record),
            )
        ],
    )


def _facts(links: Links, record: System) -> str:
    catalogue = links.book.catalogue
    return facts(
        (
            ("Custodian", links.person(catalogue.custodian_of(record), reach=True)),
            ("Deputy", links.person(catalogue.deputy_of(record))),
            ("Technology", esc(record.technology)),
            ("Run by", links.team(record.team)),
            ("Classification", links.classification(record.classification)),
            ("Tags", esc(", ".join(record.tags))),
            ("Address", outside(record.url) if record.url else ""),
            ("Links", ", ".join([outside(link.url, link.title) for link in record.links])),
        )
    )


def _row(links: Links, dataset: Dataset) -> str:
    status = badge(dataset.status, dataset.status) if dataset.status != "active" else ""
    layer = badge(dataset.layer, f"layer-{dataset.layer}") if dataset.layer else ""
    return (
        f'<tr><td><span class="lb-line">{icon(dataset.kind)}<span class="lb-what">'
        f"{links.dataset(dataset, dataset.display_title)}{status}"
        f"<small>{inline(first_sentence(dataset.description))}</small></span></span></td>"
        f"<td><code>{esc(dataset.schema)}.{esc(dataset.name)}</code></td><td>{layer}</td>"
        f'<td class="lb-number">{len(dataset.columns):,}</td></tr>'
    )

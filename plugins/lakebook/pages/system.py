"""Systems: one page each, with its datasets; a large one has a page for each schema."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from lakebook.book import Book
from lakebook.model.dataset import Dataset
from lakebook.model.order import natural
from lakebook.model.system import System
from lakebook.pages import Article, Context, Heading, Page, SearchEntry, page_kind
from lakebook.pages import _addresses as addresses
from lakebook.pages._html import (
    Number,
    badge,
    esc,
    facts,
    first_sentence,
    head,
    inline,
    outside,
    plural,
    prose,
    section,
    split_sentence,
)
from lakebook.pages._lineage.group_drawing import group_drawing
from lakebook.pages._lineage.groups import system_groups
from lakebook.pages._links import Links, has_schema_pages, system_title
from lakebook.pages._listing import Listing
from lakebook.pages._lists import datasets_of_system
from lakebook.pages._workbooks import Workbooks

Schema = tuple[str, list[Dataset]]


@page_kind
def system(book: Book, context: Context) -> Iterator[Page]:
    """One page a system, and those that a large one needs beside."""
    workbooks, groups = Workbooks(book, context), system_groups(book)
    for record in book.catalogue.systems.values():
        links = Links(book, context, addresses.of_system(record.id))
        crumbs = partial(_crumbs, record=record)
        listing = datasets_of_system(book.catalogue.datasets_of(record))
        if not has_schema_pages(book, record):
            page = _page(links, record, workbooks, group_drawing(links, groups, record.id), listing)
            yield page
            yield from listing.further(links, page, "system", crumbs)
            continue
        schemas = _schemas(record, book.catalogue.schemas_of(record))
        page = _page(links, record, workbooks, group_drawing(links, groups, record.id), listing, schemas)
        page.downloads |= listing.all_rows(links, page)
        yield page
        yield from schemas.further(links, page, "system", crumbs)
        for schema in schemas.records:
            yield from _schema_pages(links, record, schema)


def _page(
    links: Links,
    record: System,
    workbooks: Workbooks,
    drawn: str,
    listing: Listing[Dataset],
    schemas: Listing[Schema] | None = None,
) -> Page:
    return Page(
        address=links.source,
        title=system_title(record),
        article=partial(_article, links, record, workbooks, drawn, listing, schemas),
        made_from=links.book.surroundings.of_list(links.book.catalogue.datasets_of(record)) + drawn.encode(),
        section=links.source,
        path=record.path,
        line=record.line,
        downloads=workbooks.offered(record, links.source),
        search=[
            SearchEntry(
                system_title(record),
                "system",
                name=record.id,
                summary=first_sentence(record.description),
                text=f"{record.description} {record.kind} {record.technology}",
                domain=record.domain,
                custodian=links.book.catalogue.custodian_of(record),
            )
        ],
    )


def _article(
    links: Links,
    record: System,
    workbooks: Workbooks,
    drawn: str,
    listing: Listing[Dataset],
    schemas: Listing[Schema] | None,
) -> Article:
    """Its datasets, or where there are *schemas* these, with the datasets for whoever filters."""
    count = len(links.book.catalogue.datasets_of(record))
    summary, text = split_sentence(record.description)
    listed = listing.html(links) if schemas is None else listing.hidden(links, schemas.html(links))
    badges = badge(record.kind) if record.kind else ""
    content = (
        head(_crumbs(links, record), "system", system_title(record), inline(summary), badges)
        + _facts(links, record, workbooks)
        + prose(text)
        + section("lineage", "Lineage", drawn)
        + section("datasets", "Datasets", listed, count)
    )
    headings = [Heading(name, name.capitalize()) for name, there in (("lineage", drawn), ("datasets", count)) if there]
    return Article(content, summary, headings)


def _crumbs(links: Links, record: System) -> str:
    return links.to(addresses.DOMAINS, "Catalogue") + links.domain(record.domain)


def _facts(links: Links, record: System, workbooks: Workbooks) -> str:
    catalogue = links.book.catalogue
    return facts(
        (
            ("Custodian", links.person(catalogue.custodian_of(record), reach=True)),
            ("Deputy", links.person(catalogue.deputy_of(record))),
            ("Technology", esc(record.technology)),
            ("Run by", links.team(record.team)),
            ("Classification", links.classification(record.classification)),
            ("Workbook", workbooks.link(links, record)),
            ("Tags", esc(", ".join(record.tags))),
            ("Address", outside(record.url) if record.url else ""),
            ("Links", ", ".join([outside(link.url, link.title) for link in record.links])),
        )
    )


# A large system ------------------------------------------------------------------------------------------------------


def _schemas(record: System, schemas: dict[str, list[Dataset]]) -> Listing[Schema]:
    """The schemas of a system as a list of links to their pages."""

    def row(links: Links, schema: Schema) -> str:
        name, datasets = schema
        layers = {one.layer: None for one in datasets if one.layer}
        badges = "".join([badge(layer, f"layer-{layer}") for layer in sorted(layers, key=links.layer_place)])
        return (
            f"<tr><td>{links.to(addresses.of_schema(record.id, name), name)}</td>"
            f'<td><span class="lb-badges">{badges}</span></td>'
            f'<td class="lb-number">{len(datasets):,}</td>'
            f'<td class="lb-number">{sum(len(one.columns) for one in datasets):,}</td></tr>'
        )

    return Listing(
        name="schemas",
        nouns="schemas",
        records=sorted(schemas.items(), key=lambda schema: natural(schema[0])),
        ordered=True,
        row=row,
        title_of=lambda schema: schema[0],
        headings=("Schema", "Layers", Number("Datasets"), Number("Columns")),
        kind="lb-places",
        main=False,
        filtered=False,
    )


def _schema_pages(links: Links, record: System, schema: Schema) -> Iterator[Page]:
    name, datasets = schema
    there = Links(links.book, links.context, addresses.of_schema(record.id, name))
    listing = datasets_of_system(datasets)
    title, wider = system_title(record), (links.source, system_title(record))

    def crumbs(seen: Links) -> str:
        return _crumbs(seen, record) + seen.system(record.id)

    lead = f"{plural(len(datasets), 'dataset')} of {esc(title)}."

    def article() -> Article:
        top = head(crumbs(there), "system", name, lead)
        described = f"{plural(len(datasets), 'dataset')} of {title} in the schema {name}."
        return Article(top + listing.html(there, wider), described)

    page = Page(
        address=there.source,
        title=f"{title}: {name}",
        article=article,
        made_from=links.book.surroundings.of_list(datasets),
        section=links.source,
        path=datasets[0].file,
    )
    yield page
    yield from listing.further(there, page, "system", crumbs, wider)

"""Systems: one page each, with its datasets."""

from __future__ import annotations

from collections.abc import Iterator

from lakebook.book import Book
from lakebook.model.system import System
from lakebook.pages import Context, Heading, Page, SearchEntry, page_kind
from lakebook.pages import _addresses as addresses
from lakebook.pages._html import badge, esc, facts, first_sentence, head, inline, outside, prose, section, table
from lakebook.pages._links import Links, system_title


@page_kind
def system(book: Book, context: Context) -> Iterator[Page]:
    """One page a system."""
    for record in book.catalogue.systems.values():
        yield _page(book, context, record)


def _page(book: Book, context: Context, record: System) -> Page:
    address = addresses.of_system(record.id)
    links = Links(book, context, address)
    catalogue = book.catalogue
    datasets = catalogue.datasets_of(record)
    rows = (
        f"<tr><td>{links.dataset(dataset)}<small>{inline(first_sentence(dataset.description))}</small></td>"
        f"<td>{esc(dataset.schema)}</td><td>{badge(dataset.kind, dataset.kind)}</td><td>{esc(dataset.layer)}</td>"
        f"<td>{len(dataset.columns):,}</td></tr>"
        for dataset in datasets
    )
    band = facts(
        (
            ("Domain", links.domain(record.domain)),
            ("Custodian", links.person(catalogue.custodian_of(record), reach=True)),
            ("Technology", esc(record.technology)),
            ("Run by", links.team(record.team)),
            ("Classification", links.classification(record.classification)),
            ("Address", outside(record.url) if record.url else ""),
        )
    )
    listed = table(("Dataset", "Schema", "Kind", "Layer", "Columns"), rows)
    content = (
        head(links.domain(record.domain), badge(record.kind or "system"), system_title(record), "", band)
        + prose(record.description)
        + section("datasets", "Datasets", listed, len(datasets))
    )
    return Page(
        address=address,
        title=system_title(record),
        description=first_sentence(record.description),
        content=content,
        headings=[Heading("datasets", "Datasets")] if datasets else [],
        section=address,
        path=record.path,
        line=record.line,
        search=[SearchEntry(system_title(record), record.description)],
    )

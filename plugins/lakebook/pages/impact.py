"""The impact page: everything that comes from a dataset or a column, and whom to tell; a script fills it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from lakebook.book import Book
from lakebook.pages import Article, Context, Download, Page, page_kind
from lakebook.pages import _addresses as addresses
from lakebook.pages._html import esc, head, item, items, plural, section
from lakebook.pages._lineage import COLUMNS, CONCERNED, GRAPH
from lakebook.pages._lineage.concerned_file import concerned_script
from lakebook.pages._links import Links

_TITLE = "Everything downstream"
_MOST = 10
"""Datasets that are offered to begin with."""
_WITHOUT = (
    "<noscript><p>This page counts in your browser, and needs JavaScript for it. Without it, the page of a dataset "
    "says what it feeds, and <code>lakebook impact system.schema.dataset</code> prints all of it.</p></noscript>"
)


@page_kind
def impact(book: Book, context: Context) -> Iterator[Page]:
    """One page, at ``lineage/impact/``, where the book draws its lineage: the data is the same."""
    if not book.draws_lineage:
        return
    links = Links(book, context, addresses.IMPACT)
    everything = book.surroundings.of_list(book.catalogue.datasets.values(), book.products.values())
    made_from = everything + context.url(addresses.IMPACT).encode()
    yield Page(
        address=addresses.IMPACT,
        title=_TITLE,
        section=addresses.IMPACT,
        article=partial(_article, links, context),
        made_from=made_from,
        downloads={CONCERNED: Download(made_from, partial(concerned_script, book, context))},
    )


def _article(links: Links, context: Context) -> Article:
    summary = "What comes from a dataset or one of its columns, where it is seen, and whom to tell before it changes."
    files = {"graph": GRAPH, "columns": COLUMNS, "concerned": CONCERNED}
    said = "".join(f' data-{name}="{context.file_link(links.source, path)}"' for name, path in files.items())
    begin = section("begin", "What most depends on", items(_most(links)))
    begin = f'<div class="lb-impact__begin">{begin}</div>'
    top = head(links.to(addresses.EXPLORER, "Lineage"), "", _TITLE, summary)
    return Article(f'{top}<div class="lb-impact"{said}>{_WITHOUT}{begin}</div>', summary)


def _most(links: Links) -> list[str]:
    """The datasets from which most others come."""
    counts = links.book.lineage.downstream_counts()
    found = sorted((key for key, count in counts.items() if count), key=lambda key: (-counts[key], key))[:_MOST]
    datasets = links.book.catalogue.datasets
    return [
        item(
            datasets[key].kind,
            links.downstream(datasets[key], datasets[key].display_title),
            esc(links.system_name(datasets[key].system)),
            f'<span class="lb-until">{plural(counts[key], "dataset")}</span>',
        )
        for key in found
    ]

"""What stands above and below the text of ``docs/index.md``."""

from __future__ import annotations

from lakebook.book import Book
from lakebook.pages import Context
from lakebook.pages import _addresses as addresses
from lakebook.pages._html import esc, plural
from lakebook.pages._links import Links, domain_title


def before(book: Book, context: Context) -> str:
    """Search first, then how much there is."""
    catalogue = book.catalogue
    counts = (
        plural(len(catalogue.datasets), "dataset"),
        plural(catalogue.column_count(), "column"),
        plural(len(book.products), "product"),
        plural(len(book.decisions), "decision"),
    )
    cells = "".join(f"<li>{esc(count)}</li>" for count in counts)
    search = '<label class="lb-search" for="__search">Search datasets, columns and products</label>'
    return f'<div class="lb-hero">{search}<ul class="lb-counts">{cells}</ul></div>'


def after(book: Book, context: Context) -> str:
    """The domains, with who answers for them."""
    links = Links(book, context, "")
    catalogue = book.catalogue
    domains = sorted(catalogue.domains.values(), key=lambda domain: domain_title(domain).lower())
    cards = "".join(
        f'<li class="lb-card"><strong>{links.domain(domain.id)}</strong>'
        f"<small>{plural(len(catalogue.datasets_of(domain)), 'dataset')}</small>"
        f"{links.person(catalogue.custodian_of(domain))}</li>"
        for domain in domains
    )
    if not cards:
        return ""
    return f'<h2 id="domains">{links.to(addresses.DOMAINS, "Domains")}</h2><ul class="lb-cards">{cards}</ul>'

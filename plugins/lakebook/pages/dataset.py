"""Datasets: what it is, who answers for it, its columns, what it comes from and what it feeds."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from string import ascii_uppercase

from lakebook.book import Book
from lakebook.model.dataset import Dataset
from lakebook.pages import Article, Context, Heading, Page, SearchEntry, page_kind
from lakebook.pages import _addresses as addresses
from lakebook.pages._columns import columns
from lakebook.pages._compared import compared
from lakebook.pages._grants import readers
from lakebook.pages._html import (
    badge,
    beside,
    esc,
    facts,
    first_sentence,
    head,
    inline,
    item,
    items,
    outside,
    panel,
    prose,
    section,
    split_sentence,
)
from lakebook.pages._lineage.drawing import drawing
from lakebook.pages._lineage.nodes import Nodes, shared_nodes
from lakebook.pages._lineage.start import in_explorer
from lakebook.pages._links import Links
from lakebook.pages._origins import origins


@page_kind
def dataset(book: Book, context: Context) -> Iterator[Page]:
    """One page a dataset."""
    nodes = shared_nodes(book, context)
    for record in book.catalogue.datasets.values():
        yield _page(book, context, nodes, record)


def _page(book: Book, context: Context, nodes: Nodes, record: Dataset) -> Page:
    address = addresses.of_dataset(record)
    links = Links(book, context, address)
    return Page(
        address=address,
        title=record.display_title,
        article=partial(_article, links, context, nodes, record),
        made_from=book.surroundings.of(record) + (book.surroundings.around(record) if book.draws_lineage else b""),
        section=addresses.of_system(record.system),
        path=record.file,
        line=record.line,
        search=_search(links, record),
    )


def _article(links: Links, context: Context, nodes: Nodes, record: Dataset) -> Article:
    summary, text = split_sentence(record.description)
    near = (
        ("products", "Products", _products(links, record), None),
        ("decisions", "Decisions", _decisions(links, record), None),
        ("readers", "Who may read it", readers(links, record), None),
    )
    below = (
        ("lineage", "Lineage", _drawn(links, nodes, record), None),
        ("compared", "Declared and observed", compared(links, record), None),
        ("columns", "Columns", columns(links, record), len(record.columns)),
        ("origins", "Who says so", origins(record, links.book.observations.get(record.id)), None),
        ("more", "More", _more(links, context, record), None),
    )
    content = (
        head(links.crumbs(record), record.kind, record.display_title, inline(summary), _badges(record), record.id)
        + _superseded(links, record)
        + _facts(links, record)
        + beside(prose(text) + "".join([section(*part) for part in near]), _lineage(links, nodes, record))
        + "".join([section(*part) for part in below])
    )
    headings = [Heading(part[0], part[1]) for part in (*near, *below) if part[2]]
    return Article(content, summary, headings)


def _drawn(links: Links, nodes: Nodes, record: Dataset) -> str:
    """The drawing, and where to go on from it."""
    drawn = drawing(links, nodes, record) if links.book.draws_lineage else ""
    further = f'<p class="lb-note"><a href="{in_explorer(links, record.id)}">Open in the explorer</a></p>'
    return drawn + further if drawn else ""


def _badges(record: Dataset) -> str:
    return badge(record.kind) + (badge(record.status, record.status) if record.status != "active" else "")


def _superseded(links: Links, record: Dataset) -> str:
    if record.status not in ("deprecated", "retired"):
        return ""
    found = links.book.catalogue.resolve(record.successor, record).dataset if record.successor else None
    instead = f" Use {links.dataset(found, found.display_title)} instead." if found else ""
    return f'<p class="lb-notice">This dataset is {esc(record.status)}.{instead}</p>'


def _facts(links: Links, record: Dataset) -> str:
    catalogue = links.book.catalogue
    personal = record.personal_categories()
    return facts(
        (
            ("Custodian", links.person(catalogue.custodian_of(record), reach=True)),
            ("Layer", badge(record.layer, f"layer-{record.layer}") if record.layer else ""),
            ("Classification", links.classification(catalogue.classification_of(record))),
            ("Refresh", esc(str(record.refresh)) if record.refresh else ""),
            ("Status", esc(record.status)),
            ("Retention", esc(record.retention)),
            ("Personal data", esc(", ".join(personal)) if personal else ""),
        )
    )


def _lineage(links: Links, nodes: Nodes, record: Dataset) -> str:
    lineage, named = links.book.lineage, nodes.mentioned(links).items
    sides = (("Comes from", lineage.sources_of(record.id)), ("Feeds", lineage.targets_of(record.id)))
    panels = [panel(title, items([named[key] for key in ids], most=6), len(ids)) for title, ids in sides]
    return "".join(panels) + _further(links, record)


def _further(links: Links, record: Dataset) -> str:
    """The way to all that comes from the dataset; no number, which would be one of datasets far away."""
    if not (links.book.draws_lineage and links.book.lineage.targets_of(record.id)):
        return ""
    return f'<p class="lb-further">{links.downstream(record, "Everything downstream")}</p>'


def _products(links: Links, record: Dataset) -> str:
    found = (
        item("product", links.product(product), inline(product.summary), badge("writes" if writes else "reads"))
        for product, writes in links.book.products_of(record.id)
    )
    return items(found, most=5)


def _decisions(links: Links, record: Dataset) -> str:
    return items([links.decision_item(decision) for decision in links.book.decisions_about(record.id)], most=5)


def _more(links: Links, context: Context, record: Dataset) -> str:
    book = links.book
    place = f"<code>{esc(record.file)}{f':{record.line}' if record.line else ''}</code>"
    row = f", sheet {esc(record.sheet)}, row {record.cell.lstrip(ascii_uppercase)}" if record.sheet else ""
    edit = esc(context.edit_link(record.file, record.line))
    terms = [(name, book.catalogue.term(name, record.domain)) for name in record.terms]
    writer = book.products.get(record.product) if record.product else None
    return facts(
        (
            ("Lake directory", f"<code>{esc(record.location)}</code>" if record.location else ""),
            ("Terms", ", ".join([links.term(*found) if found else esc(name) for name, found in terms])),
            ("Written by", links.product(writer) if writer else esc(record.product)),
            ("Tags", esc(", ".join(record.tags))),
            ("Formerly", ", ".join([f"<code>{esc(name)}</code>" for name in record.formerly])),
            ("Address", outside(record.url) if record.url else ""),
            ("Links", ", ".join([outside(link.url, link.title) for link in record.links])),
            ("Described in", (f'<a href="{edit}">{place}</a>' if edit else place) + row),
            *((key, inline(value)) for key, value in record.extra.items()),
        )
    )


def _search(links: Links, record: Dataset) -> list[SearchEntry]:
    catalogue = links.book.catalogue
    found = catalogue.resolve(record.successor, record).dataset if record.successor else None
    said = [record.description, *record.tags, *record.terms]
    said += [column.description or column.title for column in record.columns.values()]
    if personal := record.personal_categories():
        said += ["personal data", *personal]
    return [
        SearchEntry(
            title=record.display_title,
            kind=record.kind,
            path=(record.system, record.schema, record.name),
            summary=first_sentence(record.description),
            text=" ".join(said),
            columns=tuple(record.columns),
            domain=record.domain,
            layer=record.layer,
            classification=catalogue.classification_of(record),
            custodian=catalogue.custodian_of(record),
            status=record.status,
            successor=addresses.of_dataset(found) if found else "",
        )
    ]

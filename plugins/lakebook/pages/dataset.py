"""Datasets: what it is, who answers for it, its columns, what it comes from and what it feeds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lakebook.book import Book
from lakebook.model.dataset import Column, Dataset
from lakebook.pages import Context, Heading, Page, SearchEntry, page_kind
from lakebook.pages import _addresses as addresses
from lakebook.pages._html import badge, esc, facts, first_sentence, head, inline, outside, prose, search_text, section
from lakebook.pages._html import table as html_table
from lakebook.pages._links import Links


@page_kind
def dataset(book: Book, context: Context) -> Iterator[Page]:
    """One page a dataset."""
    for record in book.catalogue.datasets.values():
        yield _page(book, context, record)


def _page(book: Book, context: Context, record: Dataset) -> Page:
    address = addresses.of_dataset(record)
    links = Links(book, context, address)
    sections = (
        ("columns", "Columns", _columns(links, record), len(record.columns)),
        ("lineage", "Lineage", _lineage(links, record), None),
        ("products", "Products", _products(links, record), None),
        ("decisions", "Decisions", _decisions(links, record), None),
        ("more", "More", _more(links, record), None),
    )
    badges = badge(record.kind, record.kind) + (
        badge(record.status, record.status) if record.status != "active" else ""
    )
    name = f'<p class="lb-id"><code>{esc(record.id)}</code></p>'
    content = (
        head(links.crumbs(record), badges, record.display_title, "", name)
        + _superseded(links, record)
        + _facts(links, record)
        + prose(record.description)
        + "".join(section(*part) for part in sections)
    )
    return Page(
        address=address,
        title=record.display_title,
        description=first_sentence(record.description),
        content=content,
        headings=[Heading(part[0], part[1]) for part in sections if part[2]],
        section=addresses.of_system(record.system),
        path=record.file,
        line=record.line,
        search=_search(record),
    )


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
            ("Layer", esc(record.layer)),
            ("Classification", links.classification(catalogue.classification_of(record))),
            ("Refresh", esc(str(record.refresh)) if record.refresh else ""),
            ("Status", esc(record.status)),
            ("Retention", esc(record.retention)),
            ("Personal data", esc(", ".join(personal)) if personal else ""),
        )
    )


def _columns(links: Links, record: Dataset) -> str:
    rows = (_column(links, record, column) for column in record.columns.values())
    return html_table(("Column", "Type", "Description"), rows, "lb-columns")


def _column(links: Links, record: Dataset, column: Column) -> str:
    anchor = f"column-{esc(column.name)}"
    marks = "".join(badge(key.upper(), key) for key in column.key) + (badge("required") if column.required else "")
    marks += "".join(badge(category, "personal") for category in column.personal)
    if column.classification:
        marks += links.classification(column.classification)
    catalogue = links.book.catalogue
    made_of = [(reference, catalogue.resolve(reference.target, record)) for reference in column.from_]
    sources = ", ".join(
        links.column(found.dataset, found.column)
        if found.dataset is not None and found.column
        else esc(reference.target)
        for reference, found in made_of
    )
    origin = f'<small class="lb-from">from {sources}</small>' if sources else ""
    return (
        f'<tr id="{anchor}"><td><a class="lb-column" href="#{anchor}"><code>{esc(column.name)}</code></a>{marks}</td>'
        f"<td><code>{esc(column.type)}</code></td><td>{inline(column.description or column.title)}{origin}</td></tr>"
    )


def _lineage(links: Links, record: Dataset) -> str:
    lineage = links.book.lineage
    up, down = lineage.sources_of(record.id), lineage.targets_of(record.id)
    if not up and not down:
        return ""
    sides = (("Comes from", up), ("Feeds", down))
    return f'<div class="lb-sides">{"".join(_side(links, title, ids) for title, ids in sides)}</div>'


def _side(links: Links, title: str, ids: Iterable[str]) -> str:
    datasets = links.book.catalogue.datasets
    items = "".join(
        f"<li>{badge(datasets[key].kind, datasets[key].kind)}{links.dataset(datasets[key])}"
        f"<small>{esc(datasets[key].system)}</small></li>"
        for key in ids
    )
    body = f"<ul>{items}</ul>" if items else "<p>Nothing in the catalogue.</p>"
    return f'<section class="lb-side"><h3>{esc(title)}</h3>{body}</section>'


def _products(links: Links, record: Dataset) -> str:
    items = "".join(
        f"<li>{links.product(product)} {badge('writes' if writes else 'reads')}</li>"
        for product, writes in links.book.products_of(record.id)
    )
    return f"<ul>{items}</ul>" if items else ""


def _decisions(links: Links, record: Dataset) -> str:
    items = "".join(f"<li>{links.decision(decision)}</li>" for decision in links.book.decisions_about(record.id))
    return f"<ul>{items}</ul>" if items else ""


def _more(links: Links, record: Dataset) -> str:
    return facts(
        (
            ("Lake directory", f"<code>{esc(record.location)}</code>" if record.location else ""),
            ("Tags", esc(", ".join(record.tags))),
            ("Terms", esc(", ".join(record.terms))),
            ("Formerly", esc(", ".join(record.formerly))),
            ("Address", outside(record.url) if record.url else ""),
            ("Described in", f"<code>{esc(record.file)}</code>"),
            *((key, inline(value)) for key, value in record.extra.items()),
        )
    )


def _search(record: Dataset) -> list[SearchEntry]:
    entries = [SearchEntry(record.display_title, search_text(record.id, record.description))]
    entries += [
        SearchEntry(
            f"{record.name}.{column.name}", search_text(column.type, column.description), f"column-{column.name}"
        )
        for column in record.columns.values()
    ]
    return entries

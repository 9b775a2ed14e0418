"""Grants as readers of a dataset's or a product's page see them."""

from __future__ import annotations

from lakebook.model.dataset import Dataset
from lakebook.model.grant import Grant
from lakebook.model.product import Product
from lakebook.pages._html import badge, date, esc, inline, item, items, plural
from lakebook.pages._links import Links


def readers(links: Links, record: Dataset) -> str:
    """Products that may read the dataset, what for, by which decision, and until when."""
    listed = []
    for grant in links.book.grants.of_dataset(record.id):
        product = links.book.products.get(grant.product)
        listed.append(_item(links, grant, "product", links.product(product) if product else esc(grant.product), record))
    return items(listed, most=8)


def granted(links: Links, record: Product) -> str:
    """Datasets that the product may read by a grant."""
    listed = []
    for grant in links.book.grants.of_product(record.id):
        dataset = links.book.catalogue.resolve(grant.dataset).dataset
        if dataset is not None:
            listed.append(_item(links, grant, dataset.kind, links.dataset(dataset, dataset.display_title), dataset))
    return items(listed, most=8)


def _item(links: Links, grant: Grant, kind: str, link: str, dataset: Dataset) -> str:
    decision = links.book.decisions.find(grant.adr) if grant.adr else None
    allowed = links.decision(decision, short=True) if decision else esc(grant.adr)
    what = _columns(grant, dataset)
    note = f"{inline(grant.purpose)}<br>{' · '.join(part for part in (what, allowed) if part)}"
    return item(kind, link, note, _end(links, grant))


def _columns(grant: Grant, dataset: Dataset) -> str:
    if not grant.columns:
        return "all columns"
    names = ", ".join(f"<code>{esc(column)}</code>" for column in grant.columns)
    return f"{len(grant.columns)} of {plural(len(dataset.columns), 'column')}: {names}"


def _end(links: Links, grant: Grant) -> str:
    """Until when it holds, and how it does not."""
    today = links.book.today
    if grant.until is None:
        return badge("without end date: holds on no day", "retired")
    if grant.until < today:
        return badge(f"ended on {grant.until}", "retired")
    if not grant.holds(today):
        return badge(f"from {grant.from_}", "draft")
    return f'<span class="lb-until">until {date(grant.until)}</span>'

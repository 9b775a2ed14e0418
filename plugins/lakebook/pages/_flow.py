"""What goes into a product and what comes out of it, drawn from the keys of its document."""

from __future__ import annotations

from collections.abc import Iterator

from lakebook.model.product import Product, Surface
from lakebook.model.reference import Reference
from lakebook.pages._html import badge, esc, inline, item, items, outside, panel, table
from lakebook.pages._links import Links

_DIRECTIONS = {"in": "from it", "out": "to it", "both": "both ways"}


def flow(links: Links, product: Product) -> str:
    """Panels from left to right: what it reads, what it writes, where it is seen."""
    reads = items([_read(links, reference) for reference in product.reads])
    writes = items(_written(links, product))
    surfaces = items([_surface(surface) for surface in product.surfaces])
    nothing = '<p class="lb-none">Nothing.</p>'
    return (
        f'<div class="lb-flow">{panel("Reads", reads or nothing, len(product.reads), 3)}'
        f"{panel('Writes', writes or nothing, len(product.writes), 3)}"
        f"{panel('Seen in', surfaces or nothing, len(product.surfaces), 3)}</div>"
    )


def _read(links: Links, reference: Reference) -> str:
    found = links.book.catalogue.resolve(reference.target).dataset
    note = inline(reference.note) if reference.note else ""
    return links.dataset_item(found, note) if found else item("table", esc(reference.target), note)


def _written(links: Links, product: Product) -> Iterator[str]:
    for write in product.writes:
        note = inline(write.note) if write.note else ""
        found = links.book.catalogue.resolve(write.dataset).dataset if write.dataset else None
        if found is not None:
            yield links.dataset_item(found, note)
        else:
            yield item("file" if write.path else "table", f"<code>{esc(write.path or write.dataset)}</code>", note)


def _surface(surface: Surface) -> str:
    name = outside(surface.url, surface.name) if surface.url else f"<span>{esc(surface.name)}</span>"
    who = f" for the {surface.audience}" if surface.audience in ("team", "company", "public") else ""
    who = " for partners" if surface.audience == "partners" else who
    return item(surface.type, name, f"{esc(surface.type)}{who}")


def integrations(product: Product) -> str:
    """Systems outside the catalogue that the product speaks to."""
    rows = (
        f"<tr><td>{esc(one.system)}</td><td>{badge(one.how)}</td><td>{_DIRECTIONS[one.direction]}</td>"
        f"<td>{inline(one.note)}</td></tr>"
        for one in product.integrations
    )
    return table(("System", "How", "Direction", "What"), rows)

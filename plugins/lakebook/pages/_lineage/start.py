"""Where to begin in the lineage: the most connected datasets, and the domains."""

from __future__ import annotations

from collections.abc import Iterator
from heapq import nsmallest

from lakebook.model.dataset import Dataset
from lakebook.pages import _addresses as addresses
from lakebook.pages._html import esc, icon, item, items, plural
from lakebook.pages._lineage.groups import Groups
from lakebook.pages._links import Links

NOTHING = (
    '<p class="lb-none">No dataset says yet what it is made of. Write <code>sources: [system.schema.dataset]</code> '
    "below one.</p>"
)
_DATASETS = 12


def in_explorer(links: Links, dataset_id: str) -> str:
    """Address of the explorer with a dataset in its middle, seen from the page; escaped."""
    return f"{links.context.link(links.source, addresses.EXPLORER)}#lineage?focus={addresses.in_fragment(dataset_id)}"


def most_connected(links: Links) -> str:
    """HTML list of the datasets with the most sources and targets; empty where none has any."""
    lineage = links.book.lineage
    degrees = {
        key: len(lineage.edges_into(key)) + len(lineage.targets_of(key)) for key in links.book.catalogue.datasets
    }
    found = nsmallest(
        _DATASETS, (key for key, degree in degrees.items() if degree), key=lambda key: (-degrees[key], key)
    )
    return items(_datasets(links, [links.book.catalogue.datasets[key] for key in found]), most=_DATASETS)


def _datasets(links: Links, found: list[Dataset]) -> Iterator[str]:
    """Links that the explorer's script turns to itself."""
    lineage = links.book.lineage
    for one in found:
        address = links.context.link(links.source, addresses.of_dataset(one), "lineage")
        link = f'<a href="{address}" data-focus="{esc(one.id)}">{esc(one.display_title)}</a>'
        said = f"from {len(lineage.edges_into(one.id)):,}, feeds {len(lineage.targets_of(one.id)):,}"
        yield item(one.kind, link, f"{esc(links.system_name(one.system))} · {said}")


def domain_flow_cards(links: Links, groups: Groups) -> str:
    """HTML of a card for each domain with flows: its page, and how many domains it takes from and feeds."""
    flows = groups.flows
    cards = "".join(
        f'<li class="lb-card"><p class="lb-card__title">{icon("domain")}{_to_lineage(links, groups, key)}</p>'
        f"<p>{esc(groups.of(key).words)}<br>takes from {plural(len(flows.sources.get(key, ())), 'domain')}, "
        f"feeds {plural(len(flows.targets.get(key, ())), 'domain')}</p></li>"
        for key in flows.connected()
    )
    return f'<ul class="lb-cards">{cards}</ul>' if cards else ""


def _to_lineage(links: Links, groups: Groups, key: str) -> str:
    return links.to(groups.of(key).address, groups.of(key).title, "lineage")

"""Drawings of domains, systems and products, and the same as tables where there are no scripts."""

from __future__ import annotations

from collections.abc import Mapping

from lakebook.lineage.flows import Vicinity
from lakebook.pages._html import Number, esc, item, table
from lakebook.pages._lineage.element import element
from lakebook.pages._lineage.groups import CAP, Groups, groups_json
from lakebook.pages._lineage.mentions import MOST
from lakebook.pages._links import Links


def group_drawing(links: Links, groups: Groups, group_id: str) -> str:
    """HTML of a group among those it takes from and feeds; empty where there are none."""
    flows = groups.flows
    sides = flows.sources.get(group_id, {}), flows.targets.get(group_id, {})
    if not any(sides):
        return ""
    lists = _table(links, groups, "Comes from", sides[0]) + _table(links, groups, "Feeds", sides[1])
    if not links.book.draws_lineage:
        return lists
    near = flows.around(group_id, CAP)
    said = f"Of the flows between the other {groups.nouns} the strongest are drawn." if near.thinned else ""
    return _element(links, groups, near, [0], lists) + _note(said)


def backbone_drawing(links: Links, groups: Groups) -> str:
    """HTML of the most connected groups with the two strongest flows out of each; empty where nothing flows."""
    near = groups.flows.backbone(CAP)
    if not near.groups or not links.book.draws_lineage:
        return ""
    said = "Drawn are the two strongest flows out of each; the matrix has all." if near.thinned else ""
    if near.left_out:
        every = len(near.groups) + near.left_out
        said = (
            f"Drawn are the {CAP} of {every:,} {groups.nouns} with the most flows, and the two strongest out of each."
        )
    return _element(links, groups, near, [], _strongest(links, groups, near)) + _note(said)


def _element(links: Links, groups: Groups, near: Vicinity, roots: list[int], lists: str) -> str:
    way = links.context.file_link(links.source, "")
    return element(groups_json(links.book, links.context, groups, near, way, roots), lists)


def _note(said: str) -> str:
    return f'<p class="lb-note">{esc(said)}</p>' if said else ""


def _table(links: Links, groups: Groups, title: str, side: Mapping[str, int]) -> str:
    rows = (
        f'<tr><td>{_name(links, groups, key)}</td><td class="lb-number">{weight:,}</td></tr>'
        for key, weight in list(side.items())[:MOST]
    )
    more = f"<p>and {len(side) - MOST:,} more</p>" if len(side) > MOST else ""
    return table((title, Number("Flows")), rows, "lb-flows") + more


def _name(links: Links, groups: Groups, key: str) -> str:
    group = groups.of(key)
    where = f"{links.domain(group.domain)} · " if group.domain else ""
    line = item(group.kind, links.to(group.address, group.title), where + esc(group.words))
    return f'<span class="lb-line">{line}</span>'


def _strongest(links: Links, groups: Groups, near: Vicinity) -> str:
    """The strongest of the flows that are drawn."""
    rows = (
        f"<tr><td>{_name(links, groups, one)}</td><td>{_name(links, groups, other)}</td>"
        f'<td class="lb-number">{weight:,}</td></tr>'
        for one, other, weight in sorted(near.edges, key=lambda edge: (-edge[2], edge))[:MOST]
    )
    return table(("From", "To", Number("Flows")), rows, "lb-flows")

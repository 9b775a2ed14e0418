"""Flows between groups as a table: from the rows to the columns, the more the warmer, with totals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import log

from lakebook.model.order import natural
from lakebook.pages._html import esc, plural
from lakebook.pages._lineage.groups import Groups
from lakebook.pages._links import Links

MOST = 60
"""Rows and columns; more can be neither read nor sent around."""
_COOLEST, _WARMEST = 10, 70
"""How much of the colour a cell of one flow has, and one of the most, in per cent."""


def matrix(links: Links, groups: Groups, shown: Sequence[str]) -> str:
    """HTML of the table for the groups *shown*, by title; totals are those of all groups."""
    order = sorted(shown, key=lambda key: (natural(groups.of(key).title), key))
    headings = "".join(f'<th scope="col"><span>{_link(links, groups, key)}</span></th>' for key in order)
    heat = _Heat(groups, order)
    rows = "".join([_row(links, groups, key, order, heat) for key in order])
    taken = "".join(f'<td class="lb-total">{groups.flows.taken(key) or ""}</td>' for key in order)
    label = f"Flows between {groups.nouns}"
    return (
        f'<div class="lb-matrix" tabindex="0" role="region" aria-label="{label}"><table class="lb-flows-table">'
        f'<caption class="lb-unseen">{label}: from the rows to the columns</caption>'
        f'<thead><tr><td><span class="lb-corner">from ↓ to →</span></td>{headings}'
        f'<th scope="col" class="lb-total"><span>Given</span></th></tr></thead><tbody>{rows}</tbody>'
        f'<tfoot><tr><th scope="row">Taken</th>{taken}<td></td></tr></tfoot></table></div>'
    )


class _Heat:
    """How warm a number of flows is among those shown: on a logarithmic scale, as few flows are many times others."""

    def __init__(self, groups: Groups, shown: Sequence[str]) -> None:
        weights = (groups.flows.weight(one, other) for one in shown for other in shown if one != other)
        self._most = log(max(weights, default=1) + 1)

    def of(self, weight: int) -> int:
        """Per cent of the colour."""
        return min(round(_COOLEST + (_WARMEST - _COOLEST) * log(weight) / self._most), _WARMEST)


def _row(links: Links, groups: Groups, key: str, order: Sequence[str], heat: _Heat) -> str:
    cells = "".join(_cells(groups, key, order, heat))
    total = f'<td class="lb-total">{groups.flows.given(key) or ""}</td>'
    return f'<tr><th scope="row">{_link(links, groups, key)}</th>{cells}{total}</tr>'


def _cells(groups: Groups, key: str, order: Sequence[str], heat: _Heat) -> Iterator[str]:
    title = groups.of(key).title
    for other in order:
        weight = groups.flows.weight(key, other)
        if not weight:
            yield '<td class="lb-own"></td>' if key == other else "<td></td>"
            continue
        flows = plural(weight, "flow")
        if key == other:
            yield f'<td class="lb-own" aria-label="{esc(f"within {title}: {flows}")}">{weight}</td>'
        else:
            said = esc(f"{title} to {groups.of(other).title}: {flows}")
            yield f'<td style="--heat:{heat.of(weight)}%" aria-label="{said}">{weight}</td>'


def _link(links: Links, groups: Groups, key: str) -> str:
    group = groups.of(key)
    return links.to(group.address, group.title)

"""How pages of datasets mention others, as HTML that all of these share."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from lakebook.lineage.edges import standing
from lakebook.model.dataset import Dataset
from lakebook.pages._lineage import COLUMNS, GRAPH
from lakebook.pages._lineage.remembered import Remembered
from lakebook.pages._links import Links

MOST, FURTHER = 30, 5
"""Rows of a table, and names in one of its cells."""


class Mentions:
    """Those on the pages that lie as deep as that of *links*."""

    def __init__(self, links: Links) -> None:
        datasets, lineage = links.book.catalogue.datasets, links.book.lineage
        self._context, self._source = links.context, links.source
        self._lineage = lineage
        self._names = Remembered(lambda key: links.dataset(datasets[key], datasets[key].display_title))
        self._above = Remembered(lambda key: self._cells(key, lineage.sources_of(key)))
        self._below = Remembered(lambda key: self._cells(key, lineage.targets_of(key)))
        self.items = Remembered(lambda key: links.dataset_item(datasets[key]))
        """By id, a dataset as a line of a list."""

    @cached_property
    def ways(self) -> tuple[str, str]:
        """To the root of the site; and the attributes of a drawing that say where more data lies."""
        graph, columns = (self._context.file_link(self._source, path) for path in (GRAPH, COLUMNS))
        return graph.removesuffix(GRAPH), f'graph="{graph}" columns="{columns}"'

    def tables(self, record: Dataset) -> str:
        """Two steps each way: a table of the direct ones, with how each is known, and beside each of them the next."""
        key, known = record.id, self._lineage.known
        above = [(self._above[one], standing(bits)) for one, bits in known[key].items()]
        below = [(self._below[one], standing(known[one][key])) for one in self._lineage.targets_of(key)]
        return _table("Comes from", "Which comes from", above) + _table("Feeds", "Which feeds", below)

    def _cells(self, key: str, further: list[str]) -> tuple[str, str]:
        """The row of a dataset, up to how it is known, and from there on; HTML needs no end tags there."""
        shown = ", ".join([self._names[one] for one in further[:FURTHER]])
        more = f" and {len(further) - FURTHER:,} more" if len(further) > FURTHER else ""
        return f"<tr><td>{self._names[key]}<td>", f"<td>{shown}{more}"


def _table(title: str, beyond: str, rows: Sequence[tuple[tuple[str, str], str]]) -> str:
    if not rows:
        return ""
    body = "".join([f"{begun}{standing}{ended}" for (begun, ended), standing in rows[:MOST]])
    more = f"<p>and {len(rows) - MOST:,} more</p>" if len(rows) > MOST else ""
    head = f"<thead><tr><th>{title}<th>Known<th>{beyond}</thead>"
    return f'<table class="lb-table">{head}<tbody>{body}</tbody></table>{more}'

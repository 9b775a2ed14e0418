"""For a terminal: products, then datasets, then whom to tell."""

from __future__ import annotations

from rich.text import Text

from lakebook.changes.impact import Impact
from lakebook.changes.printing import Printing, contacts, hit_line, listed
from lakebook.changes.words import MOST_LINES, count, one_line, whom
from lakebook.settings import Repository


def terminal(impact: Impact, repository: Repository, colour: bool = False) -> str:
    """The nearest of each; other forms list them all."""
    printing = Printing(colour)
    products = [hit for hit in impact.hits if hit.kind == "product"]
    datasets = impact.hits[len(products) :]
    side = "upstream of" if impact.upstream else "downstream of"
    head = f"{count(len(products), 'product')} and {count(len(datasets), 'dataset')}" if impact.hits else "nothing"
    printing.line(Text(f"{head} {side} ").append(one_line(impact.name), "bold"))
    if names := whom(impact.contacts):
        printing.line(Text(f"{listed(names)} answers for it", "dim"))
    for title, hits in (("products", products), ("datasets", datasets)):
        if hits:
            printing.line(Text(""))
            printing.line(Text(title, "bold underline"))
            for hit in hits[:MOST_LINES]:
                printing.line(hit_line(hit, start=False), 2)
            if (more := len(hits) - MOST_LINES) > 0:
                printing.line(Text(f"... and {more:,} more; --format csv lists them", "dim"), 2)
    if impact.hits:
        printing.line(Text(""))
        for line in contacts(impact.hits):
            printing.line(line)
    return printing.text()

"""The lineage as a Mermaid flowchart, for Markdown of GitLab, GitHub and the site."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lakebook.exporters._lineage_part import Part

_SHAPES = {"product": ("([", "])"), "surface": ("[/", "/]"), "decision": ("{{", "}}")}
_DATASET = ("[", "]")
_LEFT_OUT = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]+")
_WRITTEN_OUT = re.compile(r"[^\w .,:()/-]")


def mermaid(part: Part) -> str:
    """One flowchart from left to right; what was only observed is dotted, datasets of a domain stand together."""
    return "\n".join(_lines(part)) + "\n"


def _lines(part: Part) -> Iterator[str]:
    numbers = {name: number for number, name in enumerate(part.nodes)}
    by_domain: dict[str, list[str]] = {}
    for name, said in part.nodes.items():
        by_domain.setdefault("" if "is" in said else said.get("domain", ""), []).append(name)
    yield "flowchart LR"
    for place, (domain, names) in enumerate(sorted(by_domain.items())):
        if domain:
            yield f'  subgraph d{place}["{_label(domain)}"]'
        for name in names:
            opening, closing = _SHAPES.get(part.nodes[name].get("is", ""), _DATASET)
            title = _label(part.nodes[name].get("title", name))
            yield f'    n{numbers[name]}{opening}"{title}"{closing}'
        if domain:
            yield "  end"
    for source, target, said in part.edges:
        arrow = "-.->" if said.get("known") == "observed" or said.get("says") == "about" else "-->"
        yield f"  n{numbers[source]} {arrow} n{numbers[target]}"


def _label(text: str) -> str:
    """Text between quotes of Mermaid: what is neither letter nor digit nor plain is written by its number."""
    plain = " ".join(_LEFT_OUT.sub(" ", text).split())
    return _WRITTEN_OUT.sub(lambda found: f"#{ord(found.group())};", plain) or " "

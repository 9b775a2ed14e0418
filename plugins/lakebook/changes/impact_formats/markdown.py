"""Markdown to paste into an issue or a merge request."""

from __future__ import annotations

from lakebook.changes.impact import Contact, Hit, Impact, people
from lakebook.changes.markdown_text import code, folded, link, text, texts, view_address
from lakebook.changes.words import count, place, steps, surfaces, whom
from lakebook.settings import Repository


def markdown(impact: Impact, repository: Repository, colour: bool = False) -> str:
    """Products first; what goes past twenty lines is folded."""
    products = [hit for hit in impact.hits if hit.kind == "product"]
    datasets = impact.hits[len(products) :]
    side = "Upstream" if impact.upstream else "Downstream"
    title = f"{text(impact.title)} " if impact.title else ""
    lines = [f"## {side} of {title}{code(impact.name)}", ""]
    answers = f" {texts(whom(impact.contacts))} answers for it." if impact.contacts else ""
    found = f"{count(len(products), 'product')} and {count(len(datasets), 'dataset')}" if impact.hits else "Nothing"
    lines.append(f"{found}.{answers}")
    for heading, hits in (("Products", products), ("Datasets", datasets)):
        if hits:
            lines += ["", f"### {heading}", ""]
            lines += folded(hits, lambda some: [_hit(hit, repository) for hit in some], heading.lower())
    if told := people(impact.hits):
        lines += ["", "### To tell", "", *folded(told, lambda some: [_told(*one) for one in some], "people")]
    return "\n".join(lines) + "\n"


def _told(contact: Contact, hits: list[Hit]) -> str:
    return f"- {texts(whom([contact]))}, for {len(hits):,} of these"


def _hit(hit: Hit, repository: Repository) -> str:
    where = link(code(place(hit)), view_address(repository, repository.branch, hit.location))
    columns = ", ".join(code(name) for name in hit.columns[:3]) + (" …" if len(hit.columns) > 3 else "")
    columns = f", columns {columns}" if columns else ""
    parts = [f"**{text(hit.title or hit.id)}** {code(hit.id)}, {steps(hit.hops)}{columns}"]
    parts += [f"seen in {texts(surfaces(hit))}"] if hit.surfaces else []
    parts += [f"tell {texts(whom(hit.contacts))}"] if hit.contacts else []
    return f"- {'; '.join(parts)} {where}"

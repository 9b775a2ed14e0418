"""Markdown for the note of a merge request, on GitLab and GitHub."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lakebook.changes.change import Change, Rank
from lakebook.changes.impact import Hit, people
from lakebook.changes.markdown_text import code, counted, details, folded, link, text, texts, view_address
from lakebook.changes.report import Named, Report, by_subject
from lakebook.changes.words import MOST_LINES, count, cut_apart, place, steps, surfaces, whom
from lakebook.diagnostics import Location

_MEANS = {
    Rank.breaking: "What others rely on no longer holds.",
    Rank.notable: "Worth knowing; nothing that worked stops working.",
    Rank.editorial: "Words only.",
}


def markdown(report: Report, colour: bool = False) -> str:
    """The whole report; one line where nothing changed."""
    if report.is_empty:
        return f"No change of the book's meaning: {_states(report)} say the same.\n"
    lines = ["## What this changes in the book", "", _summary(report), "", f"Compared: {_states(report)}."]
    lines += _unread(report)
    if report.policy:
        lines += ["", "### Policy", "", "Who answers, what is allowed and what is checked. Look here first.", ""]
        lines += folded(report.policy, lambda changes: _blocks(report, changes, ranked=True), "changes of policy")
    if breaking := report.of_rank(Rank.breaking):
        lines += ["", "### Breaking", "", _MEANS[Rank.breaking], ""]
        lines += folded(breaking, lambda changes: _blocks(report, changes), "breaking changes")
    lines += _downstream(report)
    if notable := report.of_rank(Rank.notable):
        lines += ["", "### Notable", "", _MEANS[Rank.notable], ""]
        lines += folded(notable, lambda changes: _blocks(report, changes), "notable changes")
    if editorial := report.of_rank(Rank.editorial):
        told = counted(editorial, lambda changes: _blocks(report, changes))
        lines += ["", "### Editorial", "", *details(f"{count(len(editorial), 'edit')} of words", told)]
    return "\n".join(lines) + "\n"


def _summary(report: Report) -> str:
    said = [f"{report.count(rank):,} {rank}" for rank in Rank if report.count(rank)]
    total = report.count(Rank.breaking) + report.count(Rank.notable) + report.count(Rank.editorial)
    parts = [f"**{count(total, 'change')}**: {', '.join(said)}." if total else "**No change** that could be read."]
    if report.policy:
        parts.append(f"{len(report.policy):,} of them {'is' if len(report.policy) == 1 else 'are'} about policy.")
    if report.hits:
        products = sum(hit.kind == "product" for hit in report.hits)
        others = len(report.hits) - products
        hit = [count(products, "product")] if products else []
        hit += [count(others, "dataset")] if others else []
        parts.append(f"Downstream of what breaks: {' and '.join(hit)}.")
    return " ".join(parts)


def _states(report: Report) -> str:
    after = _state(report.after) if report.after.name else f"the files here, at {code(report.after.commit[:8])}"
    return f"{_state(report.before)} and {after}"


def _state(state: Named) -> str:
    short = state.commit[:8]
    return code(short) if state.commit.startswith(state.name) else f"{code(state.name)} at {code(short)}"


def _unread(report: Report) -> list[str]:
    if not report.unread:
        return []
    lines = ["", "### Not compared", ""]
    lines.append("These files could not be read, so what changed in them is not told here; `lakebook check` says more.")
    lines.append("")
    told = {"before": "before this change", "after": "now", "both": "neither before nor now"}
    for one in report.unread:
        stands = one.finding.location
        where = _linked(report, stands, before=one.state == "before", label=code(str(stands)))
        lines.append(f"- {where} ({told[one.state]}): {text(one.finding.message)}")
    return lines


def _blocks(report: Report, changes: Iterable[Change], ranked: bool = False) -> list[str]:
    """A line for each subject, and below it a line for each of its changes."""
    lines: list[str] = []
    for first, same in by_subject(changes):
        title = f"{text(first.title)} " if first.title and first.title != first.subject else ""
        lines.append(f"- {first.of} {title}{code(first.subject)}")
        lines += [f"  - {_change(report, change, ranked)}" for change in same]
    return lines


def _change(report: Report, change: Change, ranked: bool) -> str:
    rank = "**breaking:** " if ranked and change.kind.rank is Rank.breaking else ""
    part = f"{code(change.part)}: " if change.part else ""
    before, after = cut_apart(change.before, change.after)
    if before and after:
        said = f"{change.kind.words}, from {code(before)} to {code(after)}"
    elif before or after:
        said = f"{change.kind.words}: {code(before or after)}"
        said += " was taken out" if before and change.kind.words.endswith(("changed", "edited")) else ""
    else:
        said = change.kind.words
    note = f" ({text(change.note)})" if change.note else ""
    where = _linked(report, change.location, before=change.gone, label=code(place(change)))
    return f"{rank}{part}{said}{note} {where}".rstrip()


def _linked(report: Report, location: Location, *, before: bool, label: str) -> str:
    commit = (report.before if before else report.after).commit
    return link(label, view_address(report.repository, commit, location, report.folder)) if label else ""


def _downstream(report: Report) -> Iterator[str]:
    if not report.hits:
        return
    yield from ("", "### Who is hit", "", "What relied on it, as the book said before this change; nearest first.", "")
    yield from folded(report.hits, lambda hits: [_hit(hit) for hit in hits], "downstream")
    if told := whom(contact for contact, _ in people(report.hits)):
        yield from ("", f"**To tell:** {texts(told, MOST_LINES)}.")


def _hit(hit: Hit) -> str:
    name = f"**{text(hit.title)}** {code(hit.id)}" if hit.title else f"**{code(hit.id)}**"
    columns = f", {count(len(hit.columns), 'column')}: {_some(hit.columns)}" if hit.columns else ""
    kind = hit.kind if hit.kind.isalnum() else code(hit.kind)
    parts = [f"{kind} {name}, {steps(hit.hops)} from {code(hit.start)}{columns}"]
    if seen := surfaces(hit):
        parts.append(f"seen in {texts(seen, 3)}")
    if names := whom(hit.contacts):
        parts.append(f"tell {texts(names)}")
    return "- " + "; ".join(parts)


def _some(columns: tuple[str, ...]) -> str:
    return ", ".join(code(name) for name in columns[:3]) + (" …" if len(columns) > 3 else "")

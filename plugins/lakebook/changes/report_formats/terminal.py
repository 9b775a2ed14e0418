"""For a terminal: the same as in Markdown, in fewer words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.text import Text

from lakebook.changes.change import Change, Rank
from lakebook.changes.impact import Hit
from lakebook.changes.printing import Printing, contacts, hit_line
from lakebook.changes.report import Named, Report, by_subject
from lakebook.changes.words import MOST_LINES, count, cut_apart, one_line, place

_STYLES = {Rank.breaking: "bold red", Rank.notable: "yellow", Rank.editorial: "dim"}


def terminal(report: Report, colour: bool = False) -> str:
    """The whole report; one line where nothing changed."""
    printing = Printing(colour)
    if report.is_empty:
        printing.line(Text(f"no change of the book's meaning: {_states(report)} say the same", "green"))
        return printing.text()
    printing.line(Text(f"compared: {_states(report)}", "bold"))
    printing.line(_summary(report))
    for one in report.unread:
        state = {"before": "before", "after": "now", "both": "before and now"}[one.state]
        head = Text().append("not compared: ", "bold yellow").append(one_line(str(one.finding.location)))
        printing.line(head.append(f" cannot be read {state}: {one_line(one.finding.message)}"))
    _section(printing, "policy: look here first", report.policy)
    _section(printing, "breaking", report.of_rank(Rank.breaking))
    _downstream(printing, report.hits)
    _section(printing, "notable", report.of_rank(Rank.notable))
    _section(printing, "editorial", report.of_rank(Rank.editorial))
    return printing.text()


def _states(report: Report) -> str:
    here = f"the files here, at {report.after.commit[:8]}"
    return f"{_state(report.before)} and {_state(report.after) if report.after.name else here}"


def _state(state: Named) -> str:
    short = state.commit[:8]
    return short if state.commit.startswith(state.name) else f"{one_line(state.name)} at {short}"


def _summary(report: Report) -> Text:
    said = [Text(f"{report.count(rank):,} {rank}", _STYLES[rank]) for rank in Rank if report.count(rank)]
    return Text(", ").join(said) if said else Text("no change that could be read")


def _section(printing: Printing, title: str, changes: Iterable[Change]) -> None:
    listed = list(changes)
    if not listed:
        return
    printing.line(Text(""))
    printing.line(Text(title, "bold underline"))
    for first, same in by_subject(listed[:MOST_LINES]):
        head = Text(f"{first.of} ").append(one_line(first.subject), "bold")
        printing.line(head.append(f"  {one_line(first.title)}" if first.title else "", "dim"), 2)
        for change in same:
            printing.line(_change(change), 4)
    if (more := len(listed) - MOST_LINES) > 0:
        printing.line(Text(f"... and {more:,} more; --format json lists them", "dim"), 2)


def _change(change: Change) -> Text:
    text = Text()
    text.append("breaking: " if change.kind.policy and change.kind.rank is Rank.breaking else "", "bold red")
    text.append(f"{one_line(change.part)}: " if change.part else "")
    text.append(change.kind.words, _STYLES[change.kind.rank])
    before, after = cut_apart(change.before, change.after)
    if before and after:
        text.append(f": {before}").append(" -> ", "dim").append(after)
    elif before or after:
        text.append(f": {before or after}")
        text.append(" was taken out" if before and change.kind.words.endswith(("changed", "edited")) else "")
    if change.note:
        text.append(f" ({one_line(change.note)})")
    return text.append(f"  {place(change)}" if change.location.path else "", "cyan")


def _downstream(printing: Printing, hits: tuple[Hit, ...]) -> None:
    if not hits:
        return
    printing.line(Text(""))
    printing.line(Text("hit downstream", "bold underline"))
    for line in _hits(hits):
        printing.line(line, 2)
    for line in contacts(hits):
        printing.line(line, 2)


def _hits(hits: tuple[Hit, ...]) -> Iterator[Text]:
    yield from (hit_line(hit, start=True) for hit in hits[:MOST_LINES])
    if (more := len(hits) - MOST_LINES) > 0:
        yield Text(f"... and {count(more, 'hit')} more; --format json lists them", "dim")

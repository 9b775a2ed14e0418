"""Lines on a terminal, wrapped below their own beginning."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.console import Console
from rich.text import Text

from lakebook.changes.impact import Hit, people
from lakebook.changes.words import MOST_LINES, count, one_line, steps, surfaces, whom

_WIDEST = 140


class Printing:
    """Collects lines; as wide as the terminal where *colour* says that there is one, else unwrapped."""

    def __init__(self, colour: bool) -> None:
        self._console = Console(force_terminal=True, color_system="standard", highlight=False) if colour else None
        self._lines: list[Text] = []

    def line(self, text: Text, indent: int = 0) -> None:
        """One line, *indent* letters from the left; what follows when it is wrapped stands two further."""
        if self._console is None:
            self._lines.append(Text(" " * indent).append_text(text))
            return
        width = max(min(self._console.width, _WIDEST) - indent, 20)
        first, *rest = text.wrap(self._console, width, overflow="fold") or [Text("")]
        self._lines.append(Text(" " * indent).append_text(first))
        for part in rest:
            part.rstrip()
        if rest:
            further = Text(" ").join(rest).wrap(self._console, width - 2, overflow="fold")
            self._lines += [Text(" " * (indent + 2)).append_text(part) for part in further]

    def text(self) -> str:
        """All lines."""
        if self._console is None:
            return "".join(f"{line.plain.rstrip()}\n" for line in self._lines)
        with self._console.capture() as capture:
            for line in self._lines:
                line.rstrip()
                self._console.print(line, soft_wrap=True)
        return capture.get()


def hit_line(hit: Hit, *, start: bool) -> Text:
    """A product or dataset and how far it is; with *start*, from where."""
    text = Text(f"{one_line(hit.kind)} ").append(one_line(hit.id), "bold")
    text.append(f"  {one_line(hit.title)}" if hit.title else "", "dim").append(f", {steps(hit.hops)}")
    text.append(f" from {one_line(hit.start)}" if start else "")
    if hit.columns:
        shown = ", ".join(one_line(name) for name in hit.columns[:3])
        text.append(f", {count(len(hit.columns), 'column')}: {shown}{', ...' if len(hit.columns) > 3 else ''}")
    if seen := surfaces(hit):
        text.append(f"; seen in {listed(seen[:3])}{', ...' if len(seen) > 3 else ''}")
    if names := whom(hit.contacts):
        text.append(f"; tell {listed(names)}")
    return text


def contacts(hits: Iterable[Hit]) -> Iterator[Text]:
    """Everybody to tell, on one line; after MOST_LINES of them, how many more."""
    names = whom(contact for contact, _ in people(hits))
    if names:
        more = f" and {len(names) - MOST_LINES:,} more" if len(names) > MOST_LINES else ""
        yield Text().append("to tell: ", "bold").append(listed(names[:MOST_LINES]) + more)


def listed(pairs: Iterable[tuple[str, str]]) -> str:
    """Names with what stands in brackets behind each."""
    return ", ".join(f"{one_line(name)}{f' ({one_line(what)})' if what else ''}" for name, what in pairs)

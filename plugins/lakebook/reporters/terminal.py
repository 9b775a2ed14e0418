"""For people: place, severity, message, the line it is about, and what to type."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from rich.console import Console
from rich.text import Text

from lakebook.book import Book
from lakebook.diagnostics import Diagnostic, Severity
from lakebook.reporters._wording import count, known_left
from lakebook.sources import Source

_STYLES = {Severity.error: "bold red", Severity.warning: "bold yellow", Severity.info: "bold blue"}
_WIDEST = 160


def terminal(diagnostics: Iterable[Diagnostic], book: Book, *, colour: bool = False, excerpts: bool = True) -> str:
    """One block a new finding, then a line that counts; the line alone when there is none. Known ones are counted."""
    console = Console(
        force_terminal=colour, no_color=not colour, color_system="standard" if colour else None,
        width=1_000_000, highlight=False, legacy_windows=False,
    )  # fmt: skip
    listed = list(diagnostics)
    lines = _Lines(book.source)
    with console.capture() as capture:
        for diagnostic in (one for one in listed if not one.known):
            console.print(_block(diagnostic, lines if excerpts else None), soft_wrap=True)
        console.print(_summary(listed, book), soft_wrap=True)
    return capture.get()


def _block(diagnostic: Diagnostic, lines: _Lines | None) -> Text:
    style = _STYLES[diagnostic.severity]
    text = Text()
    text.append(_one_line(str(diagnostic.location)), "bold").append(": ")
    text.append(diagnostic.severity, style).append(f" {diagnostic.code} ", style)
    text.append(_one_line(diagnostic.message))
    excerpt = lines.line(diagnostic.location.path, diagnostic.location.line) if lines is not None else ""
    if excerpt.strip():
        number = str(diagnostic.location.line)
        text.append(f"\n  {number} | ", "dim").append(excerpt)
        if diagnostic.location.column and diagnostic.location.column <= len(excerpt) + 1:
            pad = " " * (len(number) + 5 + diagnostic.location.column - 1)
            text.append(f"\n{pad}").append("^", style)
    if diagnostic.hint:
        text.append("\n").append("hint: ", "cyan").append(_one_line(diagnostic.hint))
    return text


def _summary(diagnostics: list[Diagnostic], book: Book) -> Text:
    datasets, products, decisions = len(book.catalogue.datasets), len(book.products), len(book.decisions)
    read = f"{count(datasets, 'dataset')}, {count(products, 'product')}, {count(decisions, 'decision')} checked"
    counts = Counter(diagnostic.severity for diagnostic in diagnostics if not diagnostic.known)
    said = [count(counts[severity], severity) for severity in Severity if counts[severity]]
    known = len(diagnostics) - counts.total()
    if not said:
        return Text(f"{read}: nothing new, {known_left(known)}" if known else f"{read}: all is well", "green")
    also = f"; {known_left(known)}" if known else ""
    return Text(f"{read}: {', '.join(said)}{also}", "bold red" if counts[Severity.error] else "bold yellow")


def _one_line(text: str) -> str:
    """Text from files must not move the cursor or break the line."""
    return "".join(character if character.isprintable() else "\ufffd" for character in text)


class _Lines:
    """Lines of the book's text files, read once."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._files: dict[str, list[str]] = {}

    def line(self, path: str, number: int) -> str:
        """Line *number* (from 1) of a text file, made harmless for a terminal; empty where there is none."""
        if not number or not path.lower().endswith((".yaml", ".yml", ".md")):
            return ""
        if path not in self._files:
            try:
                self._files[path] = self._source.read(path).decode("utf-8", "replace").splitlines()
            except OSError:
                self._files[path] = []
        lines = self._files[path]
        return _one_line(lines[number - 1].replace("\t", " "))[:_WIDEST] if number <= len(lines) else ""

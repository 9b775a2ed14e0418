"""A check's docstring, read: its verdict, its reason, and examples that can be run.

The docstring is Markdown. Its first line is the verdict; sections ``## Fails`` and ``## Passes`` hold
code blocks: those with ``title="path"`` are the files of an otherwise empty book, a block ``output``
is the terminal text expected of this check alone.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

import msgspec

from lakebook.book import read_book
from lakebook.checks import Check
from lakebook.checks._run import run_checks
from lakebook.checks._source_example import OF_SOURCE, drift_of_example
from lakebook.sources.in_memory import InMemory
from lakebook.writers.example_workbook import workbook_from_text

EXAMPLE_DAY = datetime.date(2026, 11, 1)
"""Today, in the examples."""

_TARGET = "main:"
"""Begins the title of a file of the book that the example is to be merged into."""
_BLOCK = re.compile(r"^(?P<fence>`{3,})(?P<info>[^\n`]*)\n(?P<text>.*?)^(?P=fence)[ \t]*$", re.MULTILINE | re.DOTALL)
_TITLE = re.compile(r'title="([^"]+)"')
_SECTION = re.compile(r"^## (Fails|Passes)[^\n]*$", re.MULTILINE)


class Example(msgspec.Struct):
    """A small book and what the check says of it."""

    fails: bool
    files: dict[str, str]
    output: str = ""


class CheckPage(msgspec.Struct):
    """A check's page."""

    verdict: str
    """One line, without Markdown."""
    reason: str
    """Markdown between the verdict and the first section."""
    body: str
    """The whole docstring below the verdict, as Markdown."""
    examples: list[Example]


def read_page(check: Check) -> CheckPage:
    """The page of a check."""
    verdict, _, body = check.page.strip().partition("\n")
    starts = list(_SECTION.finditer(body))
    ends = [start.start() for start in starts[1:]] + [len(body)]
    examples = [
        _example(start.group(1) == "Fails", body[start.end() : end]) for start, end in zip(starts, ends, strict=False)
    ]
    reason = body[: starts[0].start()] if starts else body
    return CheckPage(verdict.strip(), reason.strip(), body.strip(), examples)


def parts(body: str) -> Iterator[str | tuple[str, str]]:
    """The pieces of a page in order: Markdown as text, each code block as its title (``output`` has one) and text."""
    start = 0
    for block in _BLOCK.finditer(body):
        yield body[start : block.start()]
        title = _TITLE.search(block.group("info"))
        yield (title.group(1) if title else block.group("info").strip()), block.group("text")
        start = block.end()
    yield body[start:]


def _example(fails: bool, text: str) -> Example:
    example = Example(fails, {})
    for block in _BLOCK.finditer(text):
        if title := _TITLE.search(block.group("info")):
            example.files[title.group(1)] = block.group("text")
        elif block.group("info").strip() == "output":
            example.output = block.group("text").strip()
    return example


def run_example(check: Check, example: Example) -> str:
    """Terminal text of the check alone over the example's files."""
    files: dict[str, str | bytes] = dict(example.files)
    for path, text in example.files.items():
        if path.endswith(".xlsx") and "# Sheet:" in text:
            files[path] = workbook_from_text(text)
    of_source = {path.removeprefix(OF_SOURCE): files.pop(path) for path in list(files) if path.startswith(OF_SOURCE)}
    of_target = {path.removeprefix(_TARGET): files.pop(path) for path in list(files) if path.startswith(_TARGET)}
    book = read_book(InMemory(files), today=EXAMPLE_DAY)
    book.target = read_book(InMemory(of_target), today=EXAMPLE_DAY) if of_target else None
    book.drift = drift_of_example(book, of_source) if of_source else None
    return "\n".join(str(diagnostic) for diagnostic in run_checks(book, [check]))

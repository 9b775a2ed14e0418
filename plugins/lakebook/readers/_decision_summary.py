"""A decision in one sentence: the summary its author gives, else the Y-statement in its text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lakebook.readers._decision_file import DecisionFile

_MARKS = re.compile(r"\s*(?:[>*+-]\s+|\d+[.)]\s+)*")
_EMPHASIS = re.compile(r"\*\*|__|(?<!\w)[*_](?=\S)|(?<=\S)[*_](?!\w)")
_LINK = re.compile(r"\[([^\[\]]*)\]\([^()]*\)")
_Y_STATEMENT = re.compile(
    r"in the context of\b.+?\bfacing\b.+?\bwe (?:have |therefore )?(?:decided|chose|opted)\b.+?(?:\.(?=\s+[A-Z])|$)",
    re.IGNORECASE,
)
_LONGEST = 2000
"""Characters of a paragraph that is still looked at."""
_PLACEHOLDER = re.compile(r"\{[^{}]*\}|<[^<>]*>|\[[^\[\]]*\]|\.\.\.|…")


def summary_of(file: DecisionFile) -> str:
    """What the front matter says, else the first sentence *In the context of ..., facing ..., we decided for ...*."""
    given = next((entry.text for entry in file.of("summary")), "")
    return given or next((found for text in _paragraphs(file.lines) if (found := _y_statement(text))), "")


def _y_statement(paragraph: str) -> str:
    """The sentence without its emphasis; empty where the paragraph has none, or one left from a template."""
    if len(paragraph) > _LONGEST or not paragraph[:30].lower().lstrip("*_").startswith("in the context of"):
        return ""
    match = _Y_STATEMENT.match(_EMPHASIS.sub("", _LINK.sub(r"\1", paragraph)))
    return match.group() if match and not _PLACEHOLDER.search(match.group()) else ""


def _paragraphs(lines: list[str]) -> Iterator[str]:
    """Lines between blank ones, joined, without the marks of lists and quotations."""
    words: list[str] = []
    for line in [*lines, ""]:
        if text := _MARKS.sub("", line, count=1).strip():
            words.append(text)
        elif words:
            yield " ".join(words)
            words = []

"""A page for people: the summary of a GitHub job, a note of a merge request, an artifact."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from lakebook.book import Book
from lakebook.diagnostics import Diagnostic, Severity
from lakebook.reporters._repository import page_of_check
from lakebook.reporters._wording import count, known_left, plain

LISTED = 500
"""Findings in the table; a summary on GitHub takes 1 MiB."""
_SPECIAL = re.compile(r"[\\`*_{}\[\]~$]")
_ENTITIES = {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;", ord("|"): "&#124;", ord("@"): "@\u2060"}
"""The last one is a joiner without width, so that a page that goes to people calls nobody."""


def markdown(diagnostics: Iterable[Diagnostic], book: Book) -> str:
    """A heading that counts, and a table of what is new, errors first."""
    listed = list(diagnostics)
    new = [one for one in listed if not one.known]
    new.sort(key=lambda one: (one.name != "policy_changed", list(Severity).index(one.severity)))
    counts = Counter(one.severity for one in new)
    said = [count(counts[severity], severity) for severity in Severity if counts[severity]]
    known = len(listed) - len(new)
    text = f"## Lakebook: {', '.join(said) or 'all is well'}\n"
    if known:
        text += f"\n{known_left(known)}.\n"
    if new:
        text += "\n| | check | where | what |\n|---|---|---|---|\n"
        text += "".join(_row(one, book) for one in new[:LISTED])
    if len(new) > LISTED:
        text += f"\n{len(new) - LISTED:,} more: type `lakebook check` to see them.\n"
    return text


def _row(one: Diagnostic, book: Book) -> str:
    page = page_of_check(book, one.code)
    code = f"[{one.code}]({page})" if page else one.code
    hint = f"<br>{_escaped(one.hint)}" if one.hint else ""
    place = _one_line(str(one.location)).translate(_ENTITIES)
    return f"| {one.severity} | {code} | <code>{place}</code> | {_escaped(one.message)}{hint} |\n"


def _escaped(text: str) -> str:
    """Text from files in one line, without meaning in Markdown or HTML."""
    escaped = _SPECIAL.sub(lambda found: f"\\{found.group()}", _one_line(text))
    return escaped.translate(_ENTITIES)


def _one_line(text: str) -> str:
    return "".join(letter if letter.isprintable() else " " for letter in plain(text))

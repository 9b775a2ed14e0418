"""Texts that YAML ends sooner than their author thinks: at a blank and ``#``, where a comment starts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from yaml.events import MappingEndEvent, MappingStartEvent, ScalarEvent, SequenceEndEvent, SequenceStartEvent

from lakebook.syntax import SyntaxTrouble
from lakebook.syntax.strict_yaml import events

_MAY_HOLD_ONE = re.compile(rb"^[^#\n]*[^\s#] #", re.MULTILINE)
_SHOWN = 40
_SENTENCES = frozenset(["title", "description", "definition", "note", "why", "purpose", "summary", "retention", "name"])
"""Fields in which a single word is the beginning of a sentence, too."""


def cut_texts(content: bytes, first_line: int = 1) -> list[SyntaxTrouble]:
    """A trouble for each text without quotes that goes on behind one blank and ``#`` on the same line.

    Two blanks before the ``#`` make a comment that was meant. Words of a list of choices (``status: active # for
    now``) are no texts. *content* is YAML that can be read; it starts at *first_line* of its file.
    """
    if b" #" not in content or not _MAY_HOLD_ONE.search(content):
        return []
    lines = content.decode("utf-8-sig").split("\n")
    found = []
    for key, event in _plain_values(content):
        line, end = event.end_mark.line, event.end_mark.column
        rest = lines[line][end:] if line < len(lines) else ""
        if rest.startswith(" #") and (" " in event.value or key in _SENTENCES):
            message = f"the text ends after '{_end(event.value)}': a blank and '#' start a comment"
            hint = f'put quotes around the whole text: "{_end(event.value)} {rest.strip()[:_SHOWN]}"'
            start = event.start_mark
            found.append(SyntaxTrouble("text_cut", message, hint, start.line + first_line, start.column + 1))
    return found


def _plain_values(content: bytes) -> Iterator[tuple[str, Any]]:
    """The event of each value without quotes, and its key; the key of its list where it stands in one."""
    key = ""
    is_key = False
    outer: list[tuple[str, bool, bool]] = []
    in_map = False
    for event in events(content):
        kind = type(event)
        if kind is ScalarEvent:
            if is_key:
                key, is_key = event.value, False
                continue
            if not event.style:
                yield key, event
            is_key = in_map
        elif kind is MappingStartEvent or kind is SequenceStartEvent:
            outer.append((key, is_key, in_map))
            in_map = is_key = kind is MappingStartEvent
        elif kind is MappingEndEvent or kind is SequenceEndEvent:
            key, _, in_map = outer.pop()
            is_key = in_map


def _end(text: str) -> str:
    """Its last words."""
    return text if len(text) <= _SHOWN else f"... {text[-_SHOWN:].partition(' ')[2]}"

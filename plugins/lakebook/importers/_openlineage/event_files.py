"""Files of events: one event, a list, one a line, or the answer of a server that keeps them."""

from __future__ import annotations

import io
from collections.abc import Iterator

import msgspec

from lakebook.importers._openlineage.events import Event

BROKEN = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)
"""What decoding raises."""
NO_EVENT = "not an event of OpenLineage"


class _Answer(msgspec.Struct, kw_only=True):
    events: list[msgspec.Raw]


def events_of(content: bytes) -> Iterator[tuple[int, Event | str]]:
    """Each event with its line (0 where that is not known); the reason, as text, of what is none."""
    for line, raw in _pieces(content.removeprefix(b"\xef\xbb\xbf").lstrip()):
        if isinstance(raw, str):
            yield line, raw
            continue
        try:
            event = msgspec.json.decode(raw, type=Event)
        except BROKEN as error:
            yield line, f"an event is left out: {error}"
        else:
            yield line, event if event.is_one else NO_EVENT


def _pieces(content: bytes) -> Iterator[tuple[int, bytes | msgspec.Raw | str]]:
    try:
        if content.startswith(b"["):
            yield from ((0, raw) for raw in msgspec.json.decode(content, type=list[msgspec.Raw]))
            return
        whole = msgspec.json.decode(content, type=msgspec.Raw)
    except BROKEN as error:
        yield from _lines(content, str(error))
        return
    try:
        yield from ((0, raw) for raw in msgspec.json.decode(whole, type=_Answer).events)
    except BROKEN:
        yield 0, whole


def _lines(content: bytes, error: str) -> Iterator[tuple[int, bytes | str]]:
    """An event a line; a file where no line is one is broken as a whole."""
    broken = []
    any_good = False
    for number, line in enumerate(io.BytesIO(content), 1):
        if not (text := line.strip()):
            continue
        if _is_object(text):
            any_good = True
            yield number, text
        else:
            broken.append(number)
    if any_good:
        yield from ((number, "a line that is no whole JSON is left out") for number in broken)
    else:
        yield 0, f"not whole JSON: {error}"


def _is_object(text: bytes) -> bool:
    try:
        msgspec.json.decode(text, type=msgspec.Raw)
    except BROKEN:
        return False
    return text.startswith(b"{")

"""Repairs of text files: the word that is wrong is exchanged, and every other byte stays."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from lakebook.diagnostics import Repair
from lakebook.writers.quoting import is_plain

_QUOTES = ("'", '"')


def repaired(content: bytes, repairs: Iterable[Repair]) -> bytes | None:
    """*content* with all of *repairs* made; None where one of them does not find its word, or its file is not UTF-8.

    All are seen against the text as it was, and no two may touch the same word.
    """
    bom = codecs.BOM_UTF8 if content.startswith(codecs.BOM_UTF8) else b""
    try:
        lines = content[len(bom) :].decode().splitlines(keepends=True)
    except UnicodeDecodeError:
        return None
    edits: list[tuple[int, int, int, str]] = []
    for repair in repairs:
        edit = _edit(lines, repair)
        if edit is None:
            return None
        edits.append(edit)
    edits.sort(reverse=True)
    if any(later[0] == earlier[0] and later[1] < earlier[2] for later, earlier in pairwise(edits)):
        return None
    for number, start, end, new in edits:
        lines[number] = lines[number][:start] + new + lines[number][end:]
    return bom + "".join(lines).encode()


def _edit(lines: list[str], repair: Repair) -> tuple[int, int, int, str] | None:
    """Line from 0, start, end, and what is put there."""
    number = repair.line - 1
    if not 0 <= number < len(lines):
        return None
    line = lines[number]
    if not repair.old:
        newline = "\r\n" if line.endswith("\r\n") else "\n"
        return number, 0, 0, repair.new + newline
    found = list(_words(line, repair.old, max(repair.column - 1, 0)))
    wanted = [one for one in found if one[2] is repair.key] or ([] if repair.key else found)
    if not wanted:
        return None
    start, quoted, _ = wanted[0]
    words = repair.new.split(", ") if "[" in line[:start] else [repair.new]
    fits = all(is_plain(word, flow=True) for word in words) or (quoted and not re.search(r"[\\'\"]", repair.new))
    return (number, start, start + len(repair.old), repair.new) if fits else None


def _words(line: str, word: str, start: int) -> Iterator[tuple[int, bool, bool]]:
    """Where *word* stands as a whole in the line from *start* on; whether between quotes, and before a colon."""
    at = line.find(word, start)
    while at >= 0:
        before, end = line[at - 1 : at], at + len(word)
        quoted = before in _QUOTES and before != "" and line[end : end + 1] == before
        after = line[end + quoted : end + quoted + 1]
        alone = (not before or before in " \t[{,:-") and (not after or after in " \t\r\n]},:#|")
        if quoted or alone:
            yield at, quoted, after == ":"
        at = line.find(word, at + 1)

"""The word index: which documents hold which words, in files of a few kilobytes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lakebook.search.document import Document
from lakebook.search.folding import words, words_of_name

_MOST = 12_000
"""Bytes of one file, before compression, unless one word alone has more."""


def word_files(documents: Sequence[Document]) -> tuple[list[str], list[dict[str, object]]]:
    """First word of each file, and the files.

    Lists of numbers are differences; a number is twice the document's, plus one where the word stands in the title.
    """
    numbers = _numbers(documents)
    starts: list[str] = []
    files: list[dict[str, object]] = []
    kept: list[str] = []
    lists: list[list[int]] = []
    size = 0
    for word in sorted(numbers):
        found = numbers[word]
        cost = len(word) + 4 + 3 * len(found)
        if kept and size + cost > _MOST:
            files.append({"words": kept, "docs": lists})
            kept, lists, size = [], [], 0
        if not kept:
            starts.append(word)
        kept.append(word)
        lists.append(differences(found))
        size += cost
    if kept:
        files.append({"words": kept, "docs": lists})
    return starts, files


def _numbers(documents: Sequence[Document]) -> dict[str, list[int]]:
    numbers: dict[str, list[int]] = {}
    for place, document in enumerate(documents):
        title = set(words(document.title)).union(words_of_name(document.path[2] or document.name))
        for word in title:
            numbers.setdefault(word, []).append(2 * place + 1)
        for word in set(words(f"{document.summary} {document.text}")) - title:
            numbers.setdefault(word, []).append(2 * place)
    return numbers


def differences(rising: Iterable[int]) -> list[int]:
    """The first number, then each number's distance from the one before."""
    before = 0
    found = []
    for number in rising:
        found.append(number - before)
        before = number
    return found

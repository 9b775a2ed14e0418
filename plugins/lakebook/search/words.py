"""The word index: which documents hold which words, in files of a few kilobytes."""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Iterable, Sequence
from operator import sub

import msgspec

from lakebook.search.document import Document
from lakebook.search.folding import words, words_of_name

_MOST = 12_000
"""Bytes of one file, before compression, unless one word alone has more."""


class WordMemory(msgspec.Struct):
    """The words of every document that was indexed before: taking texts apart is most of the work."""

    vocabulary: list[str] = []
    documents: dict[bytes, tuple[bytes, bytes]] = {}
    """Hash of a document's text -> words of its title, further words: places in the vocabulary, as ``array('I')``."""


def word_files(
    documents: Sequence[Document], memory: WordMemory | None = None
) -> tuple[list[str], list[dict[str, object]]]:
    """First word of each file, and the files. *memory* is used, and holds these documents alone afterwards.

    Lists of numbers are differences; a number is twice the document's, plus one where the word stands in the title.
    """
    numbers = _numbers(documents, memory or WordMemory())
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


def _numbers(documents: Sequence[Document], memory: WordMemory) -> dict[str, list[int]]:
    vocabulary = memory.vocabulary
    places = {word: place for place, word in enumerate(vocabulary)}
    numbers: list[list[int]] = [[] for _ in vocabulary]
    used: dict[bytes, tuple[bytes, bytes]] = {}
    for place, document in enumerate(documents):
        key = _key(document)
        known = memory.documents.get(key)
        if known is None:
            known = _as_places(document, places)
            numbers += ([] for _ in range(len(places) - len(numbers)))
        used[key] = known
        for number, listed in ((2 * place + 1, known[0]), (2 * place, known[1])):
            for word in array("I", listed):
                numbers[word].append(number)
    found = {word: listed for word, listed in zip(places, numbers, strict=True) if listed}
    memory.vocabulary = list(places)
    memory.documents = used
    if len(places) > 2 * len(found):  # most of these words are nobody's any more: start anew
        memory.vocabulary, memory.documents = [], {}
    return found


def _key(document: Document) -> bytes:
    said = (document.title, document.path[2] or document.name, document.summary, document.text)
    return hashlib.sha256("\0".join(said).encode("utf-8", "surrogatepass")).digest()[:16]


def _as_places(document: Document, places: dict[str, int]) -> tuple[bytes, bytes]:
    """Words of the title and further words; *places* takes what it does not know."""
    title = {*words(document.title), *words_of_name(document.path[2] or document.name)}
    more = set(words(f"{document.summary} {document.text}")) - title
    return _listed(title, places), _listed(more, places)


def _listed(found: Iterable[str], places: dict[str, int]) -> bytes:
    return array("I", [places.setdefault(word, len(places)) for word in found]).tobytes()


def differences(rising: Sequence[int]) -> list[int]:
    """The first number, then each number's distance from the one before."""
    return [*rising[:1], *map(sub, rising[1:], rising)]

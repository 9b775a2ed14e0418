"""Headings -> fields, by lists of synonyms in seven languages."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from importlib import resources
from itertools import product
from typing import Any

import msgspec

from lakebook.syntax.strict_yaml import parse

CLOSE = 0.88
"""How alike a heading and a synonym must be, 1 being the same; only where they start with the same letter, and a typing
error may part them: ``form name`` is not ``former name``."""
_SHORTEST = 6
"""Letters of a heading that may be matched by likeness: shorter words are like too many others."""
_LONG = 12
"""Letters from which on a wrong letter makes no other word; Italian ``referente`` is not French ``référence``."""
_LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l"})
_CAMEL = re.compile(r"(?<=[a-zà-ÿ])(?=[A-ZÀ-Þ])|(?<=[A-Z])(?=[A-Z][a-z])")
_BRACKETS = re.compile(r"\([^()]*\)|\[[^][]*\]|\{[^{}]*\}|<[^<>]*>")
_NOT_LETTERS = re.compile(r"[\W_]+")
_GROUPS = ("sure", "weak", "datasets", "sheets")


class Meaning(msgspec.Struct, frozen=True):
    """What a heading may mean: field -> rank among the field's synonyms, 0 being the best."""

    sure: dict[str, int] = {}
    weak: dict[str, int] = {}
    """Fields it means where no other heading surely does."""
    datasets: dict[str, int] = {}
    """Fields of datasets that it means on a sheet that lists those, or in a block above a table."""
    sheets: dict[str, int] = {}
    """Kinds of sheet of which it is a typical heading, and which list no columns."""

    def __bool__(self) -> bool:
        return bool(self.sure or self.weak or self.datasets)


NOTHING = Meaning()


def words_of(text: str) -> list[str]:
    """Words of a text in lower case without accents and punctuation; ``camelCase`` is two."""
    split = _CAMEL.sub(" ", text).lower().translate(_LETTERS)
    plain = "".join(letter for letter in unicodedata.normalize("NFKD", split) if not unicodedata.combining(letter))
    return _NOT_LETTERS.sub(" ", plain).split()


def folded(text: str) -> str:
    """A text as it is compared: its words, run together."""
    return "".join(words_of(text))


@lru_cache(maxsize=4096)
def meaning(heading: str) -> Meaning:
    """What a heading means, exactly as listed: whole, without what stands in brackets, or in each part of ``a / b``."""
    if len(heading) > 120 or "%" in heading:  # how many rows are null is no word on whether they may be
        return NOTHING
    lists = synonyms()
    for variant in _variants(heading):
        if variant in lists:
            return lists[variant]
    parts = list(_parts(heading))
    found = [lists.get(folded(part), NOTHING) for part in parts]
    if len(parts) > 1 and all(part.sure for part in found):
        fields = [set(part.sure) for part in found]
        if all(one == fields[0] for one in fields):
            return found[0]
    return NOTHING


@lru_cache(maxsize=4096)
def close_meaning(heading: str) -> Meaning:
    """What a heading means whose spelling is a little wrong; nothing where it is like headings of two fields."""
    wanted = folded(_BRACKETS.sub(" ", heading))
    if len(wanted) < _SHORTEST or len(heading) > 60 or "%" in heading:
        return NOTHING
    alike = [word for word in _by_letter().get(wanted[0], ()) if _is_typing_error(wanted, word)]
    near = difflib.get_close_matches(wanted, alike, n=5, cutoff=CLOSE)
    found = [synonyms()[word] for word in near]
    fields = {field for one in found for field in (*one.sure, *one.weak)}
    return found[0] if len(fields) == 1 else NOTHING


def _is_typing_error(wanted: str, word: str) -> bool:
    """Whether a letter too few or too many, two in the wrong order, or a wrong one in a long word may part the two."""
    if len(word) == len(wanted):
        return len(word) >= _LONG or sorted(word) == sorted(wanted)
    return abs(len(word) - len(wanted)) == 1


def _variants(heading: str) -> Iterator[str]:
    """Forms of a heading, the whole first; then without brackets, a prefix, or the name of a language."""
    yield folded(heading)
    bare = _BRACKETS.sub(" ", heading)
    words = words_of(bare)
    yield "".join(words)
    if len(words) > 1 and words[0] in _listed("prefixes"):
        yield "".join(words[1:])
    if len(words) > 1 and words[-1] in _listed("languages"):
        yield "".join(words[:-1])


def _parts(heading: str) -> Iterator[str]:
    """``Variable / Field Name`` -> variable name, field name; ``a|b`` -> a, b."""
    sides = [side.strip() for side in re.split(r"[/|]", _BRACKETS.sub(" ", heading))]
    if len(sides) == 2 and all(sides):
        first, last = (side.split() for side in sides)
        whole_last = " ".join([*last[:-1], last[-1]])
        if len(last) > len(first) and folded(sides[0]) and synonyms().get(folded(f"{sides[0]} {last[-1]}")):
            yield f"{sides[0]} {last[-1]}"
            yield whole_last
            return
    yield from sides


@cache
def _files() -> list[dict[str, Any]]:
    folder = resources.files(__package__) / "headings"
    files = sorted((file for file in folder.iterdir() if file.name.endswith(".yaml")), key=lambda file: file.name)
    return [parse(file.read_bytes()).value for file in files]  # type: ignore[misc]


@cache
def _listed(kind: str) -> frozenset[str]:
    return frozenset(folded(word) for file in _files() for word in file.get(kind, ()))


@cache
def synonyms() -> dict[str, Meaning]:
    """Folded heading -> what it means in any of the languages."""
    found: dict[str, dict[str, dict[str, int]]] = {}
    for file in _files():
        for group in _GROUPS:
            for field, listed in file[group].items():
                for rank, text in enumerate(listed):
                    for key in {folded(written) for written in _written_out(text, file)}:
                        ranks = found.setdefault(key, {}).setdefault(group, {})
                        ranks[field] = min(rank, ranks.get(field, rank))
    return {key: Meaning(**groups) for key, groups in found.items()}


def _written_out(text: str, file: dict[str, Any]) -> Iterable[str]:
    """A synonym once for every word that ``{column}`` and ``{table}`` stand for."""
    names = [name for name in ("column", "table") if f"{{{name}}}" in text]
    for words in product(*(file[name] for name in names)):
        written = text
        for name, word in zip(names, words, strict=True):
            written = written.replace(f"{{{name}}}", word)
        yield written


@cache
def _by_letter() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for key, what in synonyms().items():
        if what.sure or what.weak:
            found.setdefault(key[0], []).append(key)
    return found

"""Headings -> fields, by lists of synonyms in seven languages."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from functools import cache, lru_cache

from lakebook.importers._layout.heading_text import folded, unnumbered, without_brackets, words_of
from lakebook.importers._layout.headings_list import NOTHING, Meaning, by_letter, listed, spelt_out, synonyms

CLOSE = 0.88
"""How alike a heading and a synonym must be, 1 being the same; only where they start with the same letter, and a typing
error may part them: ``form name`` is not ``former name``."""
_SHORTEST = 6
"""Letters of a heading that may be matched by likeness: shorter words are like too many others."""
_LONG = 12
"""Letters from which on a wrong letter makes no other word; Italian ``referente`` is not French ``référence``."""
_WORD = re.compile(r"([^\W_]+)(\.)?")
_SHORTEST_CUT = 2
_SHORTEST_CUT_ALONE = 4
"""Letters of a word that is cut short, beside others and alone."""
_OFTEN_SHORTENED = frozenset(
    [
        "name", "title", "description", "type", "length", "precision", "scale", "required", "optional", "key", "values",
        "example"
    ]
)  # fmt: skip
"""Fields whose headings people cut short, ``Oblig.`` and ``Descr.``."""
_SHORTENED_BESIDE = _OFTEN_SHORTENED | {
    "pk",
    "fk",
    "unit",
    "personal",
    "classification",
    "references_dataset",
    "dataset",
}
"""Those of which a word is cut short beside others: ``Dat. pers.``; alone, ``Vers.`` may be anything."""
_SIZES = {"type", "length", "precision", "scale"}


@lru_cache(maxsize=4096)
def meaning(heading: str) -> Meaning:
    """What a heading means, exactly as listed: whole, without what stands in brackets, or in each part of ``a / b``."""
    if len(heading) > 120 or "%" in heading:  # how many rows are null is no word on whether they may be
        return NOTHING
    lists, heading = synonyms(), heading.replace("#", " number ")
    for variant in _variants(heading):
        if variant in lists:
            return lists[variant]
    for variant in _without_column(heading):
        if (
            variant in lists and not {"references", "fk"} & lists[variant].fields
        ):  # a reference's column is another thing
            return lists[variant]
    return _of_parts(heading) or _said_again(words_of(without_brackets(heading))) or _shortened(heading)


def _of_parts(heading: str) -> Meaning:
    """What all parts of ``a / b`` may mean, as surely as the surest; a name where one part is only its title."""
    parts = list(_parts(heading))
    found = [synonyms().get(folded(part), NOTHING) for part in parts]
    if len(parts) < 2 or not all(part.fields for part in found):
        return NOTHING
    if all({*part.sure} in ({"required"}, {"optional"}) for part in found):  # mandatory / optional
        return next((part for part in found if "required" in part.sure), found[0])
    common = set.intersection(*(part.fields for part in found))
    if len(common) == 1:
        groups = (
            group for group in ("sure", "weak", "checked") for part in found if common <= set(getattr(part, group))
        )
        return Meaning(**{next(groups): dict.fromkeys(common, 0)})
    fields = [set(part.sure) for part in found]
    if {"type"} in fields and all(one <= _SIZES for one in fields):
        return found[fields.index({"type"})]
    return Meaning(weak={"name": 0}) if sorted(map(sorted, fields)) == [["name"], ["title"]] else NOTHING


def _said_again(words: list[str], field: str = "") -> Meaning:
    """What a heading means that says the same in several languages, ``Field name Nom du champ``."""
    for at in range(1, len(words) if not field else len(words) + 1):
        first = synonyms().get("".join(words[:at]), NOTHING)
        if len(first.sure) == 1 and field in ("", *first.sure):
            rest = words[at:]
            if not rest or _said_again(rest, next(iter(first.sure))):
                return first
    return NOTHING


def _shortened(heading: str) -> Meaning:
    """What a heading means of which words are cut short, as ``Oblig.`` is; nothing where it may be two fields."""
    if "." not in heading:
        return NOTHING
    words = [word for word in _cut_or_whole(heading) if word[0] not in listed("between")]
    shortest = _SHORTEST_CUT if len(words) > 1 else _SHORTEST_CUT_ALONE
    cut = [word for word, is_cut in words if is_cut]
    if not cut or min(map(len, cut)) < shortest:
        return NOTHING
    alike = [what for full, what in _by_length().get(len(words), ()) if _may_be(words, full)]
    fields = {field for what in alike for field in what.fields}
    sure = [what for what in alike if what.sure]
    able = _SHORTENED_BESIDE if len(words) > 1 else _OFTEN_SHORTENED
    return sure[0] if sure and len(fields) == 1 and fields <= able else NOTHING


def _cut_or_whole(heading: str) -> Iterator[tuple[str, bool]]:
    """The words of a heading, and whether a full stop behind says that one is cut short."""
    for text, stop in _WORD.findall(unnumbered(without_brackets(heading))):
        *whole, last = words_of(text) or [""]
        yield from ((word, False) for word in whole)
        if last:
            yield last, bool(stop)


def _may_be(words: list[tuple[str, bool]], full: tuple[str, ...]) -> bool:
    return all(
        spelt.startswith(word) if is_cut else spelt == word for (word, is_cut), spelt in zip(words, full, strict=True)
    )


@cache
def _by_length() -> dict[int, list[tuple[tuple[str, ...], Meaning]]]:
    """Number of words -> the headings of so many, without those that join words, and what they mean."""
    found: dict[int, list[tuple[tuple[str, ...], Meaning]]] = {}
    for spelt, what in spelt_out().items():
        full = tuple(word for word in spelt if word not in listed("between"))
        found.setdefault(len(full), []).append((full, what))
    return found


@lru_cache(maxsize=4096)
def close_meaning(heading: str) -> Meaning:
    """What a heading means whose spelling is a little wrong; nothing where it is like headings of two fields."""
    wanted = folded(without_brackets(heading))
    if len(wanted) < _SHORTEST or len(heading) > 60 or "%" in heading:
        return NOTHING
    alike = [word for word in by_letter().get(wanted[0], ()) if _is_typing_error(wanted, word)]
    near = difflib.get_close_matches(wanted, alike, n=5, cutoff=CLOSE)
    found = [synonyms()[word] for word in near]
    fields = {field for one in found for field in one.fields}
    return found[0] if len(fields) == 1 and not found[0].checked else NOTHING


def _is_typing_error(wanted: str, word: str) -> bool:
    """Whether a letter too few or too many, two in the wrong order, or a wrong one in a long word may part the two."""
    if len(word) == len(wanted):
        return len(word) >= _LONG or sorted(word) == sorted(wanted)
    return abs(len(word) - len(wanted)) == 1


def _variants(heading: str) -> Iterator[str]:
    """Forms of a heading, the whole first; then without brackets, a prefix, or the name of a language."""
    yield folded(heading)
    bare = unnumbered(without_brackets(heading))
    words = words_of(bare)
    yield "".join(words)
    if len(words) > 1 and words[0] in listed("prefixes"):
        yield "".join(words[1:])
    if len(words) > 1 and words[-1] in listed("languages"):
        yield "".join(words[:-1])


def _without_column(heading: str) -> Iterator[str]:
    """Forms of a heading without the word for column at its end or beginning."""
    words = words_of(unnumbered(without_brackets(heading)))
    if len(words) > 1 and words[-1] in listed("column"):
        yield "".join(_before_of(words[:-1]))
    if len(words) > 1 and words[0] in listed("column"):
        yield "".join(words[1:])


def _before_of(words: list[str]) -> list[str]:
    """The words without what joins them to the one behind: ``descripción del`` -> descripción."""
    while words and words[-1] in listed("between"):
        words = words[:-1]
    return words


def _parts(heading: str) -> Iterator[str]:
    """``Variable / Field Name`` -> variable name, field name; ``a|b`` -> a, b."""
    sides = [side.strip() for side in re.split(r"[/|]", without_brackets(heading))]
    if len(sides) == 2 and all(sides):
        first, last = (side.split() for side in sides)
        whole_last = " ".join([*last[:-1], last[-1]])
        if len(last) > len(first) and folded(sides[0]) and synonyms().get(folded(f"{sides[0]} {last[-1]}")):
            yield f"{sides[0]} {last[-1]}"
            yield whole_last
            return
    yield from sides

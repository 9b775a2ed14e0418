"""What people write in cells: yes and no, kinds of keys, nothing at all; in seven languages."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from functools import cache, lru_cache
from importlib import resources

from lakebook.importers._layout.heading_text import folded, unnumbered, words_of
from lakebook.syntax.strict_yaml import parse

_PAIRS = re.compile(r"[\n;]|,(?=[^,;\n=]{1,40}=)|\|(?=[^|;\n=]{1,40}=)")
_PAIR = re.compile(r"\s*(?P<code>[^=\n]{0,60}?[^=\s])\s*(?:=>|=|->|→)\s*(?P<said>\S.*)", re.DOTALL)
_COLON_PAIR = re.compile(r"\s*(?P<code>[\w.+-]{1,20})\s*(?::|\s[-–]\s)\s*(?P<said>\S.*)", re.DOTALL)
_KEYS = re.compile(r"[,;/+&|\n]|\band\b|\bet\b|\bund\b|\by\b|\ben\b|\be\b", re.IGNORECASE)
_GENERIC_NUMBER = re.compile(r"[\d ()]+$")


@cache
def words(kind: str) -> frozenset[str]:
    """The words of one kind in ``words.yaml``, as they are compared."""
    return frozenset(_comparable(word) for word in _all()[kind])


@cache
def _all() -> dict[str, list[str]]:
    return parse((resources.files(__package__) / "words.yaml").read_bytes()).value  # type: ignore[return-value]


@lru_cache(maxsize=4096)
def _comparable(text: str) -> str:
    return folded(text) or text.strip().lower()


@cache
def _blanks() -> frozenset[str]:
    return frozenset(text for word in _all()["blank"] for text in (word, word.upper()))


def is_blank(text: str) -> bool:
    """Whether a cell says nothing: blank, or ``-``, ``N/A`` and the like."""
    return not text or (len(text) < 7 and (text in _blanks() or text.lower() in _blanks()))


@cache
def _no_values() -> frozenset[str]:
    return frozenset(_all()["no value"])


def is_no_value(text: str) -> bool:
    """Whether a cell in which no yes or no is asked says nothing: blank, or ``NULL`` as databases export it."""
    return is_blank(text) or text in _no_values()


@lru_cache(maxsize=2048)
def flag(text: str) -> bool | None:
    """Yes or no; None for neither."""
    word = _comparable(text)
    if word in words("yes"):
        return True
    return False if word in words("no") else None


class Flags:
    """Yes and no as the cells of one column say it: ``O`` is French for yes, and beside ``M`` it is optional.

    Where the cells alone do not tell, those that stood there *before* do: rows that go change no others. *letters* are
    what the heading itself says of them: ``Muss/Kann``.
    """

    def __init__(
        self, texts: Collection[str], before: Collection[str] = (), letters: Mapping[str, bool | None] | None = None
    ) -> None:
        given = {_comparable(text) for text in texts}
        both = given | {_comparable(text) for text in before}
        seen = given if _letters(given) or _given_or_absent(given) else both
        self._more = _letters(seen)
        self._required = letters if letters and seen <= letters.keys() else _given_or_absent(seen)

    def truth(self, text: str) -> bool | None:
        """Yes or no; None where the word is neither."""
        said = flag(text)
        return self._more.get(_comparable(text)) if said is None else said

    def required(self, text: str) -> bool | None:
        """What a word says by itself about a value that must be given: ``mandatory``, ``NOT NULL``, ``facultatif``."""
        word = _comparable(text)
        if word in self._required:
            return self._required[word]
        if word in words("required") and len(word) > 1:
            return True
        return False if word in words("optional") else None


def _letters(given: set[str]) -> dict[str, bool]:
    """What single letters mean in a column that holds these words."""
    if given <= {"o", "n"} and "n" in given:
        return {"o": True}
    if given <= {"s", "n"}:
        return {"s": True}
    for yes in ("v", "t"):
        if given <= {yes, "f"} and given != {"f"}:
            return {yes: True, "f": False}
    return {}


def _given_or_absent(given: set[str]) -> dict[str, bool | None]:
    """What single letters mean in a column that says which values must be given; empty where it does not say so.

    One letter alone does not tell, but ``M``.
    """
    for row in _all()["letters for required"]:
        must, may, neither = row.split("|")
        if given <= {*must, *may, *neither} and given & {*must} and ("m" in given or not given <= {*must}):
            return {**dict.fromkeys(must, True), **dict.fromkeys(may, False), **dict.fromkeys(neither)}
    return {}


@lru_cache(maxsize=2048)
def keys_of(text: str) -> tuple[str, ...] | None:
    """``pk``, ``fk``, ``uk`` in the order of the model; empty for no key; None where the words are not understood."""
    if text.replace(" ", "").isdigit():
        return ("pk",) if int(text.replace(" ", "")) else ()
    found = set()
    parts = [text] if _is_word(text) else [part for part in _KEYS.split(text) if part.strip()]
    if not parts:
        return None
    for part in parts:
        word = _comparable(_GENERIC_NUMBER.sub("", part) or part)
        kind = next((kind for kind in ("pk", "fk", "uk") if word in words(kind)), "")
        if kind:
            found.add(kind)
        elif word in words("yes"):
            found.add("pk")
        elif word and word not in words("no key") and word not in words("no"):
            return None
    return tuple(kind for kind in ("pk", "uk", "fk") if kind in found)


def _is_word(text: str) -> bool:
    """Whether the whole text is one known word: ``Y`` is yes before it is the Spanish *and*."""
    return any(_comparable(text) in words(kind) for kind in ("yes", "no", "pk", "fk", "uk", "no key"))


@lru_cache(maxsize=2048)
def looks_like_type(text: str) -> bool:
    """Whether a cell holds a type of data."""
    first = words_of(text.partition("(")[0])
    return bool(first) and (
        "".join(first) in words("types")
        or first[0] in words("types")
        or first[0].rstrip("0123456789") in words("types")
    )


def values_of(text: str) -> dict[str, str] | None:
    """``1 = open; 2 = closed`` as code -> meaning; None where the cell says it in other words, or one code only."""
    for items, pattern in ((_PAIRS.split(text), _PAIR), (re.split(r"[\n;]", text), _COLON_PAIR)):
        found: dict[str, str] = {}
        given = [item for item in items if item.strip()]
        for item in given:
            match = pattern.fullmatch(item)
            if match is None or match["code"] in found:
                break
            found[match["code"]] = " ".join(match["said"].split())
        if len(found) == len(given) > 1:
            return found
    return None


def is_generic_sheet_name(name: str) -> bool:
    """Whether a sheet's name says nothing about the table in it: ``Sheet1``, ``Dictionary``."""
    return folded(unnumbered(name)).rstrip("0123456789") in words("sheet")

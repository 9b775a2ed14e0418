"""Status of a decision, from the words people use for it. What is not plainly accepted is never ``accepted``."""

from __future__ import annotations

import re

import msgspec

_WORDS = {
    "accepted": "accepted approved adopted decided",
    "proposed": "proposed proposal pending review open",
    "draft": "draft tbd wip",
    "rejected": "rejected declined withdrawn cancelled canceled",
    "deprecated": "deprecated obsolete retired reverted",
    "superseded": "superseded superceded replaced",
}
_STATUS = {word: status for status, words in _WORDS.items() for word in words.split()}
_PHRASES = {
    "in review": "proposed",
    "under review": "proposed",
    "in discussion": "proposed",
    "under discussion": "proposed",
    "gathering information": "proposed",
    "in progress": "draft",
    "work in progress": "draft",
}
_NOT_MET = {"on hold": "proposed"}
"""Read as what they come nearest to, and reported: no list of statuses has them."""
_NOT_PLAIN = {
    "denied": "not no never false yet",
    "bound": "until unless if maybe conditionally provisionally tentatively",
    "in part": "partly partially part",
}
_HEDGES = frozenset(word for words in _NOT_PLAIN.values() for word in words.split())
_ASIDE = frozenset(["review", "open", "decided", "approved", "adopted", "accepted"])
STRICTEST_FIRST = ("superseded", "deprecated", "rejected", "draft", "proposed", "accepted", "")

_PART = re.compile(r"part(?:ly|ially)?$")
_TEMPLATE_LIST = re.compile(r"[a-z…]+(?:\s*[|/]\s*[a-z…]+)+")


class Reading(msgspec.Struct, frozen=True):
    """What one place of the file says about the status."""

    raw: str
    status: str
    """One of STATUSES, or empty when it is not understood."""
    known: bool
    """False where the words are not those of any list of statuses."""
    partial: bool = False
    line: int = 0
    column: int = 0
    style: str = ""


def read_status(raw: str, line: int = 0, column: int = 0, style: str = "") -> Reading:
    """The status that *raw* means: emoji, emphasis and words after it are passed over."""
    plain = re.sub(r"~~[^~]*~~", " ", raw).lower()
    words = re.findall(r"[^\W\d_]+", re.split(r"[.\[]", plain, maxsplit=1)[0])
    status, known = _first_meaning(words)
    partial = False
    if status == "superseded":
        partial = any(_PART.match(word) for word in words)
    elif status == "accepted":
        status, partial = _only_if_plain(words)
        known = bool(status)
    return Reading(raw, status, known, partial, line, column, style)


def _first_meaning(words: list[str]) -> tuple[str, bool]:
    if not words:
        return "", False
    for length in (3, 2):
        phrase = " ".join(words[:length])
        if phrase in _PHRASES:
            return _PHRASES[phrase], True
        if phrase in _NOT_MET:
            return _NOT_MET[phrase], False
    if _PART.match(words[0]) and _STATUS.get(words[1] if len(words) > 1 else "") == "superseded":
        return "superseded", True
    return _STATUS.get(words[0], ""), words[0] in _STATUS


def _only_if_plain(words: list[str]) -> tuple[str, bool]:
    """Accepted, unless words after it take that back."""
    said = " ".join(words[1:]).replace("not yet implemented", "").replace("not implemented", "").split()
    others = {_STATUS[word] for word in said if word in _STATUS and word not in _ASIDE}
    if "superseded" in others:
        return "superseded", any(_PART.match(word) for word in said)
    return ("", False) if others or _HEDGES.intersection(said) else ("accepted", False)


def is_status_alone(text: str) -> bool:
    """Whether a line is a status and nothing else, as when a second one was left below the first."""
    words = re.findall(r"[^\W\d_]+", re.split(r"[.(\[]", text, maxsplit=1)[0].lower())
    return bool(words) and all(word in _STATUS or word in ("by", "partly", "partially") for word in words)


def strictest(readings: list[Reading]) -> Reading:
    """The reading that lets the least pass; the first of these."""
    return min(readings, key=lambda reading: STRICTEST_FIRST.index(reading.status))


def is_placeholder(text: str, field: str = "") -> bool:
    """Whether *text* was left from a template: ``{...}``, ``[short title]``, ``draft | accepted``, ``YYYY-MM-DD``."""
    text = text.strip()
    if text.startswith("{") or "YYYY-MM-DD" in text.upper() or re.fullmatch(r"<[A-Za-z][\w -]*>", text):
        return True
    if text in ("STATUS", "DATE", "TODO") or text.startswith("NUMBER. "):
        return True
    if text.startswith("[") and not text.startswith("[[") and text.endswith("]"):
        return field != "deciders" or bool(re.match(r"\[(list|names?|insert|your|everyone|who)\b", text, re.IGNORECASE))
    if field == "status" and (found := _TEMPLATE_LIST.match(text.lower())):
        listed = {_STATUS.get(word) for word in re.split(r"[^a-z]+", found.group())}
        return len(listed - {None}) > 1
    return False

"""What a decision says about others: ``Superceded by [4. New](0004-new.md)``, ``amends: [adr-0007]``, ``## Links``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import msgspec

from lakebook.model.decision import RELATIONS, Relation
from lakebook.readers._decision_metadata import Entry, meaning

_LINK = re.compile(r"\[[^\[\]]*\]\(\s*<?([^()\s<>]+)>?(?:\s[^()]*)?\)")
_WIKILINK = re.compile(r"\[\[([^\[\]|#]+)[^\[\]]*\]\]")
_URL = re.compile(r"https?://[^\s<>()]+")
_ID = re.compile(r"#?((?:adrs?[ #]+)?[\w./-]++)(?:[ \t,:—–-]+(.*))?$", re.IGNORECASE)
_SLUG = re.compile(r"[\w-]+(?:\.md)?$")
_DATE = re.compile(r"[\d./-]{6,}")
_DATE_ASIDE = re.compile(r"[(\[]|(?:on|since|in)?\s*\d{4}(?:-|$)")
_VERB = re.compile(
    r"(?:is |was |are |been |partly |partially ){0,3}"
    r"(superseded by|superceded by|replaced by|obsoleted by|reverted by|amended by|clarified by|extended by|refined by"
    r"|required by|supersedes|supercedes|replaces|obsoletes|amends|clarifies|extends|refines|depends on|requires"
    r"|relates to|related to|superseded|superceded)\b[ \t]*:?[ \t]*",
    re.IGNORECASE,
)
_NEXT_SENTENCE = re.compile(
    r"(?<=[.;,)])[ \t]+(?=(?:superse|superce|replace|amend|clarif|extend|refine|depends on|relates to)\w*\b)",
    re.IGNORECASE,
)
_ANY_VERB = re.compile(r"([A-Za-z][a-z]+(?: [a-z]+){0,2}) (?=\[[^\[\]]*\]\([^()\s]+\.md\)\.?$)")


class Line(msgspec.Struct, frozen=True):
    """A line of the body and where it stands in the file."""

    text: str
    line: int
    column: int = 1


def relation_of_entry(entry: Entry) -> list[Relation]:
    """Relations of an entry whose key names one, or of a status such as ``superseded by ADR-0005``."""
    if entry.key == "status":
        return relations_of_line(Line(entry.text, entry.line, entry.column))
    if entry.key not in RELATIONS or entry.is_empty:
        return []
    return _relations(entry.key, entry.text, entry.line, entry.column, slugs=True)


def relations_of_line(line: Line) -> list[Relation]:
    """Relations of a line or a sentence that starts with a verb."""
    found, start = [], 0
    for part in _NEXT_SENTENCE.split(line.text):
        start = line.text.index(part, start)
        lead = re.match(r"[^\w\[]*", part)
        text = part[lead.end() :] if lead else part
        if match := _VERB.match(text):
            kind = meaning(match.group(1))
            found += _relations(kind, text[match.end() :], line.line, line.column + start, slugs=False)
        start += len(part)
    return found


def relations_of_status(lines: Iterable[Line]) -> Iterator[Relation]:
    """Relations of a Status section; adr-tools lets people use verbs of their own, which relate the two."""
    for line in lines:
        found = relations_of_line(line)
        yield from found
        if not found and (match := _ANY_VERB.match(line.text)):
            yield from _relations("relates_to", line.text[match.end() :], line.line, line.column, slugs=False)


def relations_of_links(lines: Iterable[Line], *, plain: bool) -> Iterator[Relation]:
    """Relations of a list of links; one without a verb counts as ``relates_to`` where *plain* links are decisions."""
    for line in lines:
        found = relations_of_line(line)
        yield from found
        if plain and not found and (_LINK.search(line.text) or _WIKILINK.search(line.text)):
            yield from _relations("relates_to", line.text, line.line, line.column, slugs=False)


def _relations(kind: str, text: str, line: int, column: int, *, slugs: bool) -> list[Relation]:
    return [
        Relation(kind=kind, target=target, text=words, line=line, column=column)
        for target, words in _targets(text, slugs=slugs)
    ]


def _targets(text: str, *, slugs: bool) -> Iterator[tuple[str, str]]:
    """Each file, id or URL in *text*, and the words that limit it. *slugs*: an id may lack a number."""
    for pattern in (_LINK, _WIKILINK, _URL):
        if found := pattern.findall(text):
            linked = [target.strip().rstrip(".,;").removeprefix("./") for target in found]
            yield from ((target, "") for target in linked if not target.startswith("#"))
            return
    target, words = "", ""
    for part in re.split(r"\s*(?:,|;|&|\band\b)\s*", text.strip().rstrip(".")):
        match = _ID.match(part)
        if match and re.search(r"\d", match.group(1)) and (slugs or not _DATE.fullmatch(match.group(1))):
            if target:
                yield target, words
            target, words = match.group(1).removeprefix("./"), (match.group(2) or "").strip()
            words = "" if _DATE_ASIDE.match(words) else words
        elif slugs and _SLUG.match(part) and not words:
            if target:
                yield target, words
            target = part
        elif target and part:
            words = f"{words}, {part}" if words else part
    if target:
        yield target, words


def unmatched_text(entry: Entry) -> bool:
    """Whether an entry that should name decisions holds only words."""
    return entry.key in RELATIONS and not entry.is_empty and not relation_of_entry(entry)

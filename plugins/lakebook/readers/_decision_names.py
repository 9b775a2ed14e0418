"""What the path and the title of a decision say: its id, number and date, and whether it is one at all."""

from __future__ import annotations

import datetime
import posixpath
import re

import msgspec

from lakebook.readers._dates import read_date

INDEXES = ("readme", "index")

_DATED = re.compile(r"(\d{4}-\d{2}-\d{2}|\d{8})(?:[-_].+)?$")
_NUMBERED = re.compile(r"(?:adrs?[-_ ]?)?(\d{1,5})(?:[-_. ].*)?$", re.IGNORECASE)
_PREFIXED = re.compile(r"([A-Za-z][A-Za-z0-9]*-ADR(?:-[A-Za-z]+)*-\d{1,5})(?![0-9])", re.IGNORECASE)
_NUMBERED_FOLDER = re.compile(r"(?:adrs?[-_]?)?\d{3,5}[-_].+", re.IGNORECASE)
_TEMPLATE_KINDS = ("nygard", "minimal", "bare", "full", "short", "long", "empty")

_LABEL = re.compile(
    r"(?:architectur(?:e|al) )?decision(?: record)?\s*:\s*(?=\S)|adr\s*:\s*(?=\S)|title\s*:\s*(?=\S)", re.IGNORECASE
)
_TITLE_NUMBERS = (
    re.compile(r"m?adr[-_ #]{0,3}(\d{1,5})\s*(?:[:.–—-]\s*|\s)(?=\S)", re.IGNORECASE),
    re.compile(r"(\d{1,5})\s*[.:)–—]\s+(?=\S)"),
    re.compile(r"(\d{1,5})\s+-\s+(?=\S)"),
    re.compile(r"(0\d{1,4})\s+(?=\S)"),
)


class PathName(msgspec.Struct, frozen=True):
    """What a decision's path says."""

    stem: str
    """File name without its ending; name of the folder for a README or index."""
    id: str
    number: int | None = None
    date: datetime.date | None = None
    prefix: str = ""
    """``ODH-ADR-Operator-0044``: an id that the file name spells out."""


class TitleWords(msgspec.Struct, frozen=True):
    """A title, and the number that stood before it."""

    text: str
    number: int | None = None


def read_path(path: str) -> PathName:
    """Id, number and date from the file's name, or from its folder's where the file is a README or index."""
    stem = stem_of(path)
    if match := _PREFIXED.match(stem):
        return PathName(stem, match.group(1), prefix=match.group(1))
    if (match := _DATED.match(stem)) and (date := read_date(match.group(1)).date):
        return PathName(stem, stem, date=date)
    if match := _NUMBERED.match(stem):
        number = int(match.group(1))
        return PathName(stem, f"adr-{number:04}", number)
    return PathName(stem, re.sub(r"\s+", "-", stem.strip()))


def stem_of(path: str) -> str:
    """File name without its ending; name of the folder for a README or index."""
    folder, name = posixpath.split(path)
    stem = posixpath.splitext(name)[0]
    return posixpath.basename(folder) if stem.lower() in INDEXES else stem


def is_index(path: str) -> bool:
    """Whether the file is a README or index."""
    return posixpath.splitext(posixpath.basename(path))[0].lower() in INDEXES


def is_template(path: str) -> bool:
    """Whether the file is kept to be copied: ``0000-template.md``, ``EMPTY-ADR.md``, anything below ``templates/``.

    ``0012-adr-template.md`` is a decision about templates.
    """
    folders, name = posixpath.split(path.lower())
    if posixpath.basename(folders) in ("template", "templates"):
        return True
    words = re.split(r"[-_. ]+", posixpath.splitext(name)[0])
    words = [word for word in words if not re.fullmatch(r"(m?adrs?)?0*", word)]
    if len(words) == 2 and words[0] in _TEMPLATE_KINDS:
        words = words[1:]
    return words in (["template"], ["templates"], ["empty"], ["init"])


def is_named_as_decision(path: str) -> bool:
    """Whether the name alone says that this is a decision: it carries a number, a date or a prefix."""
    stem = stem_of(path)
    if is_index(path):
        return bool(_DATED.match(stem) or _PREFIXED.match(stem) or _NUMBERED_FOLDER.match(stem))
    return bool(_PREFIXED.match(stem) or _DATED.match(stem) or _NUMBERED.match(stem))


def is_annex(path: str) -> bool:
    """Whether the file lies beside a README in a decision's own folder: ``2022-02-07-tracing/measurements.md``."""
    inside = _DATED.match(posixpath.basename(posixpath.dirname(path)))
    return bool(inside) and not is_index(path) and not is_named_as_decision(path)


def read_title(text: str, name: PathName) -> TitleWords:
    """The title without what stands before it: a number, ``ADR-0036:``, ``Decision Record:``, a project."""
    text = _without_project(text.strip(), name.prefix)
    text = text[match.end() :] if (match := _LABEL.match(text)) else text
    for pattern in _TITLE_NUMBERS:
        if match := pattern.match(text):
            return TitleWords(text[match.end() :].strip(), int(match.group(1)))
    match = re.match(r"(\d{1,5})\s+(?=\S)", text)
    if match and int(match.group(1)) == name.number:
        return TitleWords(text[match.end() :].strip(), name.number)
    return TitleWords(text)


def _without_project(text: str, prefix: str) -> str:
    """``Open Data Hub - ODH-ADR-Operator-0044 - Title`` -> ``Title``, where the file's prefix is ``ODH-...``."""
    if not prefix:
        return text
    parts = text.split(" - ")
    initials = "".join(word[0] for word in parts[0].split() if word)
    if len(parts) > 1 and initials.lower() == prefix.split("-")[0].lower():
        parts = parts[1:]
    if len(parts) > 1 and _PREFIXED.fullmatch(parts[0].strip()):
        parts = parts[1:]
    return " - ".join(parts).strip()

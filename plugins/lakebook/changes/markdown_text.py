"""Markdown that files cannot break out of: what is harmless stays plain, all else becomes code.

In code neither GitLab nor GitHub looks for mentions, references, links, emoji or HTML.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar
from urllib.parse import quote

from lakebook.changes.words import MOST_LINES, one_line
from lakebook.diagnostics import Location
from lakebook.settings import Repository

_Item = TypeVar("_Item")
MOST_FOLDED = 500
"""Items of a list that are told at all: a note has an end."""
_HARMLESS = re.compile(r"(?!\d+[.)])[^\W_](?:[^\W_]|(?<=[^\W_])_(?=[^\W_])|[ ’',;.()-])*")
_LINKED = re.compile(r"www\.|[a-z][a-z0-9+.-]*:|\b[a-z]{2,}-\d|\b[0-9a-f]{7,}\b", re.IGNORECASE)
"""What becomes a link by itself: addresses, issues such as GH-12, hashes of commits."""
_ADDRESS = re.compile(r"https?://[^\s/]+", re.IGNORECASE)


def text(said: str) -> str:
    """Text from files as prose where it is harmless, else as code; empty for nothing."""
    plain = one_line(said)
    if not plain or (_HARMLESS.fullmatch(plain) and not _LINKED.search(plain)):
        return plain
    return code(plain)


def code(said: str) -> str:
    """Text from files as code."""
    plain = one_line(said)
    if not plain:
        return ""
    longest = max((len(run) for run in re.findall(r"`+", plain)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if plain[0] == "`" or plain[-1] == "`" else ""
    return f"{fence}{pad}{plain}{pad}{fence}"


def texts(pairs: Iterable[tuple[str, str]], most: int = 20) -> str:
    """Names with what stands in brackets behind each, parted by commas; at most so many."""
    listed = list(pairs)
    said = [f"{text(name)}{f' ({text(what)})' if what else ''}" for name, what in listed[:most]]
    return ", ".join(said) + (f" and {len(listed) - most:,} more" if len(listed) > most else "")


def link(label: str, address: str) -> str:
    """*label*, which is Markdown, leading to *address*; the label alone for no address."""
    return f"[{label}]({address})" if address else label


def view_address(repository: Repository, commit: str, location: Location, folder: str = "") -> str:
    """Where the host shows the place as of a commit; empty where it is not known. *folder* is the book's."""
    if not _ADDRESS.match(repository.url) or not commit:
        return ""
    root = quote(repository.url.rstrip("/"), safe="/:@%~+,=-._")
    kind = repository.kind or ("github" if "github" in repository.url else "gitlab")
    middle = "/-/blob" if kind == "gitlab" else "/blob"
    line = f"#L{location.line}" if location.line and not location.sheet else ""
    return f"{root}{middle}/{commit}/{quote(folder + location.path)}{line}"


def folded(items: Sequence[_Item], lines: Callable[[Sequence[_Item]], list[str]], words: str) -> list[str]:
    """The *lines* of the first MOST_LINES items, and those of the others below a summary; none is folded alone.

    *words* says of what there are more. Past MOST_FOLDED they are only counted.
    """
    most = MOST_LINES + (len(items) == MOST_LINES + 1)
    if len(items) <= most:
        return lines(items)
    return [*lines(items[:most]), "", *details(f"{len(items) - most:,} more {words}", counted(items[most:], lines))]


def counted(items: Sequence[_Item], lines: Callable[[Sequence[_Item]], list[str]]) -> list[str]:
    """The *lines* of the first MOST_FOLDED items, and how many more there are."""
    left = len(items) - MOST_FOLDED
    end = ["", f"And {left:,} more; `--format json` lists them."] if left > 0 else []
    return [*lines(items[:MOST_FOLDED]), *end]


def details(summary: str, lines: Iterable[str]) -> list[str]:
    """A part that is opened by a click; *summary* is our own words."""
    return ["<details>", f"<summary>{summary}</summary>", "", *lines, "", "</details>"]

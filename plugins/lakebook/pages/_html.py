"""Small pieces of HTML that page kinds share. Every function takes plain text and escapes it."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from functools import lru_cache
from html import escape
from urllib.parse import urlsplit

_CODE = re.compile(r"`([^`\n]+)`")
_SENTENCE_END = re.compile(r"(?<=[.!?])(?<!e\.g\.)(?<!i\.e\.)\s|\n\s*\n")
OWN_TITLE = re.compile(r'\A\s*<h1\b[^>]*\bid="([^"]*)".*?</h1>', re.DOTALL)
"""A text's own title, which the header above it has said; its anchor stays."""
_SCHEMES = frozenset({"http", "https", "mailto", "tel", "ftp", "sftp", "msteams", "slack"})

esc = escape
"""Plain text for HTML, quotes included."""


@lru_cache(maxsize=65536)
def esc_name(name: str) -> str:
    """As ``esc``, remembered: names and types come again and again."""
    return escape(name)


def prose(text: str) -> str:
    """Paragraphs of plain text; words between backticks become code."""
    return "".join(f"<p>{inline(part)}</p>" for part in re.split(r"\n\s*\n", text.strip()) if part.strip())


def inline(text: str) -> str:
    """One run of plain text; words between backticks become code."""
    text = esc(text.strip())
    return _CODE.sub(r"<code>\1</code>", text) if "`" in text else text


def first_sentence(text: str) -> str:
    """The first sentence of *text*, for cards and descriptions."""
    return split_sentence(text)[0]


def split_sentence(text: str) -> tuple[str, str]:
    """The first sentence of *text*, and what follows it."""
    first, *rest = _SENTENCE_END.split(text.strip(), maxsplit=1)
    return " ".join(first.split()), "".join(rest)


def shortened(text: str, most: int = 200) -> str:
    """*text*, cut at a word where it is longer than *most* letters: for rows of lists."""
    return text if len(text) <= most else f"{text[:most].rpartition(' ')[0] or text[:most]} …"


def plural(number: int, word: str, many: str = "") -> str:
    """``1 dataset``, ``2 datasets``, with thousands separated."""
    return f"{number:,} {word if number == 1 else many or word + 's'}"


def date(day: datetime.date | None) -> str:
    """``24 November 2026``, in a ``<time>``."""
    return f'<time datetime="{day.isoformat()}">{day.day} {day:%B %Y}</time>' if day else ""


@lru_cache(maxsize=1024)
def badge(text: str, kind: str = "") -> str:
    """A small label; *kind* picks its colour: a kind of dataset, a status, a classification."""
    extra = f" lb-badge--{_class(kind)}" if kind else ""
    return f'<span class="lb-badge{extra}">{esc(text)}</span>'


@lru_cache(maxsize=256)
def _class(kind: str) -> str:
    return re.sub(r"[^a-z0-9-]", "-", kind.lower())


def is_safe(url: str) -> bool:
    """Whether a browser may follow the address out of the book."""
    try:
        return urlsplit(url.strip()).scheme.lower() in _SCHEMES
    except ValueError:
        return False


def outside(url: str, text: str = "") -> str:
    """A link out of the book; plain text where the address is not one a browser may follow safely."""
    if not is_safe(url):
        return f"<span>{esc(text or url)}</span>"
    return f'<a class="lb-out" href="{esc(url.strip())}" rel="noopener">{esc(text or url)}</a>'


def facts(pairs: Iterable[tuple[str, str]]) -> str:
    """A quiet band of label and value (HTML); pairs without a value are left out."""
    cells = "".join(f"<div><dt>{esc(label)}<dd>{value}</div>" for label, value in pairs if value)
    return f'<dl class="lb-facts">{cells}</dl>' if cells else ""


@lru_cache(maxsize=256)
def icon(kind: str) -> str:
    """The picture of a kind of thing; the style sheet draws it, and a plain box for kinds it does not know.

    Empty as it is, nothing of it is read out.
    """
    return f'<span class="lb-icon lb-icon--{_class(kind)}"></span>'


def head(crumbs: str, kind: str, title: str, summary: str, badges: str = "", name: str = "") -> str:
    """Top of a page: crumbs, picture of its *kind*, ``<h1>``, badges, name, one-line summary.

    *kind*, *title* and *name* are plain text, the rest HTML.
    """
    crumbs = f'<nav class="lb-crumbs" aria-label="Breadcrumb">{crumbs}</nav>' if crumbs else ""
    badges = f'<span class="lb-badges">{badges}</span>' if badges else ""
    name = f'<p class="lb-id"><code>{esc(name)}</code></p>' if name else ""
    summary = f'<p class="lb-lead">{summary}</p>' if summary else ""
    return (
        f'<header class="lb-head">{crumbs}<div class="lb-title">{icon(kind) if kind else ""}<div><h1>{esc(title)}</h1>'
        f"{badges}</div></div>{name}{summary}</header>"
    )


def items(listed: Iterable[str], kind: str = "lb-list", most: int = 12) -> str:
    """A list of prepared HTML; what is beyond *most* opens on demand. Empty where there are none."""
    rows = [f"<li>{one}" for one in listed]
    if not rows:
        return ""
    shown = f'<ul class="{kind}">{"".join(rows[:most])}</ul>'
    if len(rows) <= most:
        return shown
    rest = f'<ul class="{kind}">{"".join(rows[most:])}</ul>'
    return f'{shown}<details class="lb-rest"><summary>{len(rows) - most:,} more</summary>{rest}</details>'


def item(kind: str, link: str, note: str = "", aside: str = "") -> str:
    """One line of a list: picture, *link*, a quiet *note* below and something at the end; HTML but for *kind*."""
    note = f"<small>{note}</small>" if note else ""
    return f'{icon(kind)}<span class="lb-what">{link}{note}</span>{aside}'


def panel(title: str, body: str, count: int = 0, level: int = 2) -> str:
    """A titled box beside the text, its heading of that *level*; nothing where *body* is empty."""
    number = f' <span class="lb-count">{count:,}</span>' if count else ""
    return f'<section class="lb-panel"><h{level}>{esc(title)}{number}</h{level}>{body}</section>' if body else ""


def beside(text: str, panels: str) -> str:
    """*text* with *panels* at its side where there is room; the panels side by side where there is no text."""
    if not panels:
        return text
    if not text:
        return f'<div class="lb-panels">{panels}</div>'
    return f'<div class="lb-beside"><div class="lb-text">{text}</div><aside class="lb-panels">{panels}</aside></div>'


def section(anchor: str, title: str, body: str, count: int | None = None) -> str:
    """A section with its heading and permanent link; nothing where *body* is empty."""
    if not body:
        return ""
    number = f' <span class="lb-count">{count:,}</span>' if count is not None else ""
    link = f'<a class="headerlink" href="#{anchor}" title="Permanent link">&para;</a>'
    return f'<h2 id="{anchor}">{esc(title)}{number}{link}</h2>{body}'


class Number(str):
    """A heading above numbers, which stand at the right."""


def table(headings: Iterable[str], rows: Iterable[str], kind: str = "") -> str:
    """A table of prepared rows (``<tr>...</tr>``); empty where there are none."""
    body = "".join(rows)
    return framed(headings, body, kind) if body else ""


def framed(headings: Iterable[str], body: str, kind: str = "") -> str:
    """A table of prepared rows in one text, also where there are none yet; without end tags that HTML does not need."""
    cells = "".join([_heading(heading) for heading in headings])
    extra = f" {kind}" if kind else ""
    return (
        f'<div class="lb-scroll" tabindex="0"><table class="lb-table{extra}">'
        f"<thead><tr>{cells}</thead><tbody>{body}</tbody></table></div>"
    )


def _heading(heading: str) -> str:
    kind = ' class="lb-number"' if isinstance(heading, Number) else ""
    return f"<th{kind}>{esc(heading)}"


def initials(name: str) -> str:
    """Up to two capitals that stand for a person."""
    words = [word for word in re.split(r"[\s.-]+", name) if word]
    return "".join(word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words)).upper()

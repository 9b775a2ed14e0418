"""Small pieces of HTML that page kinds share. Every function takes plain text and escapes it."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from markupsafe import escape as _escape

_CODE = re.compile(r"`([^`\n]+)`")
_SCHEMES = frozenset({"http", "https", "mailto", "tel", "ftp", "sftp", "msteams", "slack"})


def esc(text: str) -> str:
    """*text* for HTML, quotes included."""
    return str(_escape(text))


def prose(text: str) -> str:
    """Paragraphs of plain text; words between backticks become code."""
    return "".join(f"<p>{inline(part)}</p>" for part in re.split(r"\n\s*\n", text.strip()) if part.strip())


def inline(text: str) -> str:
    """One run of plain text; words between backticks become code."""
    return _CODE.sub(r"<code>\1</code>", esc(text.strip()))


def first_sentence(text: str) -> str:
    """The first sentence of *text*, for cards and descriptions."""
    head = re.split(r"(?<=[.!?])\s|\n\s*\n", text.strip(), maxsplit=1)[0]
    return " ".join(head.split())


def plural(number: int, word: str, many: str = "") -> str:
    """``1 dataset``, ``2 datasets``, with thousands separated."""
    return f"{number:,} {word if number == 1 else many or word + 's'}"


def date(day: datetime.date | None) -> str:
    """``24 November 2026``, in a ``<time>``."""
    return f'<time datetime="{day.isoformat()}">{day.day} {day:%B %Y}</time>' if day else ""


def badge(text: str, kind: str = "") -> str:
    """A small label; *kind* picks its colour: a kind of dataset, a status, a classification."""
    extra = f" lb-badge--{re.sub(r'[^a-z0-9-]', '-', kind.lower())}" if kind else ""
    return f'<span class="lb-badge{extra}">{esc(text)}</span>'


def outside(url: str, text: str = "") -> str:
    """A link out of the book; plain text where the address is not one a browser may follow safely."""
    try:
        scheme = urlsplit(url.strip()).scheme.lower()
    except ValueError:
        scheme = ""
    if scheme not in _SCHEMES:
        return f"<span>{esc(text or url)}</span>"
    return f'<a class="lb-out" href="{esc(url.strip())}" rel="noopener">{esc(text or url)}</a>'


def facts(pairs: Iterable[tuple[str, str]]) -> str:
    """A quiet band of label and value (HTML); pairs without a value are left out."""
    cells = "".join(f"<div><dt>{esc(label)}</dt><dd>{value}</dd></div>" for label, value in pairs if value)
    return f'<dl class="lb-facts">{cells}</dl>' if cells else ""


def head(crumbs: str, badges: str, title: str, lead: str, below: str = "") -> str:
    """Top of a page: crumbs, badges, ``<h1>``, one-line summary. *title* is plain text, the rest HTML."""
    crumbs = f'<nav class="lb-crumbs" aria-label="Breadcrumb">{crumbs}</nav>' if crumbs else ""
    lead = f'<p class="lb-lead">{lead}</p>' if lead else ""
    return (
        f'<header class="lb-head">{crumbs}<div class="lb-title"><h1>{esc(title)}</h1>'
        f'<span class="lb-badges">{badges}</span></div>{below}{lead}</header>'
    )


def section(anchor: str, title: str, body: str, count: int | None = None) -> str:
    """A section with its heading and permanent link; nothing where *body* is empty."""
    if not body:
        return ""
    number = f' <span class="lb-count">{count:,}</span>' if count is not None else ""
    link = f'<a class="headerlink" href="#{anchor}" title="Permanent link">&para;</a>'
    return f'<h2 id="{anchor}">{esc(title)}{number}{link}</h2>{body}'


def table(headings: Iterable[str], rows: Iterable[str], kind: str = "") -> str:
    """A table of prepared rows (``<tr>...</tr>``); empty where there are none."""
    body = "".join(rows)
    if not body:
        return ""
    cells = "".join(f"<th>{esc(heading)}</th>" for heading in headings)
    extra = f" {kind}" if kind else ""
    return (
        f'<div class="lb-scroll" tabindex="0"><table class="lb-table{extra}">'
        f"<thead><tr>{cells}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def initials(name: str) -> str:
    """Up to two capitals that stand for a person."""
    words = [word for word in re.split(r"[\s.-]+", name) if word]
    return "".join(word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words)).upper()


def search_text(*parts: str) -> str:
    """Words for the search box, white space squeezed."""
    return " ".join(" ".join(parts).split())

"""HTML that Markdown of the book may bring along, without what could run in a reader's browser.

Most pages hold nothing suspicious: one look with a regular expression tells, and they pass untouched. The others are
written anew from what a parser understood of them, so that no other parser can understand more.
"""

from __future__ import annotations

import re
from html import escape
from html.parser import HTMLParser

_ALONE = frozenset({"form", "base", "meta", "link", "embed", "frame", "animate", "set", "animatemotion", "portal"})
"""Left out, but not what stands between start and end."""
_WITH_CONTENT = frozenset(
    {"script", "style", "iframe", "object", "applet", "frameset", "noframes", "noembed", "noscript", "template"}
    | {"xmp", "plaintext", "textarea", "title", "animatetransform"}
)
_DROPPED = _ALONE | _WITH_CONTENT
_ADDRESSES = frozenset({"href", "src", "xlink:href", "action", "formaction", "poster", "data", "background", "cite"})
_SUSPICIOUS = re.compile(
    rf"<!|<\?|<\s*/?\s*(?:{'|'.join(sorted(_DROPPED))})\b|[\s\"'/\0]on\w+\s*=|script\s*:|\bdata\s*:|srcdoc|&colon|&tab|&newline"
    r"|(?:href|src|action|poster|data)\s*=\s*[\"']?[^\"'>]*(?:&#|[\x00-\x1f])",
    re.IGNORECASE,
)
_BLANK = re.compile(r"[\x00-\x20\x7f-\xa0\u200b\ufeff]+")
_RUNS = re.compile(r"(?:javascript|vbscript|data|livescript):", re.IGNORECASE)
_IMAGE = re.compile(r"data:image/(?:png|jpe?g|gif|webp|avif|svg\+xml)[;,]", re.IGNORECASE)


def harmless(html: str) -> str:
    """The same HTML without scripts, embedded documents, event handlers and addresses that run."""
    if _SUSPICIOUS.search(html) is None:
        return html
    rewriter = _Rewriter()
    rewriter.feed(html)
    rewriter.close()
    return "".join(rewriter.kept)


class _Rewriter(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.kept: list[str] = []
        self._inside = ""
        """Tag whose content is being left out."""
        self._depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._inside:
            self._depth += tag == self._inside
        elif tag not in _DROPPED:
            self.kept.append(f"<{_name(tag)}{_attributes(tag, attrs)}>")
        elif tag in _WITH_CONTENT:
            self._inside, self._depth = tag, 1

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if not self._inside and tag not in _DROPPED:
            self.kept.append(f"<{_name(tag)}{_attributes(tag, attrs)} />")

    def handle_endtag(self, tag: str) -> None:
        if self._inside:
            self._depth -= tag == self._inside
            if not self._depth:
                self._inside = ""
        elif tag not in _DROPPED:
            self.kept.append(f"</{_name(tag)}>")

    def handle_data(self, data: str) -> None:
        if not self._inside:
            self.kept.append(escape(data, quote=False))

    def handle_entityref(self, name: str) -> None:
        if not self._inside:
            self.kept.append(f"&{name};")

    def handle_charref(self, name: str) -> None:
        if not self._inside:
            self.kept.append(f"&#{name};")


def _name(tag: str) -> str:
    return re.sub(r"[^a-z0-9:-]", "", tag)


def _attributes(tag: str, attrs: list[tuple[str, str | None]]) -> str:
    kept = []
    for name, value in attrs:
        if name.startswith("on") or name == "srcdoc" or not re.fullmatch(r"[a-z0-9_:.@-]+", name):
            continue
        if name in _ADDRESSES and value is not None and _runs(tag, name, value):
            continue
        kept.append(f" {name}" if value is None else f' {name}="{escape(value)}"')
    return "".join(kept)


def _runs(tag: str, name: str, value: str) -> bool:
    bare = _BLANK.sub("", value)
    return bool(_RUNS.match(bare)) and not (tag == "img" and name == "src" and _IMAGE.match(bare))

"""What a page of the theme can do without, taken out once for thousands of pages: nobody sees or hears it."""

from __future__ import annotations

import re

_KEEPS_BLANKS = re.compile(r"<(?:pre|textarea)\b")
_BLANK = re.compile(r"[ \t]*\n\s*")
_BLOCK = re.compile(
    r"\n?(</?(?:html|head|meta|link|title|body|main|div|nav|header|footer|article|section|aside|form|ul|ol|li|p)\b[^<>]*>)\n?"
)
"""A tag beside which a line break is no blank."""
_WITHIN = re.compile(r'(<span class="md-ellipsis">)\n([^<\n]*)\n(?=</span>)')
_ITEM_END = re.compile(r"</li>(?=<li\b|</ul>|</ol>)")
"""An end tag that HTML does not need."""
_GENERATOR = re.compile(r'<meta name="generator"[^<>]*>')


def squeezed(html: str) -> str:
    """*html* without blanks that are not shown, and without the names of the programs that made it."""
    html = _GENERATOR.sub("", html)
    if _KEEPS_BLANKS.search(html):
        return html
    html = _BLOCK.sub(r"\1", _BLANK.sub("\n", html))
    return _ITEM_END.sub("", _WITHIN.sub(r"\1\2", html))

"""Icons of the theme, drawn by a style sheet: in every page, those around the text would weigh more than the text."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import quote

from lakebook.site.assets import hashed_uri

_PLAIN = re.compile(
    r'<svg xmlns="http://www\.w3\.org/2000/svg" viewBox="0 0 ([\d.]+) ([\d.]+)">'
    r'(?:<!--[^>]*-->)?(?:<path d="[^"<>]+"/>)+</svg>'
)
"""An icon of one colour, which is that of the text around it; any other keeps what it brings."""
_DRAWN = "lb-i-"
_SAFE = " =:/,'"
_MASK = "var(--icon) 50%/contain no-repeat content-box"
_ALL = f"[class^={_DRAWN}]{{background:currentcolor;-webkit-mask:{_MASK};mask:{_MASK}}}\n"
_RULE = '.%s{aspect-ratio:%s/%s;--icon:url("data:image/svg+xml,%s")}\n'


class Icons(NamedTuple):
    """Icons that a style sheet draws."""

    uri: str
    """Of the style sheet, below the root of the site; empty where it draws none."""
    style: str
    classes: Mapping[str, str]
    """Icon -> class of an element that shows it."""

    def drawn(self, html: str, way_to_root: str) -> str:
        """*html* with an empty picture, of the same shape, in the place of each icon; and the style sheet."""
        if not self.uri:
            return html
        link = f'<link rel="stylesheet" href="{way_to_root}{self.uri}">'
        return _PLAIN.sub(self._empty, html).replace("</head>", f"{link}</head>", 1)

    def _empty(self, icon: re.Match[str]) -> str:
        known = self.classes.get(icon.group())
        return f'<svg class="{known}"></svg>' if known else icon.group()


def icons_of(html: str) -> Icons:
    """Those of a page, which are those of pages like it."""
    classes: dict[str, str] = {}
    style = ""
    for icon in _PLAIN.finditer(html):
        name = _DRAWN + hashlib.blake2b(icon.group().encode(), digest_size=2).hexdigest()
        if name not in classes.values():
            classes[icon.group()] = name
            style += _RULE % (name, icon.group(1), icon.group(2), _quoted(icon.group()))
    style = _ALL + style if style else ""
    return Icons(hashed_uri(style.encode(), "icons", ".css") if style else "", style, classes)


def _quoted(icon: str) -> str:
    return quote(icon.replace('"', "'"), safe=_SAFE)

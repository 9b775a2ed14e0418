"""Stamped pages in ``sitemap.xml``."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from mkdocs.utils import get_build_date


def with_pages(sitemap: str, site_url: str | None, urls: Iterable[str]) -> str:
    """The sitemap with *urls* (relative to the site's root) before its end; unchanged where the site has no address."""
    if not site_url or "</urlset>" not in sitemap:
        return sitemap
    root, day = site_url.rstrip("/"), get_build_date()
    listed = "".join(
        f"    <url>\n         <loc>{escape(f'{root}/{url}')}</loc>\n         <lastmod>{day}</lastmod>\n    </url>\n"
        for url in urls
    )
    head, end, rest = sitemap.rpartition("</urlset>")
    return f"{head}{listed}{end}{rest}"

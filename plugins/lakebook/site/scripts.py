"""Built scripts of the package: the search worker in the place of Material's, and what the search page needs."""

from __future__ import annotations

import re
from functools import cache
from html import escape
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from lakebook.pages._addresses import SEARCH
from lakebook.pages._lineage.drawing import MARK
from lakebook.pages.explorer import MARK as EXPLORER_MARK
from lakebook.site.addresses import url_of
from lakebook.site.assets import hashed_uri

_STATIC = Path(__file__).resolve().parent.parent / "static"
WORKER, FINDER, OFFLINE, BOX = "search-worker", "search-page", "search-offline", "search-box"
LISTS, IMPACT, EXPLORER = "lists", "impact", "explorer"
LINEAGE, LINEAGE_MORE = "lineage", "lineage-more"
"""Names of the scripts, built from ``plugins/frontend``."""
_NAMES = (WORKER, FINDER, OFFLINE, BOX, LISTS, IMPACT, LINEAGE, LINEAGE_MORE, EXPLORER)
_THEIR_WORKER = re.compile(r'("search":\s*")((?:\.\./)*\.?/?)assets/javascripts/workers/search\.[^"]*?\.js(")')
_IMPACT = '<div class="lb-impact"'
_CONFIG = '<script id="__config"'


@cache
def scripts() -> dict[str, tuple[str, Path]]:
    """Name -> address in the site and file; empty where the front end was never built."""
    files = {name: _STATIC / f"{name}.js" for name in _NAMES}
    return {name: (hashed_uri(file.read_bytes(), name, ".js"), file) for name, file in files.items() if file.is_file()}


def with_own_search(html: str, config: MkDocsConfig) -> str:
    """A printed page that searches with our worker; from disk, where there are no workers, without one."""
    own = scripts()
    if WORKER not in own or _CONFIG not in html:
        return html
    found = _THEIR_WORKER.search(html)
    if found is None:
        return html
    way = found.group(2)
    html = _THEIR_WORKER.sub(rf"\g<1>{way}{own[WORKER][0]}\g<3>", html, count=1)
    if not config.use_directory_urls and OFFLINE in own:
        html = html.replace(_CONFIG, f'<script src="{way}{own[OFFLINE][0]}"></script>{_CONFIG}', 1)
    if BOX in own:
        page = way + escape(url_of(SEARCH, config.use_directory_urls))
        script = f'<script defer src="{way}{own[BOX][0]}" data-search="{page}"></script>'
        html = html.replace("</body>", f"{script}</body>", 1)
    return html


def with_finder(content: str, way_to_root: str) -> str:
    """*content* and, where it is the search page, its script."""
    own = scripts()
    if 'class="lb-finder"' not in content or FINDER not in own or WORKER not in own:
        return content
    places = f'data-base="{way_to_root or "./"}" data-worker="{way_to_root}{own[WORKER][0]}"'
    content = content.replace('class="lb-finder"', f'class="lb-finder" {places}', 1)
    return f'{content}\n<script defer src="{way_to_root}{own[FINDER][0]}"></script>'


def with_lists(content: str, way_to_root: str) -> str:
    """*content* and, where a list of it is worth sorting or filtering, the script that does."""
    own = scripts()
    if 'class="lb-listed"' not in content or LISTS not in own:
        return content
    src = f"{way_to_root}{own[LISTS][0]}"
    return f'{content}\n<script defer src="{src}" data-root="{way_to_root or "./"}"></script>'


def with_lineage(content: str, way_to_root: str) -> str:
    """*content* and, where it has a drawing of the lineage, its script; the platform map has two."""
    own = scripts()
    head, found, tail = content.partition(MARK)
    if not found or LINEAGE not in own or LINEAGE_MORE not in own:
        return content
    mark = f'{MARK} more="{way_to_root}{own[LINEAGE_MORE][0]}"'
    return f'{head}{mark}{tail.replace(MARK, mark)}\n<script defer src="{way_to_root}{own[LINEAGE][0]}"></script>'


def with_explorer(content: str, way_to_root: str) -> str:
    """*content* and, where it is the explorer, its script: before that of the view, which measures the room it has."""
    own = scripts()
    if EXPLORER_MARK not in content or EXPLORER not in own:
        return content
    return f'{content}\n<script defer src="{way_to_root}{own[EXPLORER][0]}"></script>'


def with_impact(content: str, way_to_root: str) -> str:
    """*content* and, where it is the impact page, its script, which loads those of the drawing."""
    own = scripts()
    if _IMPACT not in content or not {IMPACT, LINEAGE, LINEAGE_MORE} <= own.keys():
        return content
    drawing = f'data-lineage="{way_to_root}{own[LINEAGE][0]}" data-more="{way_to_root}{own[LINEAGE_MORE][0]}"'
    content = content.replace(_IMPACT, f"{_IMPACT} {drawing}", 1)
    return f'{content}\n<script defer src="{way_to_root}{own[IMPACT][0]}"></script>'

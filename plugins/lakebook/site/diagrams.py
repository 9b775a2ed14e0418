"""Mermaid from the site itself: Material would fetch it from another host unless the page brings it."""

from __future__ import annotations

import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from lakebook.site.assets import hashed_uri

_DIAGRAM = re.compile(r"""<pre\b[^>]*\bclass=["']?[^"'>]*\bmermaid\b""")
_PACKAGE, _FILE = "diagram_renderer", "renderers/static/js/mermaid.min.js"


def holds_diagram(content: str) -> bool:
    """Whether the HTML holds a Mermaid diagram."""
    return "mermaid" in content and _DIAGRAM.search(content) is not None


@cache
def script() -> Path | None:
    """Mermaid's browser bundle (MIT), which the package ``diagram-renderer`` ships; None where that is missing."""
    spec = find_spec(_PACKAGE)
    places = spec.submodule_search_locations if spec else None
    files = [Path(place, _FILE) for place in places or ()]
    return next((file for file in files if file.is_file()), None)


@cache
def script_uri() -> str:
    """Where the bundle lies in the site; empty where there is none."""
    file = script()
    return hashed_uri(file.read_bytes(), "mermaid", ".min.js") if file else ""


def with_script(content: str, way_to_root: str) -> str:
    """*content* and, where it holds a diagram, the script; deferred, so it is there when Material draws."""
    if not holds_diagram(content) or not script_uri():
        return content
    return f'{content}\n<script defer src="{way_to_root}{script_uri()}"></script>'

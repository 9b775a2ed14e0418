"""Whether Markdown converted in one build serves the next: where the extensions make the same of the same text."""

from __future__ import annotations

import re
from importlib.metadata import PackageNotFoundError, version

from mkdocs.config.defaults import MkDocsConfig

from lakebook import discovery

_OF_MARKDOWN = (
    "abbr admonition attr_list codehilite def_list extra fenced_code footnotes legacy_attrs md_in_html meta nl2br "
    "sane_lists smarty tables toc wikilinks"
)
_IMPURE = frozenset({"pymdownx.snippets", "pymdownx.b64"})
"""They read other files."""
_ADDRESS = re.compile(r" at 0x[0-9a-f]+")


def identity(config: MkDocsConfig) -> str:
    """All that decides what becomes of a text, as text; empty where an extension may read more than its text."""
    pure = {*_OF_MARKDOWN.split(), *(f"markdown.extensions.{name}" for name in _OF_MARKDOWN.split())}
    for name in config.markdown_extensions:
        if name not in pure and (not str(name).startswith("pymdownx.") or name in _IMPURE):
            return ""
    versions = [_version(name) for name in ("Markdown", "pymdown-extensions", "Pygments")]
    said = (discovery.code("lakebook.pages"), versions, config.markdown_extensions, config.mdx_configs)
    return _ADDRESS.sub("", repr(said))


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""

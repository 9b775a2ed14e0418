"""Converted Markdown kept from one build to the next, where the extensions make the same of the same text."""

from __future__ import annotations

import contextlib
import re
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import msgspec
from mkdocs.config.defaults import MkDocsConfig

from lakebook import __version__
from lakebook.site.markdown import Cache, Converted
from lakebook.writers.atomic import write_atomically

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
    said = (__version__, versions, config.markdown_extensions, config.mdx_configs)
    return _ADDRESS.sub("", repr(said))


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def load(file: Path) -> Cache:
    """What an earlier build kept; nothing where there is none that can be read."""
    try:
        return msgspec.msgpack.decode(file.read_bytes(), type=dict[bytes, Converted])
    except (OSError, msgspec.MsgspecError):
        return {}


def save(cache: Cache, file: Path) -> None:
    """Write it whole or not at all; a book that may not be written to does without."""
    with contextlib.suppress(OSError):
        write_atomically(file, msgspec.msgpack.encode(cache))

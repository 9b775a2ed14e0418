"""First line of a schema's file, by which editors find what may stand in it."""

from __future__ import annotations

import posixpath

SCHEMA = "schemas/datasets.schema.json"
"""Written by ``lakebook schema``."""


def schema_line(path: str) -> bytes:
    """The line for the file at *path* in the book."""
    return f"# yaml-language-server: $schema={posixpath.relpath(SCHEMA, posixpath.dirname(path))}\n".encode()


def is_schema_line(comment: str) -> bool:
    """Whether a comment is such a line, which says nothing to people."""
    return comment.lstrip("# ").startswith("yaml-language-server:")

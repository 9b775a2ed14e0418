"""Compiled templates of the theme: compiling 44 of them takes longer than printing all pages that did not change."""

from __future__ import annotations

import contextlib

import jinja2


def remembered_templates() -> jinja2.BytecodeCache | None:
    """Jinja's own store of compiled templates, in this user's temporary folder; None where that cannot be had.

    Not below ``.lakebook/``: what lies there might come with a merge request, and this is code.
    """
    with contextlib.suppress(RuntimeError, OSError):
        return jinja2.FileSystemBytecodeCache()
    return None

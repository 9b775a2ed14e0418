"""How many rows of a list a page takes."""

from __future__ import annotations

MOST = 200
"""Rows on one page; a row takes about 0.5 KB, so that a page with two such lists stays below 300 KB."""


def part_size(count: int) -> int:
    """Rows on each page of a list of *count*: as many pages as ``MOST`` asks for, evenly filled."""
    pages = max(-(-count // MOST), 1)
    return max(-(-count // pages), 1)

"""What is left of a text with conflict markers when one side of each conflict is chosen."""

from __future__ import annotations


def chosen(text: str, side: str, marker_size: int) -> str | None:
    """The text with the lines of ``ours`` or ``theirs`` in each conflict; None where its markers do not match."""
    parts = {letter * marker_size: part for letter, part in zip("<|=>", ("ours", "base", "theirs", ""), strict=True)}
    follows = {"": ("ours",), "ours": ("base", "theirs"), "base": ("theirs",), "theirs": ("",)}
    part = ""
    kept = []
    for line in text.splitlines(keepends=True):
        to = parts.get(line[:marker_size]) if line[marker_size:].startswith((" ", "\n", "\r")) else None
        if to is None or to not in follows[part]:
            kept += [line] if part in ("", side) else []
            continue
        part = to
    return None if part else "".join(kept)

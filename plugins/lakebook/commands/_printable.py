"""Text of other people, before it is printed."""

from __future__ import annotations


def printable(text: str) -> str:
    """The text, with what would move the cursor or hide something replaced."""
    return text if text.isprintable() else "".join(letter if letter.isprintable() else "\ufffd" for letter in text)

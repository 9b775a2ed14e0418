"""Hints for a word that is not one of those that are known."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


def closest(word: str, choices: Iterable[str], cutoff: float = 0.6) -> str:
    """The one of *choices* that *word* most likely meant; empty when none is close (1 being the same word)."""
    lowered = {choice.lower(): choice for choice in choices}
    near = difflib.get_close_matches(word.lower(), lowered, n=1, cutoff=cutoff)
    return lowered[near[0]] if near else ""


def surely(word: str, choices: Iterable[str]) -> str:
    """The one of *choices* that *word* must have meant: close, and no other is; empty where that is not so."""
    lowered = {choice.lower(): choice for choice in choices}
    near = difflib.get_close_matches(word.lower(), lowered, n=2, cutoff=0.75)
    return lowered[near[0]] if len(near) == 1 and len(word) > 2 else ""


def did_you_mean(word: str, choices: Iterable[str]) -> str:
    """Hint naming the closest choice, else all of them; cut after twelve."""
    listed = list(choices)
    if near := closest(word, listed):
        return f"did you mean '{near}'?"
    return f"use one of {', '.join(listed[:12])}{', ...' if len(listed) > 12 else ''}" if listed else ""

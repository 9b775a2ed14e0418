"""A dictionary that makes what it is asked for, once: thousands of pages show the same datasets again and again."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

Value = TypeVar("Value")


class Remembered(dict[str, Value]):
    """What *make* makes of each key, made when it is first asked for."""

    def __init__(self, make: Callable[[str], Value]) -> None:
        self._make = make

    def __missing__(self, key: str) -> Value:
        found = self[key] = self._make(key)
        return found

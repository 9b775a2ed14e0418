"""What was not understood of a source: the same words are said once, with how often."""

from __future__ import annotations

from lakebook.diagnostics import Finding, Location


class NoteList:
    """Notes in the order in which they were first met."""

    def __init__(self) -> None:
        self._first: dict[tuple[str, str], Location] = {}
        self._counts: dict[tuple[str, str], int] = {}

    def add(self, location: Location, message: str, hint: str = "") -> None:
        """Note *message*; of several places with the same words, the first is kept."""
        key = (message, hint)
        self._first.setdefault(key, location)
        self._counts[key] = self._counts.get(key, 0) + 1

    def listed(self) -> list[Finding]:
        """All of them."""
        return [
            Finding(self._first[message, hint], f"{message} ({count} times)" if count > 1 else message, hint)
            for (message, hint), count in self._counts.items()
        ]

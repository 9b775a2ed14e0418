"""What is to be said of scripts: each thing with its place, the same thing once with how often."""

from __future__ import annotations

from lakebook.diagnostics import Finding, Location


class Notes:
    """Findings in the order in which they were first met."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str], tuple[Location, int]] = {}

    def add(self, location: Location, message: str, hint: str = "") -> None:
        """Note a thing; where it was noted with the same words, it is only counted."""
        first, times = self._found.get((message, hint), (location, 0))
        self._found[message, hint] = (first, times + 1)

    def listed(self) -> list[Finding]:
        """All of them."""
        return [
            Finding(location, message if times == 1 else f"{message} ({times} times)", hint)
            for (message, hint), (location, times) in self._found.items()
        ]

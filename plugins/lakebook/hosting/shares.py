"""How much of what a host takes is used."""

from __future__ import annotations

import msgspec

from lakebook.hosting.amounts import rounded_size, size
from lakebook.hosting.host import HOSTS, Limits

FILE = "lakebook.yaml"
NEAR = 0.8
"""From this share on a limit is near: time to ask for more, which takes an administrator, or to move."""


class Share(msgspec.Struct, kw_only=True, frozen=True):
    """One limit, and what of it is used."""

    of: str
    """``bytes`` or ``entries``."""
    used: int
    limit: int | None
    """None where there is none."""

    @property
    def part(self) -> float:
        """1 when the limit is reached; 0 where there is none."""
        return self.used / self.limit if self.limit else 0.0

    @property
    def verdict(self) -> str:
        """``over``, ``near``, ``ok``; ``no limit``."""
        if self.limit is None:
            return "no limit"
        return "over" if self.used > self.limit else "near" if self.part >= NEAR else "ok"

    @property
    def amount(self) -> str:
        """What is used, for people."""
        return size(self.used) if self.of == "bytes" else f"{self.used:,} entries"

    @property
    def most(self) -> str:
        """The limit, for people; empty where there is none."""
        if self.limit is None:
            return ""
        return rounded_size(self.limit) if self.of == "bytes" else f"{self.limit:,} entries"

    @property
    def next(self) -> str:
        """A limit with room to grow, as it is typed: half as much again as is used, to the next round number."""
        wanted = self.used * 1.5
        step = 10 ** max(len(str(int(wanted))) - 1, 0)
        rounded = -int(-wanted // step) * step
        return f"bytes: {rounded_size(rounded)}" if self.of == "bytes" else f"entries: {rounded:,}"

    def hint(self, limits: Limits) -> str:
        """What to do, and what to type in ``lakebook.yaml``."""
        fixed = limits.host not in ("", "gitlab") and self.limit in HOSTS[limits.host]
        if fixed:
            return f"{limits.host} raises it for nobody: publish elsewhere, and write 'host: none' in {FILE}"
        raised = "have its administrator raise it" if limits.host == "gitlab" else "have it raised"
        name = f"name: {limits.host}, " if limits.host and not limits.deduced else ""
        elsewhere = " (or 'host: none' where the site is published elsewhere)" if limits.deduced else ""
        return f"{raised}, and write 'host: {{{name}{self.next}}}' in {FILE}{elsewhere}"


def shares(limits: Limits, *, used_bytes: int, used_entries: int) -> tuple[Share, Share]:
    """Of bytes and of entries."""
    return (
        Share(of="bytes", used=used_bytes, limit=limits.bytes),
        Share(of="entries", used=used_entries, limit=limits.entries),
    )

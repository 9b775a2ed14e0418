"""People: custodians, contacts, members of teams."""

from __future__ import annotations

import datetime
import re

import msgspec

_NAME_AND_EMAIL = re.compile(r"^(?P<name>[^<>]+?)\s*(?:<(?P<email>[^<>\s]+)>)?$")


class Person(msgspec.Struct, kw_only=True, omit_defaults=True):
    """Someone the book names; from ``catalogue/people.yaml``. Shorthand: ``Ann Durand <ann@example.org>``."""

    id: str = ""
    """Key in the file, such as ``ann.durand``."""
    name: str
    """First and last name."""
    email: str = ""
    """Where to write to them."""
    handle: str = ""
    """Account where the repository is hosted, with or without ``@``."""
    title: str = ""
    """What they do, in the company's words."""
    from_: datetime.date | None = msgspec.field(default=None, name="from")
    """First day in the role; open when absent."""
    until: datetime.date | None = None
    """Last day in the role; open when absent."""
    deputy: str = ""
    """Id of the person who stands in."""
    manager: str = ""
    """Id of the person they report to."""
    roles: list[str] = []
    """Free words; ``data architect`` is known to the checks and the custodian network."""
    path: str = ""
    line: int = 0

    @classmethod
    def from_text(cls, text: str) -> dict[str, str]:
        """Fields of the shorthand ``Name <email>``; raises ValueError where it is neither."""
        match = _NAME_AND_EMAIL.match(text.strip())
        if match is None:
            raise ValueError("write it as 'Ann Durand <ann.durand@example.org>'")
        return {key: value for key, value in match.groupdict().items() if value}

    def has_left(self, today: datetime.date) -> bool:
        """Whether their last day lies before *today*."""
        return self.until is not None and self.until < today

    def has_started(self, today: datetime.date) -> bool:
        """Whether their first day is *today* or earlier."""
        return self.from_ is None or self.from_ <= today

"""Addresses of databases are typed with passwords in them; what we print holds none."""

from __future__ import annotations

import re

_PASSWORD = re.compile(r"(?<=://)([^\s:/@]*):\S*@")


def without_passwords(text: str) -> str:
    """The text with asterisks for the password of each address in it, which goes up to the last ``@`` of a word."""
    return _PASSWORD.sub(r"\1:***@", text)

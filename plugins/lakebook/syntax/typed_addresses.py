"""Addresses of databases are typed with passwords in them; what we print holds none.

Where a password ends cannot be told for sure once it holds ``@``, ``/`` or ``?`` as they are. So nothing is parsed:
what may be a part of it goes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

HIDDEN = "***"
_ADDRESS = re.compile(r"(?<=://)\S+")
_PLAIN = re.compile(r"(?P<user>[^\s:/@?#]*):.*@")
_NOT_FOLLOWED_BY_HOST = re.compile(r"[^\s:/@?#]*:(?!\d+(?:[/?#'\"\]\[),.;]|$))")
_OPTIONS = re.compile(r"\?\S*=\S*")


def without_passwords(text: str, typed: Iterable[str] = ()) -> str:
    """The text with asterisks for what may be a password in each address.

    *typed* are words of the command line: an address with white space in it is known by these alone.
    """
    for word in sorted(typed, key=len, reverse=True):
        if "://" in word and any(letter.isspace() for letter in word):
            for form in (word, repr(word)[1:-1]):
                text = text.replace(form, f"{word.partition('://')[0]}://{HIDDEN}")
    return _ADDRESS.sub(lambda match: _redacted(match.group()), text)


def _redacted(rest: str) -> str:
    """What stands behind ``://``, up to white space."""
    before, at, behind = rest.rpartition("@")
    if not at:
        if _NOT_FOLLOWED_BY_HOST.match(rest):
            return HIDDEN
        return _without_options(rest)
    if "?" in before:
        return HIDDEN  # it may be an option's value, or a password
    plain = _PLAIN.match(rest)
    if plain is not None:
        return f"{plain['user']}:{HIDDEN}@{_without_options(behind)}"
    return f"{before if '@' not in before and ':' not in before else HIDDEN}@{_without_options(behind)}"


def _without_options(rest: str) -> str:
    return _OPTIONS.sub(f"?{HIDDEN}", rest)

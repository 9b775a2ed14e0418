"""One text -> YAML that our strict parser, and any other reader of YAML 1.1 or 1.2, reads back as that text."""

from __future__ import annotations

import re

LONGEST_KEY = 1000
"""Characters, as written; YAML takes a key of at most 1,024."""

_WORDS = frozenset(["y", "n", "yes", "no", "on", "off", "true", "false", "null"])
_NUMBER_LIKE = re.compile(
    r"[-+.]*[0-9][0-9a-fA-FxXoO_.:+\-TtZz, ]*|[-+]?\.(?:inf|nan)|(?:[-+]\.?|\.)[0-9_][0-9_.eE+-]*", re.IGNORECASE
)
"""What some reader takes for a number or a date: ``+_`` is one to a reader of YAML 1.2."""
_PLAIN_START = re.compile(r"[^\W_]|[_/(.+$^-](?=[^\W])")
_NOT_PLAIN = re.compile(r": |:$| #|^---|^\.\.\.")
_NOT_PLAIN_IN_FLOW = re.compile(r"[\[\]{},:?#\"']|^-|-$")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r", "\0": "\\0"}


class Plain(str):
    """A text that is written without quotes although other readers take it for a truth value or a date."""


class Block(str):
    """A text that stood below ``|`` or ``>``, and stays there although it ends in a new line."""


def quote(text: str, *, key: bool = False, flow: bool = False) -> str:
    """The scalar *text* on one line: plain where that is safe, else between double quotes.

    *key* is for the left of a colon, *flow* for inside brackets.

    Raises:
        ValueError: the text holds half a surrogate pair, or is a key longer than LONGEST_KEY.
    """
    _refuse_surrogates(text)
    written = text if isinstance(text, Plain) or is_plain(text, flow=flow) else f'"{_escaped(text)}"'
    if key and len(written) > LONGEST_KEY:
        raise ValueError(f"a name of {len(text):,} characters is too long for YAML: '{text[:40]}...'")
    return written


def is_plain(text: str, *, flow: bool = False) -> bool:
    """Whether *text* may stand without quotes, for every reader."""
    return (
        bool(_PLAIN_START.match(text))
        and text[-1] not in " :"
        and text.isprintable()
        and not _NOT_PLAIN.search(text)
        and text.lower() not in _WORDS
        and not _NUMBER_LIKE.fullmatch(text)
        and not (flow and _NOT_PLAIN_IN_FLOW.search(text))
    )


def _refuse_surrogates(text: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise ValueError(f"half a surrogate pair (U+{ord(text[error.start]):04X}) cannot be written") from None


def _escaped(text: str) -> str:
    return "".join(_ESCAPES.get(letter) or (letter if letter.isprintable() else _code(letter)) for letter in text)


def _code(letter: str) -> str:
    number = ord(letter)
    return f"\\x{number:02X}" if number < 0x100 else f"\\u{number:04X}" if number < 0x10000 else f"\\U{number:08X}"

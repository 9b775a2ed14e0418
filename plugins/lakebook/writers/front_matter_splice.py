"""Single keys of the front matter of a Markdown page, changed in place."""

from __future__ import annotations

import re
from collections.abc import Mapping

from lakebook.syntax.strict_yaml import Value
from lakebook.writers.splice import SpliceError, Splicer

_FRONT = re.compile(rb"(?:\xef\xbb\xbf)?---[ \t]*\r?\n(?P<front>.*?)^---[ \t]*\r?$", re.DOTALL | re.MULTILINE)


def put_in_front_matter(content: bytes, values: Mapping[str, Value]) -> bytes:
    """The page with these keys given these values; the rest of it stays as it is.

    Raises:
        SpliceError: there is no front matter, or it cannot be changed in place.
        Unreadable: the front matter is not YAML.
    """
    match = _FRONT.match(content)
    if match is None:
        raise SpliceError("the page has no front matter")
    splicer = Splicer(match["front"])
    for key, value in values.items():
        splicer.put((key,), value)
    return content[: match.start("front")] + splicer.content() + content[match.end("front") :]

"""Type, length, precision and scale of a sheet -> the type as a database spells it."""

from __future__ import annotations

import re
from functools import lru_cache

from lakebook.importers._layout.cell_words import words
from lakebook.importers._layout.heading_text import words_of

_LENGTH = re.compile(r"(?P<whole>\d{1,9})(?:\s*[.,;/]\s*(?P<part>\d{1,3}))?")


@lru_cache(maxsize=8192)
def joined_type(kind: str, length: str, precision: str, scale: str) -> tuple[str, tuple[str, ...]]:
    """The type with its length, ``varchar(100)``, or its precision and scale, ``numeric(18,2)``; and what is left over.

    Left over are the names of those of *length*, *precision* and *scale* that the type cannot say.
    """
    given = {name: text for name, text in (("length", length), ("precision", precision), ("scale", scale)) if text}
    first = "".join(words_of(kind.partition("(")[0])[:1]).rstrip("0123456789")
    if not given:
        return kind, ()
    if not kind or "(" in kind or first in words("types without length"):
        return kind, tuple(name for name in given if not (first and _says_the_same(kind, given[name])))
    size = precision if precision and (first in words("types with scale") or not length) else length
    used = {"precision"} if size == precision and precision else {"length"}
    match = _LENGTH.fullmatch(size)
    if match is None:
        if size.lower() == "max":
            return f"{kind}(max)", tuple(name for name in given if name not in used)
        return kind, tuple(given)
    part = match["part"] or ""
    if part and first not in words("types with scale"):
        return kind, tuple(given)
    if scale and not part and scale.isdigit():
        used.add("scale")
        part = scale if first in words("types with scale") else "" if int(scale) == 0 else scale
    size = f"{int(match['whole'])},{int(part)}" if part else str(int(match["whole"]))
    return f"{kind}({size})", tuple(name for name in given if name not in used and given[name] != match["whole"])


def _says_the_same(kind: str, text: str) -> bool:
    """Whether the type's own brackets hold the number, as in ``varchar(30)`` beside a length of 30."""
    inside = kind.partition("(")[2].rpartition(")")[0]
    return text in re.split(r"[,\s]+", inside) or text == inside

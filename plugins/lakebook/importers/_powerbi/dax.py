"""Tables that an expression in DAX names. Source: https://learn.microsoft.com/dax/dax-syntax-reference"""

from __future__ import annotations

import re
from collections.abc import Iterable

_TOKEN = re.compile(
    r"""(?P<skip>//[^\n]*|--[^\n]*|/\*.*?(?:\*/|\Z)|"(?:[^"]|"")*"|\[(?:[^\]]|\]\])*\])
    |'(?P<quoted>(?:[^']|'')*)'
    |(?P<name>[^\W\d][\w.]*)(?P<call>\s*\()?""",
    re.VERBOSE | re.DOTALL,
)


def tables_named(text: str, tables: Iterable[str]) -> set[str]:
    """Those of *tables* that the expression reads."""
    by_lower = {table.lower(): table for table in tables}
    found = set()
    for match in _TOKEN.finditer(text):
        name = match["quoted"].replace("''", "'") if match["quoted"] is not None else match["name"]
        if name is not None and not match["call"] and name.lower() in by_lower:
            found.add(by_lower[name.lower()])
    return found


def is_dax(text: str) -> bool:
    """Whether a query is rather DAX than M: it begins with neither ``let`` nor a function of M's library."""
    head = re.match(
        r"""\s*(?:(?:/\*.*?\*/|//[^\n]*)\s*)*(let\b|section\b|\#"|\(|[A-Z]\w*\.[A-Z]\w*)""", text, re.DOTALL
    )
    return head is None

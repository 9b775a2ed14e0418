"""Fields that hold several things, and what parts these in one cell of a workbook."""

from __future__ import annotations

COMMA_TOO = frozenset({"personal", "tags", "key", "terms", "synonyms"})
"""Short words: a comma parts them, too."""
LISTS = frozenset({*COMMA_TOO, "formerly", "from", "sources", "links"})
MARKS = {"from": ": ", "sources": ": ", "links": ": ", "values": "=", "ignore": ": ", "extra": ": "}
"""Field -> what parts a name from its note, in one item."""
REFERENCES = frozenset({"from", "sources"})


def partings(field: str) -> str:
    """Letters that part the items of the field; empty where it holds one text."""
    if field in COMMA_TOO:
        return "\n;,"
    return "\n;" if field in LISTS or field in MARKS else ""

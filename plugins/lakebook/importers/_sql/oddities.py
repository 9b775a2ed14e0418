"""Words of a statement that say nothing of what it is made of, and that the parser does not take."""

from __future__ import annotations

import re

_HINT = r"(?:TABLOCKX?|ROWLOCK|PAGLOCK|NOLOCK|UPDLOCK|HOLDLOCK|XLOCK|READPAST|KEEPIDENTITY|SERIALIZABLE|REPEATABLEREAD)"
_ODD = {
    "tsql": [
        re.compile(rf"(?<=[\w\]])\s*\bWITH\s*\(\s*{_HINT}(?:\s*,\s*{_HINT})*\s*\)", re.IGNORECASE),
        re.compile(r"(?<=INSERT|DELETE|UPDATE)\s+TOP\s*\([^()]*\)(?:\s+PERCENT)?", re.IGNORECASE),
    ],
    "oracle": [
        re.compile(r"\bLOG\s+ERRORS\b[^']*\Z", re.IGNORECASE),
        re.compile(r"\bDELETE\s+WHERE\b[^;]*?(?=\bWHEN\s+(?:NOT\s+)?MATCHED\b|\Z)", re.IGNORECASE),
    ],
}
_HEADS = re.compile(r"\s*(?:INSERT|DELETE|MERGE|UPDATE|WITH)\b", re.IGNORECASE)


def without_oddities(text: str, dialect: str) -> str:
    """The statement without them; lines stay where they are."""
    patterns = _ODD.get(dialect, ()) if _HEADS.match(text) else ()
    for pattern in patterns:
        text = pattern.sub(lambda match: " " + "\n" * match.group().count("\n"), text)
    return text

"""Files of the package that the site needs, published under a name that changes with their content."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

_STATIC = Path(__file__).resolve().parent.parent / "static"


@cache
def stylesheet() -> tuple[str, bytes]:
    """Address in the site and content of the style sheets of the package, which are one there: each page asks once."""
    content = b"".join([file.read_bytes() for file in sorted(_STATIC.glob("*.css"))])
    return hashed_uri(content, "lakebook", ".css"), content


def hashed_uri(content: bytes, stem: str, suffix: str) -> str:
    """``assets/lakebook/<stem>.<hash of the content><suffix>``."""
    digest = hashlib.blake2b(content, digest_size=4).hexdigest()
    return f"assets/lakebook/{stem}.{digest}{suffix}"

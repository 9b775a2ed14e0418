"""Files of the package that the site needs, published under a name that changes with their content."""

from __future__ import annotations

import hashlib
from pathlib import Path

_STATIC = Path(__file__).resolve().parent.parent / "static"


def stylesheets() -> dict[str, Path]:
    """Address in the site -> file, for each style sheet the package ships."""
    return {hashed_uri(file, file.stem, file.suffix): file for file in sorted(_STATIC.glob("*.css"))}


def hashed_uri(file: Path, stem: str, suffix: str) -> str:
    """``assets/lakebook/<stem>.<hash of the file><suffix>``."""
    digest = hashlib.blake2b(file.read_bytes(), digest_size=4).hexdigest()
    return f"assets/lakebook/{stem}.{digest}{suffix}"

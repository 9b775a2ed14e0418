"""What people wrote beside the cells of a workbook."""

from __future__ import annotations

import io
import re
import zipfile
from xml.etree import ElementTree

_PART = re.compile(r"xl/(?:comments/)?comments?[0-9]*\.xml", re.IGNORECASE)


def comments_of(content: bytes) -> list[tuple[str, str]]:
    """Cell, such as ``B5``, and text of each comment, sheet by sheet; *content* has passed the guard."""
    found = []
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            if _PART.fullmatch(name):
                for comment in ElementTree.fromstring(archive.read(name)).findall(".//{*}comment"):
                    said = "".join(text.text or "" for text in comment.findall(".//{*}t"))
                    found.append((comment.get("ref", ""), said.strip()))
    return found

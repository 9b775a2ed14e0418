"""Bytes of a script -> text: UTF-8, UTF-16 as Windows tools save it, or Windows-1252."""

from __future__ import annotations

import codecs

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def decode(content: bytes) -> tuple[str, str]:
    """The text with lines that end in ``\\n``, and what is to be said about its encoding; empty for nothing.

    What cannot be decoded becomes U+FFFD, a NUL a space: both as long as before in characters.
    """
    for bom, encoding in _BOMS:
        if content.startswith(bom):
            return _tidy(content.decode(encoding, "replace")), ""
    start = content[:4000]
    for encoding, zeros in (("utf-16-le", start[1::2]), ("utf-16-be", start[::2])):
        if len(start) >= 4 and zeros.count(0) > len(zeros) * 0.6:
            return _tidy(content.decode(encoding, "replace")), ""
    try:
        text, said = content.decode("utf-8"), ""
    except UnicodeDecodeError as error:
        place = content.count(b"\n", 0, error.start) + 1
        text = content.decode("cp1252", "replace")
        said = f"line {place} is not UTF-8; the file is read as Windows-1252"
    if "\0" in text:
        said = said or "holds NUL bytes, which are read as spaces"
    return _tidy(text), said


def _tidy(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", " ")

"""Parts of a workbook that openpyxl leaves out, and that hang on no cell: they are carried over as they are.

They say how confidential a document is (``docMetadata/``) and hold what programs keep in it (``customXml/``).
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterable
from html import escape
from xml.etree import ElementTree

CARRIED = ("docmetadata/", "customxml/")
"""Beginnings of their names, in lower case."""
_TYPES = "[Content_Types].xml"
_RELATIONS = {"_rels/.rels": "", "xl/_rels/workbook.xml.rels": "xl"}
"""Parts that say what hangs on the package and on the workbook -> the folder their targets are seen from."""


def carry_parts(old: bytes, new: bytes) -> bytes:
    """*new*, as openpyxl wrote it, with those parts of *old*."""
    with zipfile.ZipFile(io.BytesIO(old)) as before, zipfile.ZipFile(io.BytesIO(new)) as now:
        parts = [name for name in before.namelist() if name.lower().startswith(CARRIED)]
        if not parts:
            return new
        added = {name: _relations(before, name, folder, parts) for name, folder in _RELATIONS.items()}
        added[_TYPES] = _types(before, parts)
        written = io.BytesIO()
        with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as made:
            for entry in now.infolist():
                made.writestr(entry, _with(now.read(entry), added.get(entry.filename, "")))
            for name in parts:
                made.writestr(before.getinfo(name), before.read(name))
    return written.getvalue()


def _with(content: bytes, elements: str) -> bytes:
    """An XML part with *elements* at its end."""
    head, end, _ = content.rpartition(b"</")
    return head + elements.encode() + end + content[len(head) + len(end) :] if elements else content


def _relations(before: zipfile.ZipFile, name: str, folder: str, parts: list[str]) -> str:
    """Those of the relations in the part *name* that lead to one of *parts*."""
    found = ""
    for number, given in enumerate(_elements(before, name)):
        target = posixpath.normpath(posixpath.join("/", folder, given.get("Target", ""))).lstrip("/")
        if target in parts:
            kind, path = escape(given.get("Type", "")), escape(f"/{target}")
            found += f'<Relationship Id="carried{number}" Type="{kind}" Target="{path}"/>'
    return found


def _types(before: zipfile.ZipFile, parts: list[str]) -> str:
    """What kind of content *parts* are."""
    found = ""
    for given in _elements(before, _TYPES):
        name = given.get("PartName", "")
        if name.lstrip("/") in parts:
            found += f'<Override PartName="{escape(name)}" ContentType="{escape(given.get("ContentType", ""))}"/>'
    return found


def _elements(archive: zipfile.ZipFile, name: str) -> Iterable[dict[str, str]]:
    """Attributes of the elements in a part; the guard has refused what is no plain XML."""
    return [element.attrib for element in ElementTree.fromstring(archive.read(name))]

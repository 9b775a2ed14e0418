"""Data products, each described by its Work Initiation Document (WID)."""

from __future__ import annotations

import datetime
import re
from typing import Literal

import msgspec

from lakebook.model.reference import Link, Reference

ID_FORM = re.compile(r"[a-z][a-z0-9-]{2,62}")


class Write(msgspec.Struct, kw_only=True, omit_defaults=True):
    """What a product writes: a dataset of the catalogue or a directory of the lake. Shorthand: either of them."""

    dataset: str = ""
    path: str = ""
    note: str = ""

    @classmethod
    def from_text(cls, text: str) -> dict[str, str]:
        """Fields of the shorthand: what holds a slash is a directory."""
        return {"path": text} if "/" in text else {"dataset": text}


class Surface(msgspec.Struct, kw_only=True, omit_defaults=True):
    """A place where a product's data is seen."""

    type: Literal["table", "file", "api", "stream", "dashboard", "notebook", "model", "mail"]
    name: str
    url: str = ""
    audience: Literal["", "team", "company", "partners", "public"] = ""


class Integration(msgspec.Struct, kw_only=True, omit_defaults=True):
    """A system outside the catalogue that the product speaks to."""

    system: str
    direction: Literal["in", "out", "both"]
    how: Literal["api", "file", "stream", "database", "manual"]
    note: str = ""


class Section(msgspec.Struct, kw_only=True, omit_defaults=True):
    """A second-level heading of a page and the text below it."""

    heading: str
    line: int
    words: int
    """Words below it, comments and code left out."""
    text: str = ""


class Product(msgspec.Struct, kw_only=True, omit_defaults=True):
    """A data product: the front matter of ``wids/<id>.md`` and its text."""

    id: str
    """Equal to the file's name."""
    title: str
    summary: str
    """One sentence."""
    status: Literal["draft", "proposed", "active", "deprecated", "retired"]
    """Open Data Product Standard 1.1."""
    domain: str
    team: str
    business_contact: str
    technical_contact: str
    reads: list[Reference]
    """Datasets of the catalogue, with the reason."""
    writes: list[Write]
    surfaces: list[Surface]
    integrations: list[Integration] = []
    adrs: list[str] = []
    """Ids of decisions."""
    type: Literal["", "sourceAligned", "aggregate", "consumerAligned"] = ""
    """Open Data Product Standard 1.1."""
    created: datetime.date | None = None
    review_by: datetime.date | None = None
    replaces: str = ""
    """Id of the product it follows."""
    links: list[Link] = []
    tags: list[str] = []
    ignore: dict[str, str] = {}
    body: str = ""
    """Markdown below the front matter, as written."""
    body_line: int = 1
    """Line of the file where the body starts."""
    sections: list[Section] = []
    path: str = ""
    line: int = 0

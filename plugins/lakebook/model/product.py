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
    """A dataset of the catalogue, looked up as a reference."""
    path: str = ""
    """A directory of the lake."""
    note: str = ""
    """What is written there, or how."""

    @classmethod
    def from_text(cls, text: str) -> dict[str, str]:
        """Fields of the shorthand: what holds a slash is a directory."""
        return {"path": text} if "/" in text else {"dataset": text}


class Surface(msgspec.Struct, kw_only=True, omit_defaults=True):
    """A place where a product's data is seen."""

    type: Literal["table", "file", "api", "stream", "dashboard", "notebook", "model", "mail"]
    """What people look at or call."""
    name: str
    """What it is called."""
    url: str = ""
    """Where it is."""
    audience: Literal["", "team", "company", "partners", "public"] = ""
    """Who may see it."""


class Integration(msgspec.Struct, kw_only=True, omit_defaults=True):
    """A system outside the catalogue that the product speaks to."""

    system: str
    """The other system, in the words of the company."""
    direction: Literal["in", "out", "both"]
    """Which way the data goes, seen from the product."""
    how: Literal["api", "file", "stream", "database", "manual"]
    """By what means."""
    note: str = ""
    """What is exchanged, how often."""


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
    """Name of the product, as people say it."""
    summary: str
    """One sentence."""
    status: Literal["draft", "proposed", "active", "deprecated", "retired"]
    """Open Data Product Standard 1.1."""
    domain: str
    """Id of the functional domain it belongs to."""
    team: str
    """Id of the team that builds and repairs it."""
    business_contact: str
    """Id of the person who answers "why"."""
    technical_contact: str
    """Id of the person who answers "how"."""
    reads: list[Reference]
    """Datasets of the catalogue, with the reason."""
    writes: list[Write]
    """Datasets of the catalogue and directories of the lake that it writes."""
    surfaces: list[Surface]
    """Where its data is seen."""
    integrations: list[Integration] = []
    """Systems outside the catalogue that it speaks to."""
    adrs: list[str] = []
    """Ids of decisions."""
    type: Literal["", "sourceAligned", "aggregate", "consumerAligned"] = ""
    """Open Data Product Standard 1.1."""
    created: datetime.date | None = None
    """Day on which the document was started."""
    review_by: datetime.date | None = None
    """Day by which somebody looks at it again."""
    replaces: str = ""
    """Id of the product it follows."""
    links: list[Link] = []
    """Addresses outside the book."""
    tags: list[str] = []
    """Free words to find it by."""
    ignore: dict[str, str] = {}
    """Check name or code -> reason why it does not apply here."""
    body: str = ""
    """Markdown below the front matter, as written."""
    body_line: int = 1
    """Line of the file where the body starts."""
    sections: list[Section] = []
    path: str = ""
    line: int = 0

"""Systems: where data lives, such as an ERP, a warehouse, a cluster of topics, a file share."""

from __future__ import annotations

import msgspec

from lakebook.model.reference import Link


class System(msgspec.Struct, kw_only=True, omit_defaults=True):
    """A system: a folder below a domain with its ``system.yaml``. What it says is the default for what lies below."""

    id: str = msgspec.field(default="", name="system")
    """Name of the folder; unique over all domains."""
    domain: str = ""
    """The domain whose folder holds its ``system.yaml``."""
    title: str = ""
    """Name of the system, as people say it."""
    kind: str = ""
    """In the company's words: ERP, MES, CRM, warehouse, BI, Kafka, files."""
    description: str = ""
    """What the system is for, in a sentence or two."""
    custodian: str = ""
    """Id of the person who answers for its data; the domain's when absent."""
    deputy: str = ""
    """Id of the person who stands in."""
    classification: str = ""
    """Default for every dataset below; the domain's when absent."""
    technology: str = ""
    """Product and version, such as ``PostgreSQL 16``."""
    url: str = ""
    """Address of the system, or of its documentation."""
    team: str = ""
    """Id of the team that runs it."""
    external: bool = False
    """Outside the company: references into it need no dataset."""
    tags: list[str] = []
    """Free words to find it by."""
    links: list[Link] = []
    """Addresses outside the book."""
    ignore: dict[str, str] = {}
    """Check name or code -> reason why it does not apply here."""
    path: str = ""
    """Its file; empty when the folder has none."""
    line: int = 0

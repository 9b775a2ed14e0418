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
    kind: str = ""
    """In the company's words: ERP, MES, CRM, warehouse, BI, Kafka, files."""
    description: str = ""
    custodian: str = ""
    deputy: str = ""
    classification: str = ""
    technology: str = ""
    """Product and version, such as ``PostgreSQL 16``."""
    url: str = ""
    team: str = ""
    """Id of the team that runs it."""
    external: bool = False
    """Outside the company: references into it need no dataset."""
    tags: list[str] = []
    links: list[Link] = []
    ignore: dict[str, str] = {}
    path: str = ""
    """Its file; empty when the folder has none."""
    line: int = 0

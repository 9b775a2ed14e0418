"""Functional domains and their terms."""

from __future__ import annotations

import msgspec

from lakebook.model.reference import Link


class Term(msgspec.Struct, kw_only=True, omit_defaults=True):
    """A word as one domain means it. Shorthand: the definition. URN ``lb:term/<domain>/<name>``."""

    name: str = ""
    definition: str
    owner: str = ""
    """Id of a person; the domain's custodian when absent."""
    synonyms: list[str] = []
    note: str = ""
    """How it differs from the same word elsewhere."""

    @classmethod
    def from_text(cls, text: str) -> dict[str, str]:
        """Fields of the shorthand."""
        return {"definition": text}


class Domain(msgspec.Struct, kw_only=True, omit_defaults=True):
    """A functional domain: a folder below ``catalogue/`` with its ``domain.yaml``."""

    id: str = msgspec.field(default="", name="domain")
    """Name of the folder."""
    title: str = ""
    description: str = ""
    custodian: str = ""
    """Id of the person who answers for its data."""
    deputy: str = ""
    """Id of the person who stands in."""
    classification: str = ""
    """Default for every dataset below."""
    terms: dict[str, Term] = {}
    tags: list[str] = []
    links: list[Link] = []
    ignore: dict[str, str] = {}
    """Check name or code -> reason why it does not apply here."""
    path: str = ""
    """Its file; empty when the folder has none."""
    line: int = 0

"""Functional domains and their terms."""

from __future__ import annotations

import msgspec

from lakebook.model.reference import Link


class Term(msgspec.Struct, kw_only=True, omit_defaults=True):
    """A word as one domain means it. Shorthand: the definition. URN ``lb:term/<domain>/<name>``."""

    name: str = ""
    definition: str
    """What the word means in this domain."""
    owner: str = ""
    """Id of a person; the domain's custodian when absent."""
    synonyms: list[str] = []
    """Other words for the same; references find the term by them, too."""
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
    """Name of the domain, as people say it."""
    description: str = ""
    """What the domain is about, in a sentence or two."""
    custodian: str = ""
    """Id of the person who answers for its data."""
    deputy: str = ""
    """Id of the person who stands in."""
    classification: str = ""
    """Default for every dataset below."""
    terms: dict[str, Term] = {}
    """Words as this domain means them, by name."""
    tags: list[str] = []
    """Free words to find it by."""
    links: list[Link] = []
    """Addresses outside the book."""
    ignore: dict[str, str] = {}
    """Check name or code -> reason why it does not apply here."""
    path: str = ""
    """Its file; empty when the folder has none."""
    line: int = 0

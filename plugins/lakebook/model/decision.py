"""Decisions: architecture decision records (ADRs) of every dialect."""

from __future__ import annotations

import datetime

import msgspec

STATUSES = ("draft", "proposed", "accepted", "rejected", "deprecated", "superseded")
RELATIONS = {
    "supersedes": "superseded_by",
    "superseded_by": "supersedes",
    "amends": "amended_by",
    "amended_by": "amends",
    "clarifies": "clarified_by",
    "clarified_by": "clarifies",
    "extends": "extended_by",
    "extended_by": "extends",
    "refines": "refined_by",
    "refined_by": "refines",
    "depends_on": "required_by",
    "required_by": "depends_on",
    "relates_to": "relates_to",
}
"""Relation -> the same relation as seen from the other decision."""


class Relation(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One decision's word about another."""

    kind: str
    """A key of RELATIONS."""
    target: str
    """As written: a file name, an id, or a URL."""
    text: str = ""
    """Words after an id that limit the relation, such as ``start-up only``; such a relation leads to no decision."""
    decision: str = ""
    """Id of the decision it leads to, once looked up; empty when there is none."""
    line: int = 0
    column: int = 0


class Decision(msgspec.Struct, kw_only=True, omit_defaults=True):
    """A decision, as its file says it."""

    id: str
    """From the front matter, else from the file's name: ``adr-0012``, ``20240304-date-named``."""
    number: int | None = None
    """The running number, where the log has one."""
    title: str = ""
    """What was decided, in a few words; the first heading when absent."""
    status: str = ""
    """One of STATUSES, or empty: missing or not understood. Only ``accepted`` ever satisfies a gate."""
    raw_status: str = ""
    """The words of the file."""
    partial: bool = False
    """Superseded in part only; never satisfies a gate."""
    date: datetime.date | None = None
    """Day of the decision."""
    review: datetime.date | None = None
    """Day on which somebody looks at it again."""
    deciders: list[str] = []
    """Who decided; written ``decision-makers``."""
    consulted: list[str] = []
    """Who was asked."""
    informed: list[str] = []
    """Who was told."""
    summary: str = ""
    """A Y-statement or another one-sentence summary."""
    relations: list[Relation] = []
    datasets: list[str] = []
    """Datasets the decision covers; gates look here."""
    products: list[str] = []
    """Products the decision covers; gates look here."""
    tags: list[str] = []
    """Free words to find it by."""
    ignore: dict[str, str] = {}
    """Check name or code -> reason why it does not apply here."""
    dialect: str = ""
    """How the metadata was written: front-matter, sections, bullets, table, line."""
    body: str = ""
    """Markdown without front matter, as written."""
    body_line: int = 1
    """Line of the file where the body starts."""
    path: str = ""
    line: int = 1

    def related(self, kind: str) -> list[Relation]:
        """Relations of one kind, in the order of the file."""
        return [relation for relation in self.relations if relation.kind == kind]

"""Datasets and columns: the physical model a custodian answers for."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal, TypeAlias, cast

import msgspec

from lakebook.model.no_texts import NO_TEXTS
from lakebook.model.reference import Link, Reference

KEYS = ("pk", "uk", "fk")
Key: TypeAlias = Literal["pk", "uk", "fk"]
_MISREAD = re.compile(
    r" (?:(primary|pk)|(unique|uk)|(foreign|fk)|(not null|mandatory|required))(?: key)?$", re.IGNORECASE
)
"""Words that no type ends in; the groups are those of the shorthand's own words."""
TRIGGERS = ("batch", "file", "event", "stream", "manual")


class Column(msgspec.Struct, kw_only=True, omit_defaults=True, gc=False):
    """One column. Shorthand: ``TYPE [pk|uk|fk] [required] [| description]``.

    Tuples where other records have lists, and NO_TEXTS: 200,000 columns then share the empty ones.
    """

    name: str = ""
    type: str = ""
    """As the source system spells it."""
    key: tuple[Key, ...] = ()
    """Primary, unique, foreign; several where it is several."""
    required: bool = False
    """Whether it always holds a value."""
    title: str = ""
    """Name of the column, as people say it."""
    description: str = ""
    """What a value means."""
    references: str = ""
    """For a foreign key: the column it points to, looked up like ``from:``."""
    from_: tuple[Reference, ...] = msgspec.field(default=(), name="from")
    """Columns (or datasets) it is made of; the note is the rule."""
    classification: str = ""
    """Inherited from the dataset when absent."""
    personal: tuple[str, ...] = ()
    """Categories of personal data: name, contact, location, health, ..."""
    term: str = ""
    """A term of the dataset's domain, or ``domain/term``."""
    values: dict[str, str] = NO_TEXTS
    """Code -> meaning."""
    unit: str = ""
    """Unit of measure or currency, such as ``kg`` or ``EUR``."""
    example: str = ""
    """A value as it occurs."""
    formerly: tuple[str, ...] = ()
    """Old names, which keep resolving."""
    tags: tuple[str, ...] = ()
    """Free words to find it by."""
    ignore: dict[str, str] = NO_TEXTS
    """Check name or code -> reason why it does not apply here."""
    extra: dict[str, str] = NO_TEXTS
    """What an importer found and we have no field for."""

    @classmethod
    def from_line(cls, name: str, text: str) -> Column:
        """The column that the shorthand ``bigint pk required | Surrogate key.`` means."""
        head, _, description = text.partition("|")
        spelt, keys, required = _type_and_keys(head)
        return cls(name=name, type=spelt, key=keys, required=required, description=description.strip())

    def misread(self) -> str:
        """What was meant where the type took in a key, as in ``bigint primary key``; empty where it did not."""
        head, words = self.type, [*self.key, *(["required"] if self.required else [])]
        while " " in head and (match := _MISREAD.search(head)):
            words.insert(0, (*KEYS, "required")[(match.lastindex or 1) - 1])
            head = head[: match.start()]
        return " ".join((head, *dict.fromkeys(words))) if head != self.type else ""


@lru_cache(maxsize=4096)
def _type_and_keys(head: str) -> tuple[str, tuple[Key, ...], bool]:
    """Type, keys and whether required, of the shorthand up to its bar: a book has few, which its columns then share."""
    words = head.split()
    keys: tuple[Key, ...] = ()
    required = False
    while words:
        word = words[-1]
        if word == "required":
            required = True
        elif word in KEYS:
            keys = (cast(Key, word), *keys)
        else:
            break
        words.pop()
    return " ".join(words), keys, required


class Refresh(msgspec.Struct, kw_only=True, omit_defaults=True, gc=False):
    """How new data arrives. Shorthand: ``batch | every night at 02:00``, or the trigger alone."""

    trigger: Literal["", "batch", "file", "event", "stream", "manual"] = ""
    """Batch schedule, file arrival, event, stream, by hand."""
    when: str = ""
    """In words."""

    @classmethod
    def from_text(cls, text: str) -> dict[str, str]:
        """Fields of the shorthand; text without a known trigger is kept as words."""
        head, bar, rest = text.partition("|")
        if bar:
            return {"trigger": head.strip(), "when": rest.strip()}
        word = text.strip()
        return {"trigger": word} if word in TRIGGERS else {"when": word}

    def __str__(self) -> str:
        return ", ".join(part for part in (self.trigger, self.when) if part)


class Dataset(msgspec.Struct, kw_only=True, omit_defaults=True):
    """A table, view, file, topic, report, dashboard or API, keyed by name in its schema's file."""

    name: str = ""
    domain: str = ""
    system: str = ""
    schema: str = ""
    kind: str = "table"
    """One of the kinds of ``lakebook.yaml``; table, view, file, topic, report, dashboard, api by default."""
    layer: str = ""
    """One of the layers of ``lakebook.yaml``; bronze, silver, gold by default."""
    location: str = msgspec.field(default="", name="path")
    """Directory or address in the lake."""
    url: str = ""
    """Address of the dataset itself, such as that of a dashboard."""
    title: str = ""
    """Name of the dataset, as people say it."""
    description: str = ""
    """What it holds, and what one row is."""
    custodian: str = ""
    """Inherited from the system, then the domain, when absent."""
    classification: str = ""
    """Inherited from the system, then the domain, when absent."""
    personal: list[str] = []
    """Categories of personal data in the dataset as a whole; columns add theirs."""
    retention: str = ""
    """How long the data is kept, such as ``3 years after the last order``."""
    refresh: Refresh | None = None
    """How new data arrives."""
    status: Literal["draft", "active", "deprecated", "retired"] = "active"
    """Whether it may be relied on."""
    successor: str = ""
    """For a deprecated dataset: the one to use instead."""
    terms: list[str] = []
    """Terms of its domain that it is about, or ``domain/term``."""
    tags: list[str] = []
    """Free words to find it by."""
    sources: list[Reference] = []
    """Datasets it is made of; the note says how."""
    columns: dict[str, Column] = {}
    """Its columns, by name."""
    formerly: list[str] = []
    """Old names, which keep resolving; a bare name or a full identity."""
    product: str = ""
    """Id of the product that writes it, where its owner says so here."""
    links: list[Link] = []
    """Addresses outside the book."""
    ignore: dict[str, str] = {}
    """Check name or code -> reason why it does not apply here."""
    extra: dict[str, str] = {}
    """What an importer found and we have no field for."""
    file: str = ""
    """Path of the file that describes it."""
    line: int = 0
    """Line of its key there; 0 in a workbook."""
    sheet: str = ""
    """Sheet and cell of its name, in a workbook."""
    cell: str = ""

    @property
    def id(self) -> str:
        """Identity: ``system.schema.dataset``. The domain is not part of it: datasets change owner."""
        return f"{self.system}.{self.schema}.{self.name}"

    @property
    def display_title(self) -> str:
        """Title, or the name where none is given."""
        return self.title or self.name

    def personal_categories(self) -> list[str]:
        """Categories of personal data of the dataset and its columns, sorted."""
        return sorted(set(self.personal).union(*[one.personal for one in self.columns.values() if one.personal]))

"""What importers saw of a schema's datasets: ``<schema>.observed.yaml``, which nobody writes by hand."""

from __future__ import annotations

import msgspec

from lakebook.model.dataset import Dataset


class ObservedColumn(msgspec.Struct, kw_only=True, omit_defaults=True, gc=False):
    """A column that was seen to be made of others. Shorthand: the one it is made of."""

    name: str = ""
    from_: tuple[str, ...] = msgspec.field(default=(), name="from")
    """Columns of the source, by their names there."""

    @classmethod
    def from_text(cls, text: str) -> dict[str, str]:
        """Fields of the shorthand."""
        return {"from": text}


class ObservedEdge(msgspec.Struct, kw_only=True, omit_defaults=True, gc=False):
    """A dataset that was seen to be made of another. Shorthand: the origin."""

    name: str = ""
    """The source: a whole identity, ``system.schema.dataset``."""
    origin: tuple[str, ...] = ()
    """What it was seen in: ``sql``, ``dbt``, ``openlineage``, ..."""
    columns: dict[str, ObservedColumn] = {}
    """Columns that were seen to be made of columns of the source."""

    @classmethod
    def from_text(cls, text: str) -> dict[str, str]:
        """Fields of the shorthand."""
        return {"origin": text}


class Observation(msgspec.Struct, kw_only=True, omit_defaults=True, gc=False):
    """What was seen of one dataset."""

    name: str = ""
    domain: str = ""
    system: str = ""
    schema: str = ""
    edges: dict[str, ObservedEdge] = {}
    """Datasets that it was seen to be made of."""
    seen: dict[str, Dataset] = {}
    """Importer -> what its source said of the dataset the last time, its name and place left out: the base of the next
    import. A field of the dataset that still says the same is the source's; any other one is a person's."""
    spaces: tuple[str, ...] = ()
    """What sources call the place of the schema, such as ``raw.jaffle_shop``; one list for the whole file."""
    given: tuple[str, ...] = ()
    """Importer and what it was given, such as ``sql db/scripts``: files of which one import shows all of the schema."""
    drafts: tuple[str, ...] = ()
    """Importer and exposure, such as ``dbt weekly_sales``, that have or had a product: no draft is made again."""
    file: str = ""
    line: int = 0

    @property
    def id(self) -> str:
        """Identity of the dataset."""
        return f"{self.system}.{self.schema}.{self.name}"

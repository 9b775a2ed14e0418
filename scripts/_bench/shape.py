"""How many of each thing the measured book has, what they are called, and where they lie."""

from __future__ import annotations

import random
from math import ceil
from pathlib import Path
from typing import NamedTuple

COLUMNS = 20
"""Columns of a dataset."""
NAMES_PER_DATASET = 1.2
"""Column names that a dataset brings along and few others have: 12,000 in 10,000 datasets, as companies have."""
EDGES_PER_DATASET = 2.7
MADE_OF_OTHERS = (3, 10, 17)
"""Positions of columns made of a column of another dataset that has the same name."""
WORDS = """
    order customer invoice plant machine batch material supplier shipment price stock contract ledger account payment
    delivery complaint sample press compound mould sensor shift route warehouse region currency period budget employee
""".split()  # noqa: SIM905
SENTENCES = (
    "Amount in the currency of the contract, before tax.",
    "Set when the record is first posted; never changed afterwards.",
    "Empty for records that were taken over from the old system in 2019.",
    "Business key; unique together with the plant.",
    "Local time of the plant, without a zone.",
    "Code from the list of the supply chain department.",
    "Measured by the sensor, averaged over one minute.",
    "Refers to the person who released the document.",
)
TYPES = ("bigint", "varchar(40)", "varchar(255)", "date", "timestamp", "numeric(18,2)", "boolean", "integer")
LAYERS = ("bronze", "silver", "gold")
_FEW = (13, 14, 15, 16, 18, 19)
_MANY = tuple(place for place in range(1, COLUMNS) if place not in MADE_OF_OTHERS)
_LETTERS = len(WORDS) ** 3


class Shape(NamedTuple):
    """The size of a book; what is not given is read off the number of datasets, as large companies show it."""

    datasets: int
    products: int
    decisions: int
    names_per_dataset: float = NAMES_PER_DATASET
    """Column names that few datasets have, for each dataset; 14.2 is 142,000 in 10,000 datasets."""
    one_system: int = 0
    """Datasets that lie in the first system, however many the others have."""
    woven: bool = False
    """Whether every column but the key is made of two others, as in a company that reads its lineage from code."""

    @property
    def systems(self) -> int:
        """Systems: 4 to 80."""
        return max(4, min(80, self.datasets // 60))

    @property
    def domains(self) -> int:
        """A domain has four systems."""
        return max(2, self.systems // 4)

    @property
    def schemas(self) -> int:
        """A system has five schemas, each a file."""
        return self.systems * 5

    @property
    def people(self) -> int:
        """A domain has four people."""
        return self.domains * 4

    def place(self, index: int) -> tuple[str, str, str, str]:
        """Domain, system, schema and name of a dataset; the datasets of a schema follow each other."""
        if index < self.one_system:
            schema = index * 5 // self.one_system
        elif self.one_system:
            others = self.datasets - self.one_system
            schema = 5 + (index - self.one_system) * (self.schemas - 5) // others
        else:
            schema = index * self.schemas // self.datasets
        system = schema // 5
        domain = system * self.domains // self.systems
        word = WORDS[index % len(WORDS)]
        return f"domain-{domain:02}", f"system-{system:02}", f"schema_{schema % 5}", f"{word}_{index:05}"

    def identity(self, index: int) -> str:
        """Identity of a dataset."""
        return ".".join(self.place(index)[1:])

    def address(self, index: int) -> str:
        """Where the page of a dataset stands in the site."""
        return f"datasets/{'/'.join(self.place(index)[1:])}/"

    def file(self, index: int) -> Path:
        """The file of the book that holds a dataset."""
        domain, system, schema, _ = self.place(index)
        return Path("catalogue", domain, system, f"{schema}.yaml")

    def column_names(self, index: int) -> list[str]:
        """Names of a dataset's columns: most are everybody's, the others are few datasets' own."""
        rare = _FEW if self.names_per_dataset <= len(_FEW) else _MANY
        common = [f"{WORDS[n]}_{('id', 'code', 'date', 'amount')[n % 4]}" for n in range(COLUMNS)]
        return [
            self._rare_name(index * len(rare) + rare.index(place)) if place in rare else name
            for place, name in enumerate(common)
        ]

    def _rare_name(self, number: int) -> str:
        number = number * 7919 % ceil(self.datasets * self.names_per_dataset)
        words = [WORDS[number // len(WORDS) ** power % len(WORDS)] for power in range(3)]
        if number % 3 == 0:
            return f"{words[0]}{words[1].title()}{number}"
        return f"{'_'.join(words)}_{number % 10 + 10 * (number // _LETTERS)}"

    def sources(self, index: int, chance: random.Random) -> list[int]:
        """Earlier datasets that one is made of; about 2.7 of them, so that there is no cycle."""
        wanted = int(EDGES_PER_DATASET) + (chance.random() < EDGES_PER_DATASET % 1)
        return sorted(chance.sample(range(index), min(index, wanted)))


def prose(chance: random.Random, sentences: int) -> str:
    """So many sentences."""
    return " ".join(chance.choice(SENTENCES) for _ in range(sentences))


def write(path: Path, text: str) -> None:
    """Write *text*, and make the folder for it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")

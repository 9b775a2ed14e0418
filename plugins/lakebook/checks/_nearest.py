"""What a name that leads nowhere may have meant."""

from __future__ import annotations

from collections.abc import Iterable

from lakebook.book import Book
from lakebook.model.dataset import Dataset
from lakebook.readers._hints import closest, surely

MOST = 50
"""Names searched for in one run of a check: each search may look at every name of the catalogue."""
_FAR = 0.5
_CLOSE = 0.7
_SAME_BUT_FOR_A_SLIP = 0.8
"""For names that may well be new."""
_VERY_CLOSE = 0.85
"""For whole identities, which have their first parts in common."""


class Nearest:
    """Hints for references that lead nowhere; after MOST of them, one that costs nothing."""

    def __init__(self, book: Book) -> None:
        self._catalogue = book.catalogue
        self._left = MOST

    def hint(self, name: str, near: Dataset | None = None) -> str:
        """What to type instead of *name*, as seen from the dataset *near*."""
        found = self.meant(name, near)
        return f"did you mean '{found}'?" if found else "correct it, or describe the dataset in the catalogue"

    def meant(self, name: str, near: Dataset | None = None) -> str:
        """What *name* may stand for, as seen from the dataset *near*; empty where nothing is close."""
        self._left -= 1
        if self._left < 0:
            return ""
        return self._column(name, near) or self._neighbour(name, near) or self._anywhere(name)

    def sure(self, name: str, near: Dataset) -> str:
        """The column or the dataset of a schema that *name* must mean: all but its last part leads there."""
        head, dot, tail = name.rpartition(".")
        dataset = self._catalogue.resolve(head, near).dataset if dot else None
        if dataset is not None:
            found = surely(tail, dataset.columns)
        else:
            around = f"{head}." if dot else f"{near.system}.{near.schema}."
            system = self._catalogue.systems.get(around.partition(".")[0])
            known = self._catalogue.datasets_of(system) if system is not None and around.count(".") == 2 else []
            found = surely(tail, [one.name for one in known if one.id == around + one.name])
        return f"{head}{dot}{found}" if found else ""

    def meant_to_write(self, name: str) -> str:
        """The dataset whose name was mistyped where a product writes *name*; empty where that may be a new one."""
        system, schema, last = (*name.split(".", 2), "", "")[:3]
        if not last:
            return self.meant(name)
        if (dataset := self._catalogue.resolve(name.rpartition(".")[0]).dataset) is not None:
            return dataset.id
        self._left -= 1
        systems = self._catalogue.systems
        system = system if system in systems else closest(system, systems, _CLOSE)
        around = self._catalogue.datasets_of(systems[system]) if system and self._left >= 0 else []
        if schema not in {known.schema for known in around}:
            schema = closest(schema, {known.schema for known in around}, _FAR)
        found = closest(last, [known.name for known in around if known.schema == schema], _SAME_BUT_FOR_A_SLIP)
        return f"{system}.{schema}.{found}" if found else ""

    def _column(self, name: str, near: Dataset | None) -> str:
        """A column of the dataset that the name starts with."""
        head, dot, tail = name.rpartition(".")
        dataset = self._catalogue.resolve(head, near).dataset if dot else None
        column = closest(tail, dataset.columns) if dataset is not None else ""
        return f"{head}.{column}" if column else ""

    def _neighbour(self, name: str, near: Dataset | None) -> str:
        """A dataset of the same schema by its bare name, or a column of it."""
        if near is None:
            return ""
        around = self._catalogue.datasets_of(self._catalogue.systems[near.system])
        named = {known.name: known for known in around if known.schema == near.schema}
        head, dot, tail = name.rpartition(".")
        dataset = closest(head, named) if dot else ""
        return f"{dataset}.{tail}" if dataset and tail in named[dataset].columns else closest(name, named)

    def _anywhere(self, name: str) -> str:
        """A column of a dataset that is close, else a dataset."""
        head, _, tail = name.rpartition(".")
        dataset = self._dataset(head) if head.count(".") > 1 else ""
        column = closest(tail, self._catalogue.datasets[dataset].columns) if dataset else ""
        return f"{dataset}.{column}" if column else self._dataset(name)

    def _dataset(self, name: str) -> str:
        """One of the same system with a close last name, else one that is close as a whole."""
        names = self._catalogue.names()
        system = name.partition(".")[0].lower() + "."
        last = name.rpartition(".")[2]
        same = [known for known in names if known.lower().startswith(system)]
        for around, cutoff in ((same, _FAR), (names, _CLOSE)):
            word = closest(last, {known.rpartition(".")[2] for known in around}, _CLOSE).lower()
            alike = [known for known in around if word and known.lower().endswith(f".{word}")]
            if found := closest(name, alike, cutoff) or (alike[0] if alike and "." not in name else ""):
                return found
        return closest(name, names, _VERY_CLOSE)


def person_hint(book: Book, word: str) -> str:
    """The id of the person that *word* may mean: their name, address or handle, else an id that is close."""
    people = book.catalogue.people
    plain = word.strip().lower()
    for person in people.values():
        if plain in (person.name.lower(), person.email.lower(), person.handle.lower()):
            return f"write '{person.id}', their id"
    return _else_add(book, word, people, "people")


def person_meant(book: Book, word: str) -> str:
    """The id of the one person that *word* must mean; empty where that is not sure."""
    plain = word.strip().lower()
    people = book.catalogue.people
    named = [one.id for one in people.values() if plain in (one.name.lower(), one.email.lower(), one.handle.lower())]
    return named[0] if len(named) == 1 else "" if named else surely(word, people)


def team_hint(book: Book, word: str) -> str:
    """The id of the team that *word* may mean."""
    return _else_add(book, word, book.catalogue.teams, "teams")


def _else_add(book: Book, word: str, known: Iterable[str], file: str) -> str:
    near = closest(word, known)
    return f"did you mean '{near}'?" if near else f"add '{word}' to {book.settings.folders.catalogue}/{file}.yaml"

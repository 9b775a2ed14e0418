"""What a name that leads nowhere may have meant."""

from __future__ import annotations

from collections.abc import Iterable

from lakebook.book import Book
from lakebook.model.dataset import Dataset
from lakebook.readers._typed import closest

MOST = 50
"""Names searched for in one run of a check: each search may look at every name of the catalogue."""


class Nearest:
    """Hints for references that lead nowhere; after MOST of them, one that costs nothing."""

    def __init__(self, book: Book) -> None:
        self._catalogue = book.catalogue
        self._left = MOST

    def hint(self, name: str, near: Dataset | None = None) -> str:
        """What to type instead of *name*, as seen from the dataset *near*."""
        self._left -= 1
        found = ""
        if self._left >= 0:
            found = self._column(name, near) or self._neighbour(name, near) or self._anywhere(name)
        return f"did you mean '{found}'?" if found else "correct it, or describe the dataset in the catalogue"

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
        """A dataset with the closest last name, else the closest of the same system."""
        names = self._catalogue.names()
        last, system = name.rpartition(".")[2].lower(), name.partition(".")[0].lower() + "."
        word = closest(last, {known.rpartition(".")[2] for known in names}).lower()
        alike = [known for known in names if word and known.lower().endswith(f".{word}")]
        return closest(name, alike) or closest(name, [known for known in names if known.lower().startswith(system)])


def person_hint(book: Book, word: str) -> str:
    """The id of the person that *word* may mean: their name, address or handle, else an id that is close."""
    people = book.catalogue.people
    plain = word.strip().lower()
    for person in people.values():
        if plain in (person.name.lower(), person.email.lower(), person.handle.lower()):
            return f"write '{person.id}', their id"
    return _else_add(book, word, people, "people")


def team_hint(book: Book, word: str) -> str:
    """The id of the team that *word* may mean."""
    return _else_add(book, word, book.catalogue.teams, "teams")


def _else_add(book: Book, word: str, known: Iterable[str], file: str) -> str:
    near = closest(word, known)
    return f"did you mean '{near}'?" if near else f"add '{word}' to {book.settings.folders.catalogue}/{file}.yaml"

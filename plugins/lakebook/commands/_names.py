"""Names that ``lakebook new`` asks for: which there are, and what is said of others, in the words of the checks."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import msgspec

from lakebook.book import Book
from lakebook.checks._nearest import Nearest, person_hint, team_hint
from lakebook.checks.products._dataset_names import fault_of, hint_to_write
from lakebook.readers._hints import closest, did_you_mean


class Names(msgspec.Struct, frozen=True):
    """Names of one kind of record."""

    known: Mapping[str, str]
    """Name -> title, or what else people call it."""
    fault_of: Callable[[str], str]
    """What is wrong with a name, as it stands behind it in a message; empty where it may be used."""
    hint: Callable[[str], str]
    """What to do about a name that is wrong; may be empty."""
    near: Callable[[str], str]
    """The known name that a wrong one most likely meant; empty where none is close."""

    def doubt(self, name: str) -> str:
        """One line about a name that is wrong, else empty."""
        fault = self.fault_of(name)
        hint = self.hint(name) if fault else ""
        return f"'{name}' {fault}{'; ' if hint else ''}{hint}" if fault else ""

    def holding(self, part: str) -> list[str]:
        """Names that hold *part*, or whose titles do, case aside."""
        wanted = part.lower()
        return sorted(name for name, title in self.known.items() if wanted in name.lower() or wanted in title.lower())


def _of(known: Mapping[str, str], missing: str, hint: Callable[[str], str]) -> Names:
    return Names(known, lambda name: "" if name in known else missing, hint, lambda name: closest(name, known))


def domains(book: Book) -> Names:
    """Functional domains."""
    known = {key: domain.title for key, domain in book.catalogue.domains.items()}
    return _of(known, "is not in the catalogue", lambda name: did_you_mean(name, known))


def teams(book: Book) -> Names:
    """Teams, by id."""
    known = {key: team.title for key, team in book.catalogue.teams.items()}
    return _of(known, "is not in the teams file", lambda name: team_hint(book, name))


def people(book: Book) -> Names:
    """People who are here today, by id."""
    everybody = book.catalogue.people
    here = {key: f"{one.name} {one.email}" for key, one in everybody.items() if not one.has_left(book.today)}

    def fault(name: str) -> str:
        if name in everybody and name not in here:
            return f"left on {everybody[name].until}"
        return "" if name in here else "is not in the people file"

    def hint(name: str) -> str:
        return "name someone who is here" if name in everybody else person_hint(book, name)

    return Names(here, fault, hint, lambda name: closest(name, here))


def products(book: Book) -> Names:
    """Products, by id."""
    known = {key: product.title for key, product in book.products.items()}
    return _of(known, "is not a product of the book", lambda name: _did_you_mean(closest(name, known)))


def datasets(book: Book) -> Names:
    """Datasets, by any name that leads to one."""
    near = Nearest(book).meant
    return Names(_titles(book), lambda name: fault_of(book, name), lambda name: _did_you_mean(near(name)), near)


def datasets_to_write(book: Book, domain: str) -> Names:
    """Datasets and directories that a product of *domain* writes; a dataset that nobody knows may be new."""
    nearest = Nearest(book)
    return Names(
        _titles(book),
        lambda name: "" if "/" in name else fault_of(book, name),
        lambda name: hint_to_write(book, nearest, name, domain),
        nearest.meant_to_write,
    )


def _titles(book: Book) -> dict[str, str]:
    return {key: dataset.title for key, dataset in book.catalogue.datasets.items()}


def _did_you_mean(near: str) -> str:
    return f"did you mean '{near}'?" if near else ""

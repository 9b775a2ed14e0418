"""Which table of a source is which dataset of the book."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from lakebook.book import Book
from lakebook.diagnostics import Finding, Location
from lakebook.importers import Place
from lakebook.importers._fit import is_of_catalogue, unfit_case, unfit_schema
from lakebook.importers._harvest import Address, Found, Harvest
from lakebook.importers._harvest.book_files import broken_observed, domain_of_system
from lakebook.importers._harvest.observed_file import NO_SPACE
from lakebook.model.dataset import Dataset
from lakebook.writers.file_names import slug, tidy_name


class SchemaOfBook(NamedTuple):
    """A schema of the book, there already or not."""

    system: str
    schema: str


class Places:
    """Knows by the user, by earlier imports, and by what this one brings; never guesses."""

    def __init__(self, place: Place, harvest: Harvest, given: Mapping[str, SchemaOfBook]) -> None:
        """*given* by the user: space of the source -> schema of the book."""
        self._book, self._place = place.book, place
        self.errors: list[Finding] = []
        """Why no table can be placed."""
        self.broken: list[Finding] = []
        """Files that cannot be read and may know where spaces belong, which are left out for now."""
        self.refused: dict[str, Finding] = {}
        """Space -> why its tables are left out; spaces of one schema share the reason."""
        self.left_out: list[Found] = []
        """Tables that another one of the same schema is called like, but for case."""
        self.nameless: list[Found] = []
        """Tables whose names are blank."""
        self._elsewhere = _known_spaces(place.book, "")
        self._known = _known_spaces(place.book, place.system) | {_folded(space): to for space, to in given.items()}
        self.described = self._without_namesakes(harvest.found)
        """Those of which the source says what they are, and that have a place."""
        spaces = sorted({one.address.space for one in self.described})
        self._name_schemas(spaces)
        self._refuse_unfit([space for space in spaces if _folded(space) in self._known])
        self.described = [one for one in self.described if self._is_taken(one.address.space)]
        self._identities = {one.address: self._identity(one.address) for one in self.described}
        self._brought = {_folded_address(address): identity for address, identity in self._identities.items()}
        self._there = _by_lower_case(place.book.catalogue.datasets)
        self._find_clashes()

    def of_described(self, address: Address) -> SchemaOfBook:
        """The schema that a table of this source goes to."""
        return self._known[_folded(address.space)]

    def _is_taken(self, space: str) -> bool:
        return bool(self.errors) or (_folded(space) in self._known and space not in self.refused)

    def is_placed(self, address: Address) -> bool:
        """Whether it is known to which schema a table of this source goes."""
        return _folded(address.space) in self._known

    def dataset(self, address: Address) -> Dataset | None:
        """The dataset of the book that this is today; None where there is none."""
        identity = self.identity(address)
        return self._book.catalogue.resolve(identity).dataset if identity else None

    def identity(self, address: Address) -> str:
        """Identity of a table in the book, there already or brought by this import; empty where that is not known."""
        brought = self._identities.get(address) or self._brought.get(_folded_address(address))
        if brought:
            return brought
        space = _folded(address.space)
        schema = self._known.get(space) or self._elsewhere.get(space)
        whole = f"{schema.system}.{schema.schema}.{address.name}" if schema else as_said(address)
        found = self._book.catalogue.resolve(whole).dataset
        return found.id if found else self._there.get(whole.lower(), "") if schema else ""

    def schemas(self) -> dict[SchemaOfBook, list[str]]:
        """Schemas that tables of this source go to, each with what the source calls it."""
        found: dict[SchemaOfBook, list[str]] = {}
        for space in sorted({address.space for address in self._identities}):
            found.setdefault(self._known[_folded(space)], []).append(space)
        return found

    def notes(self) -> Iterator[Finding]:
        """Which tables are left out, though their schema is not."""
        for one in self.nameless:
            message = f"a {one.dataset.kind} of '{one.address.space}' has no name; it is left out"
            yield Finding(one.location, message, "give it a name in the source")
        for one in self.left_out:
            message = f"'{as_said(one.address)}' is called like another table, or differs by case alone; it is left out"
            yield Finding(one.location, message, "rename one of them in the source")

    def _without_namesakes(self, found: Iterable[Found]) -> list[Found]:
        kept: dict[Address, Found] = {}
        for one in found:
            if one.described and not tidy_name(one.address.name):
                self.nameless.append(one)
            elif one.described and kept.setdefault(_folded_address(one.address), one) is not one:
                self.left_out.append(one)
        return list(kept.values())

    def _identity(self, address: Address) -> str:
        schema = self._known.get(_folded(address.space))
        if schema is None:
            return ""
        whole = f"{schema.system}.{schema.schema}.{tidy_name(address.name)}"
        today = self._book.catalogue.resolve(whole).dataset
        return today.id if today else whole

    def _name_schemas(self, spaces: Iterable[str]) -> None:
        """Give each space that is not known a schema in the system that the user names."""
        new = [space for space in spaces if _folded(space) not in self._known]
        if new and not self._place.schema and (broken := broken_observed(self._book, self._place.system)):
            self.broken = broken
            return
        if new and not self._place.system:
            hint = f"type --domain NAME --system NAME, or --map {new[0] or 'SPACE'}=SYSTEM.SCHEMA"
            message = f"nothing says to which system {_named(new)} belongs"
            self.errors.append(Finding(Location(""), message, hint))
            return
        for space, schema in zip(new, self._names(new), strict=True):
            self._known[_folded(space)] = SchemaOfBook(self._place.system, schema)
        catalogue = self._book.catalogue
        for what, name, known in (
            ("system", self._place.system, catalogue.systems), ("domain", self._place.domain, catalogue.domains)
        ):  # fmt: skip
            if new and (reason := unfit_case(name, known)):
                hint = f"write it as it is in the book: --{what} NAME"
                self.errors.append(Finding(Location(""), f"{what} '{name}' {reason}", hint))

    def _refuse_unfit(self, spaces: Iterable[str]) -> None:
        """Leave out the spaces whose schema cannot be one of the book, whoever named it."""
        by_schema: dict[SchemaOfBook, list[str]] = {}
        for space in spaces:
            by_schema.setdefault(self._known[_folded(space)], []).append(space)
        there = {SchemaOfBook(one.system, one.schema) for one in self._book.catalogue.datasets.values()}
        for schema, named in by_schema.items():
            finding = None if schema in there else self._unfit(schema, named, there)
            if finding is not None:
                self.refused |= dict.fromkeys(named, finding)

    def _unfit(self, schema: SchemaOfBook, spaces: list[str], there: Iterable[SchemaOfBook]) -> Finding | None:
        system, name = schema
        reason = unfit_schema(name, {one.schema for one in there if one.system == system})
        if reason:
            other = f"{system}.{name}_schema" if name.lower() == "system" else f"{system}.SCHEMA"
            message = f"{_named(spaces)} is left out: the schema name '{name}' {reason}"
            hint = f"give it another name: --map {spaces[0] or 'SPACE'}={other}"
            return Finding(Location(""), message, hint)
        if reason := unfit_case(system, self._book.catalogue.systems):
            message = f"{_named(spaces)} is left out: system '{system}' {reason}"
            return Finding(Location(""), message, "write it as it is in the book")
        domain = domain_of_system(self._book, system) or self._place.domain
        if not domain:
            message = f"nothing says to which domain the system '{system}' belongs"
            return Finding(Location(""), message, "type --domain NAME")
        path = f"{self._book.settings.folders.catalogue}/{domain}/{system}/{name}.yaml"
        if not is_of_catalogue(path, self._book.settings):
            message = f"{_named(spaces)} is left out: '{path}' is no place of the catalogue"
            return Finding(Location(""), message, "name another domain, system or schema")
        return None

    def _names(self, spaces: list[str]) -> list[str]:
        """A name for each: its last part, and as much of what is before it as keeps two apart."""
        if self._place.schema:
            return [self._place.schema] * len(spaces)
        parts = [_parts(space) for space in spaces]
        taken = 1
        while True:
            names = [slug("_".join(part[-taken:])) for part in parts]
            if len(set(names)) == len(names) or taken >= max(map(len, parts)):
                return names
            taken += 1

    def _find_clashes(self) -> None:
        """Two tables that would be one dataset."""
        first: dict[str, Address] = {}
        for address, identity in self._identities.items():
            other = first.setdefault(identity.lower(), address)
            if identity and other is not address:
                message = f"'{as_said(address)}' and '{as_said(other)}' would both be {identity}"
                hint = f"tell their schemas apart: --map {address.space or 'SPACE'}=SYSTEM.SCHEMA"
                self.errors.append(Finding(Location(""), message, hint))


def _named(spaces: list[str]) -> str:
    """The first few, as people read them."""
    return ", ".join(f"'{space}'" for space in spaces[:3]) + (f" and {len(spaces) - 3} more" if spaces[3:] else "")


def _parts(space: str) -> list[str]:
    """What a space is made of; a server is one part."""
    _, is_address, rest = space.partition("://")
    server, _, path = rest.partition("/") if is_address else ("", "", space)
    return [part for part in (server, *path.replace("/", ".").split(".")) if part] or ["main"]


def as_said(address: Address) -> str:
    """The table as its source names it, on one line."""
    return f"{address.space}.{address.name}" if address.space else address.name


def _known_spaces(book: Book, system: str) -> dict[str, SchemaOfBook]:
    """Spaces that earlier imports met; one that stands for two schemas only counts in the user's *system*."""
    found: dict[str, set[SchemaOfBook]] = {}
    for seen in book.observations.values():
        for space in seen.spaces:
            found.setdefault("" if space == NO_SPACE else _folded(space), set()).add(
                SchemaOfBook(seen.system, seen.schema)
            )
    known = {}
    for space, schemas in found.items():
        mine = {schema for schema in schemas if schema.system == system} if system else schemas
        if len(mine) == 1:
            known[space] = mine.pop()
    return known


def _by_lower_case(identities: Iterable[str]) -> dict[str, str]:
    """Identity in lower case -> identity; those that differ by case alone are left out."""
    found: dict[str, str] = {}
    twice = set()
    for identity in identities:
        if found.setdefault(identity.lower(), identity) != identity:
            twice.add(identity.lower())
    return {key: identity for key, identity in found.items() if key not in twice}


def _folded(space: str) -> str:
    return space.lower()


def _folded_address(address: Address) -> Address:
    return Address(address.space.lower(), address.name.lower())

"""The files that are named on the command line, and those that they refer to: each is read once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from lakebook.diagnostics import Finding, Location
from lakebook.importers._documents.tidied import tidy
from lakebook.importers._harvest import Harvest
from lakebook.importers._harvest.note_list import NoteList
from lakebook.importers._harvest.source_files import files_below, read_bytes
from lakebook.syntax import Unreadable
from lakebook.syntax._yaml_trouble import require_utf8
from lakebook.syntax.foreign_yaml import Foreign, ForeignDocument, parse_foreign
from lakebook.writers.file_names import tidy_name

YAML_AND_JSON = (".json", ".yaml", ".yml")
_SHOWN = 3


class Document(msgspec.Struct, eq=False):
    """One file."""

    path: Path
    """As it was named."""
    foreign: ForeignDocument

    @property
    def value(self) -> Foreign:
        """What stands in it."""
        return self.foreign.value

    @property
    def stem(self) -> str:
        """Its name without the endings that only say what it is: ``orders`` of ``orders.schema.json.gz``."""
        name = self.path.name
        for ending in (".gz", *YAML_AND_JSON, ".avsc", ".schema", ".resource", ".package"):
            if len(name) > len(ending) and name.lower().endswith(ending):
                name = name[: -len(ending)]
        return name

    def locate(self, value: Foreign) -> Location:
        """Where a map or list of it stands."""
        return Location(self.path.as_posix(), self.foreign.line(value))


class Embedded(Document):
    """A text that stands in another file, such as a schema in an export."""

    place: Location

    def locate(self, value: Foreign) -> Location:
        """Where the text stands: its own lines are not those of the file."""
        return self.place


class Documents:
    """Files by path; trouble with one of them costs that one."""

    def __init__(self, given: Sequence[Path] | str, endings: tuple[str, ...]) -> None:
        self.notes = NoteList()
        self._given = [Path(given)] if isinstance(given, str) else list(given)
        self._endings = (*endings, *(f"{ending}.gz" for ending in endings))
        self._roots = [(path if path.is_dir() else path.parent).resolve() for path in self._given]
        self._read: dict[Path, Document | Finding] = {}
        self._broken: list[Finding] = []
        """Files that cannot be read, or that were named and are of another tool."""
        self._referred: set[Path] = set()
        self._refused: set[Path] = set()
        self._others: dict[Path, str] = {}
        """Files of folders that are of another tool -> what they are."""

    def each(self) -> Iterator[Document]:
        """All files that are named, and those of folders, but for refused ones; what cannot be read is noted."""
        for path in self.paths():
            if path in self._refused:
                continue
            document = self._open(path)
            if isinstance(document, Document):
                yield document
            elif document not in self._broken:
                self._broken.append(document)

    def texts(self, ending: str) -> Iterator[tuple[Path, str]]:
        """Files that are neither YAML nor JSON, by how their names end; ``each`` passes over them from now on."""
        for path in self.paths():
            if not path.name.lower().removesuffix(".gz").endswith(ending):
                continue
            self._refused.add(path)
            try:
                content = read_bytes(path)
                require_utf8(content)
            except Unreadable as error:
                trouble = error.trouble
                place = Location(path.as_posix(), trouble.line, trouble.column)
                self._broken.append(Finding(place, trouble.message, trouble.hint))
            else:
                yield path, content.decode("utf-8-sig")

    def paths(self) -> Iterator[Path]:
        """All files that are named, and those of folders."""
        return files_below(self._given, self._endings)

    def beside(self, document: Document, target: str) -> Document | None:
        """The file that *document* names, relative to itself; None outside of what was given, or where it is broken."""
        try:
            path = document.path.parent / target
            whole = path.resolve()
            inside = any(whole.is_relative_to(root) for root in self._roots) and whole.is_file()
        except (OSError, ValueError):
            return None
        found = self._open(path) if inside else None
        if found is not None:
            self._referred.add(path.resolve())
        return found if isinstance(found, Document) else None

    def is_referred(self, document: Document) -> bool:
        """Whether another file that was read so far refers to it."""
        return document.path.resolve() in self._referred

    def refuse(self, path: Path, what: str, hint: str) -> None:
        """Leave a file out that is not of this format: *what* it is instead, such as ``no JSON Schema``."""
        self._refused.add(path)
        if path in self._given:
            self._broken.append(Finding(Location(path.as_posix()), what, hint))
        else:
            self._others[path] = what

    def harvest(self, harvest: Harvest) -> Harvest:
        """*harvest* with what was noted; where nothing at all was found, what is broken is an error."""
        for found in harvest.found:
            tidy(found)
            if not tidy_name(found.address.name):
                self.notes.add(found.location, "a dataset without a name is left out", "name it in the source")
        harvest.found = [found for found in harvest.found if tidy_name(found.address.name)]
        if self._broken and not harvest.found:
            harvest.errors += self._broken
        else:
            for finding in self._broken:
                self.notes.add(finding.location, f"left out: {finding.message}", finding.hint)
        others = {path: what for path, what in self._others.items() if path.resolve() not in self._referred}
        if others:
            names = ", ".join(path.name for path in list(others)[:_SHOWN])
            more = f" and {len(others) - _SHOWN:,} more" if len(others) > _SHOWN else ""
            why = " or ".join(dict.fromkeys(others.values()))
            harvest.told.append(f"left out, {why}: {names}{more}")
        harvest.told = [tidy_name(line) for line in harvest.told]
        harvest.notes += [Finding(one.location, tidy_name(one.message), one.hint) for one in self.notes.listed()]
        return harvest

    def _open(self, path: Path) -> Document | Finding:
        whole = path.resolve()
        if whole not in self._read:
            self._read[whole] = self._parsed(path)
        return self._read[whole]

    def _parsed(self, path: Path) -> Document | Finding:
        try:
            foreign = parse_foreign(read_bytes(path))
        except Unreadable as error:
            trouble = error.trouble
            return Finding(Location(path.as_posix(), trouble.line, trouble.column), trouble.message, trouble.hint)
        for trouble in foreign.troubles:
            self.notes.add(Location(path.as_posix(), trouble.line, trouble.column), trouble.message, trouble.hint)
        return Document(path, foreign)

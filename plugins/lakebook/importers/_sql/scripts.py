"""Scripts -> tables and what fills them: files are read in the order of their paths, then what was left over."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from lakebook.diagnostics import Location
from lakebook.importers._harvest.note_list import NoteList
from lakebook.importers._harvest.source_files import files_below, read_bytes
from lakebook.importers._sql.decode import decode
from lakebook.importers._sql.dialects import DIALECTS, Dialect
from lakebook.importers._sql.guess_dialect import guess_dialects, marks
from lakebook.importers._sql.includes import Call, called, calls_in
from lakebook.importers._sql.settings import apply_command
from lakebook.importers._sql.splitter import split
from lakebook.importers._sql.statements import Statements
from lakebook.importers._sql.tables import Query, Session, Table, Tables
from lakebook.importers._sql.tokens import Part, read_tokens
from lakebook.syntax import Unreadable

_OF_ORACLE = (".pks", ".pkb", ".pck", ".prc", ".fnc", ".trg", ".pls", ".plsql", ".vw")
_PLAIN = (".sql", ".ddl", ".hql", ".psql", ".tsql", ".pgsql", *_OF_ORACLE)
ENDINGS = (*_PLAIN, *(f"{ending}.gz" for ending in _PLAIN))
"""What scripts are called."""
_DEEPEST = 50
"""Scripts that call for one another."""
_SCHEMA = re.compile(r"CREATE\s+SCHEMA\b", re.IGNORECASE)
_QUERY = re.compile(r"(?:SELECT|WITH|FROM)\b|\(\s*SELECT\b|\{\{", re.IGNORECASE)


class Script(NamedTuple):
    """A file, read."""

    path: str
    text: str
    dialect: Dialect


def read_scripts(given: Iterable[Path], dialect: str, notes: NoteList) -> list[Script]:
    """The files with their dialects: as given, else as they tell."""
    read: list[tuple[str, str]] = []
    for path in files_below(given, ENDINGS):
        text = read_text(path, notes)
        if text is not None:
            read.append((path.as_posix(), text))
    told = [DIALECTS[dialect]] * len(read) if dialect else guess_dialects([marks(text) for _, text in read])
    return [Script(path, text, found) for (path, text), found in zip(read, told, strict=True)]


def read_text(path: Path, notes: NoteList) -> str | None:
    """The text of a script; None where it cannot be read, which is noted."""
    place = Location(path.as_posix())
    try:
        text, said = decode(read_bytes(path))
    except Unreadable as error:
        notes.add(place, error.trouble.message, error.trouble.hint)
        return None
    if said:
        notes.add(place, said, "save it as UTF-8 where letters come out wrong")
    return text


class ScriptReader:
    """Reads scripts one after the other into the same tables."""

    def __init__(self, notes: NoteList, models: str, given: Iterable[Path] = ()) -> None:
        """What scripts call for is read where it lies below what is *given*, or beside a file that is."""
        self.tables = Tables()
        self._roots = [path if path.is_dir() else path.parent for path in given]
        self._scripts: dict[Path, Script] = {}
        self._done: set[Path] = set()
        self._notes = notes
        self._models = models
        self.statements = Statements(self.tables, notes)
        self._within: list[Path] = []
        self.count = 0
        """Statements read."""

    def read(self, scripts: Sequence[Script]) -> list[Query]:
        """Read them all; gives back the statements that fill tables without making them.

        One that another one calls for is read when it is called.
        """
        self._scripts = {Path(script.path).resolve(): script for script in scripts}
        later = {path for here, script in self._scripts.items() for path in self._calls(here, script)}
        for path in sorted(self._scripts, key=lambda path: path in later):
            self._once(path, Session(dialect=self._scripts[path].dialect))
        self.statements.finish()
        return self.statements.loose

    def _calls(self, here: Path, script: Script) -> Iterator[Path]:
        for call in calls_in(script.text, script.dialect):
            path = called(call, here, self._roots)
            if path is not None and path != here:
                yield path

    def _once(self, path: Path, session: Session) -> None:
        if path not in self._done:
            self._done.add(path)
            self._script(self._scripts[path], session)

    def _script(self, script: Script, session: Session) -> None:
        found = list(self._statements(script, session))
        if self._models and len(found) == 1 and _QUERY.match(str(found[0][0])):
            self._model(script, str(found[0][0]), found[0][1], session=session)
            return
        for text, location in found:
            if isinstance(text, Call):
                self._call(text, location, script, session)
                continue
            if text.startswith("\\"):
                apply_command(text, session)
                continue
            self.count += 1
            for part, own in _elements(text, session):
                before = session.path
                if own:
                    session.path = [own]
                self.statements.apply(part, location, session)
                session.path = before if own else session.path

    def _call(self, call: Call, location: Location, script: Script, session: Session) -> None:
        """Read the script that is called for, with what is set here, where it may be read and was not yet."""
        path = called(call, Path(script.path).resolve(), self._roots)
        if path is None or len(self._within) > _DEEPEST:
            hint = "name the folder that holds it, and this script"
            self._notes.add(location, f"'{call.name}' is called for, and is not below what was given", hint)
            return
        if path not in self._scripts:
            text = read_text(path, self._notes)
            if text is None:
                return
            self._scripts[path] = Script(_shown(path), text, script.dialect)
        session.dialect, before = self._scripts[path].dialect, session.dialect
        self._within.append(path)
        self._once(path, session)
        self._within.pop()
        session.dialect = before

    def _statements(self, script: Script, session: Session) -> Iterator[tuple[str | Call, Location]]:
        """Texts of statements and commands with their places, and calls for other scripts."""
        line, counted = 1, 0
        for piece in split(script.text, session.dialect):
            text = script.text[piece.start : piece.end]
            if piece.kind in ("gap", "command"):
                for call in calls_in(text, session.dialect):
                    yield call, Location(script.path, script.text.count("\n", 0, piece.start + call.at) + 1)
            if piece.kind in ("gap", "data"):
                continue
            line += script.text.count("\n", counted, piece.start)
            counted = max(counted, piece.start)
            location = Location(script.path, line)
            if piece.kind == "open":
                self._notes.add(location, "a quote or comment is not closed", "close it; the statement may be misread")
                continue
            if piece.kind == "statement" or text.startswith("\\"):
                yield text, location

    def _model(self, script: Script, text: str, location: Location, *, session: Session) -> None:
        """A file that holds nothing but a query is the table of its name."""
        stem = script.path.rpartition("/")[2].partition(".")[0]
        name = [*(Part(part, True) for part in self._models.split(".") if part), Part(stem, False)]
        key, spelled = session.key(name), session.spelled(name)
        table = Table(space=spelled[:-1], name=spelled[-1], kind="view", location=location, described=True)
        known = self.tables.find(key)
        if known is not None:
            self.tables.replace(known)
            table.queries = known.queries
        table.queries = [Query(text, False, (), session.copied(), location), *table.queries]
        self.tables.add(key, table)
        self.count += 1


def _shown(path: Path) -> str:
    """A path as people would type it here."""
    here = Path.cwd()
    return (path.relative_to(here) if path.is_relative_to(here) else path).as_posix()


def _elements(text: str, session: Session) -> Iterator[tuple[str, tuple[str, ...]]]:
    """``CREATE SCHEMA name CREATE TABLE ... CREATE VIEW ...`` cut up, each part with its schema."""
    match = _SCHEMA.match(text)
    if not match:
        yield text, ()
        return
    depth = 0
    starts: list[int] = []
    schema: tuple[str, ...] = ()
    for at, token in enumerate(read_tokens(text, session.dialect)):
        depth += {"(": 1, ")": -1}.get(token.upper, 0)
        if at >= 2 and not schema and token.upper not in ("IF", "NOT", "EXISTS", "AUTHORIZATION"):
            schema = (*session.database, token.text)
        elif schema and depth == 0 and token.upper in ("CREATE", "GRANT"):
            starts.append(token.start)
    for start, end in itertools.pairwise([*starts, len(text)]):
        yield text[start:end], schema

"""What becomes of a harvest in the book: files of schemas, and beside each what was observed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial

import msgspec

from lakebook.changes.three_way import Choice, Conflict
from lakebook.diagnostics import Finding, Location
from lakebook.importers import Place
from lakebook.importers._harvest import Found, Harvest
from lakebook.importers._harvest.book_files import broken_files
from lakebook.importers._harvest.coverage import Unseen, unseen
from lakebook.importers._harvest.exposed import exposed
from lakebook.importers._harvest.flows import Flows
from lakebook.importers._harvest.observed_file import Seen, observed_path, seen_in
from lakebook.importers._harvest.owned import deleted, gone, part_of, with_drafts, with_lost, with_unsaid
from lakebook.importers._harvest.places import Places, SchemaOfBook
from lakebook.importers._harvest.said import said_tree
from lakebook.importers._harvest.schema_files import SchemaFiles
from lakebook.importers._merge import MergedFile, RefusedError, datasets_in, merge_part
from lakebook.writers.file_names import tidy_name
from lakebook.writers.record_trees import Tree


class Outcome(msgspec.Struct, kw_only=True):
    """What an import would write, and what it has to say."""

    merged: dict[str, MergedFile] = {}
    """File of a schema -> what changes there."""
    observed: dict[str, bytes] = {}
    """``<schema>.observed.yaml`` -> its content."""
    before: dict[str, bytes | None] = {}
    """The same files as they are now."""
    errors: list[Finding] = []
    """Why nothing at all is written, or one schema is left as it is."""
    notes: list[Finding] = []
    gone: list[str] = []
    """Identities of what the source had the last time and has not now."""
    deleted: list[str] = []
    """What the source has and somebody deleted from the book, which stays deleted: datasets, columns, drafts."""
    unknown: dict[str, int] = {}
    """Tables that others are made of and that the book does not have -> how often."""
    drafts: dict[str, bytes] = {}
    """Documents of products that are seen outside of the source and that the book does not have."""
    told: list[str] = []
    """Lines about these."""
    kept: list[tuple[str, Conflict]] = []
    """Fields that both the source and a person changed: the person's stands."""

    def changed(self) -> dict[str, bytes]:
        """Files with what they would hold, where that is not what they hold."""
        after = {path: merged.content for path, merged in self.merged.items() if merged.edits} | self.observed
        after |= self.drafts
        return {path: content for path, content in after.items() if content != self.before.get(path)}


def harvested(
    harvest: Harvest,
    place: Place,
    given: Mapping[str, SchemaOfBook],
    *,
    accept_gone: bool = False,
    drafts: bool = False,
) -> Outcome:
    """Merge a harvest into the book; writes nothing. A schema whose file has errors is left out, with the reason.

    With *accept_gone*, what the source has lost is deprecated; with *drafts*, what is new has the status ``draft``.
    """
    return _Harvested(harvest, place, given, accept_gone, drafts).outcome


class _Harvested:
    def __init__(
        self,
        harvest: Harvest,
        place: Place,
        given: Mapping[str, SchemaOfBook],
        accept_gone: bool,
        drafts: bool,
    ) -> None:
        self._origin, self._given = harvest.origin, harvest.given
        self._book, self._place = place.book, place
        self._accept_gone, self._drafts = accept_gone, drafts
        self._places = Places(place, harvest, given)
        self._not_read = {identity for one in harvest.left_out if (identity := self._places.identity(one))}
        self._seen_by_path: dict[str, Seen] = {}
        self._files = SchemaFiles(place)
        self._broken = broken_files(place.book)
        self.outcome = Outcome(errors=[*harvest.errors, *self._places.errors], notes=[*harvest.notes])
        self._flows = Flows(self._places, self.outcome.unknown)
        if self.outcome.errors:
            return
        self.outcome.errors += [*self._places.broken, *dict.fromkeys(self._places.refused.values())]
        self.outcome.notes += self._places.notes()
        found = {self._places.identity(one.address): one for one in self._places.described}
        for path, (schema, tables) in self._by_file(found).items():
            self._bring(path, schema, tables)
        for lost in unseen(harvest, self._book):
            self._lose(lost, harvest)
        self._edges_of_others(harvest.found)
        self._draft(harvest)
        self._write_seen()

    def _by_file(self, found: Mapping[str, Found]) -> dict[str, tuple[SchemaOfBook, dict[str, Found]]]:
        """Tables by the file that describes them, by their names of today, or is to."""
        by_file: dict[str, tuple[SchemaOfBook, dict[str, Found]]] = {}
        for identity, one in found.items():
            there = self._book.catalogue.datasets.get(identity)
            schema = SchemaOfBook(there.system, there.schema) if there else self._places.of_described(one.address)
            path = there.file if there else self._files.of(schema)
            name = there.name if there else tidy_name(one.address.name)
            by_file.setdefault(path, (schema, {}))[1][name] = one
        return by_file

    def _bring(self, path: str, schema: SchemaOfBook, tables: Mapping[str, Found]) -> None:
        """Merge the tables of one file, and write down what was seen."""
        outcome, origin = self.outcome, self._origin
        if self._is_refused(path, schema):
            return
        content = self._read(path)
        seen = self._seen(path, schema)
        last = seen.said_by(origin)
        theirs = {name: self._tree(one) for name, one in tables.items()}
        for name, one in tables.items():
            if one.partial and name in last:
                theirs[name] = with_unsaid(theirs[name], last[name])
        try:
            ours = datasets_in(path, content, self._book.settings)
            lost = self._without_unread(schema, gone(ours, theirs, last))
            forget = lost if self._accept_gone else {}
            others = partial(seen.said_by_others, origin)
            part = part_of(path, ours, theirs, last, others, forget)
            if self._drafts:
                part.theirs = with_drafts(part.theirs, ours)
            merged = merge_part(part, content, self._book.settings, _keep)
        except RefusedError as error:
            outcome.errors.append(Finding(Location(path), str(error), error.hint))
            return
        if content is None and merged.edits:
            merged.content = self._files.first_line(path) + merged.content
        outcome.merged[path] = merged
        outcome.before[path] = content
        outcome.kept += [(path, conflict) for conflict in merged.kept]
        identity = partial(_identity, schema)
        outcome.gone += [identity(name) for name in lost if not lost[name]]
        outcome.gone += [f"{identity(name)}.{column}" for name, columns in lost.items() for column in columns]
        outcome.deleted += [identity(name) for name in deleted(ours, theirs, last, others)]
        for name, one in tables.items():
            remembered = None if self._drafts else () if self._accept_gone else lost.get(name, ())
            seen.set_said(origin, name, with_lost(theirs[name], last.get(name, {}), remembered))
            seen.set_edges(origin, name, self._flows.into(one, identity(name)))
        for name in lost if self._accept_gone else ():
            if name not in theirs:
                seen.forget(origin, name)
        if tables and self._given:
            seen.add_given(origin, self._given, alone=self._accept_gone or not lost)
        seen.add_spaces(self._places.schemas().get(schema, ()))

    def _lose(self, lost: Unseen, harvest: Harvest) -> None:
        """A schema of which nothing is shown: it is gone, unless it may be that this user may not see it."""
        if lost.closed or not harvest.found:
            message = f"{lost.said()}, is not shown: they are left as they are"
            hint = "see whether this is the right source, and whether its user has the right to look into it"
            (self.outcome.notes if harvest.found else self.outcome.errors).append(Finding(Location(""), message, hint))
            return
        for path in dict.fromkeys(dataset.file for dataset in lost.datasets):
            self._bring(path, lost.schema, {})

    def _without_unread(self, schema: SchemaOfBook, lost: dict[str, list[str]]) -> dict[str, list[str]]:
        return {name: columns for name, columns in lost.items() if _identity(schema, name) not in self._not_read}

    def _tree(self, one: Found) -> Tree:
        """What the source says of a table, with the columns it points to by their names in the book."""
        dataset = one.dataset
        mine = self._places.of_described(one.address)
        for column, (table, other) in one.references.items():
            target = self._places.identity(table)
            if column in dataset.columns and target:
                record = dataset.columns[column]
                near = f"{mine.system}.{mine.schema}."
                record.references = f"{target.removeprefix(near)}.{self._column_today(target, other)}"
                record.key = record.key if "fk" in record.key else (*record.key, "fk")
        return said_tree(dataset)

    def _column_today(self, identity: str, column: str) -> str:
        there = self._book.catalogue.datasets.get(identity)
        if there is None or column in there.columns:
            return column
        return next((name for name, one in there.columns.items() if column in one.formerly), column)

    def _edges_of_others(self, found: Iterable[Found]) -> None:
        """Edges of tables that the source only writes to, where the book has them."""
        by_schema: dict[tuple[str, SchemaOfBook], dict[str, Found]] = {}
        for one in found:
            there = None if one.described or not one.flows else self._places.dataset(one.address)
            if there is not None:
                schema = SchemaOfBook(there.system, there.schema)
                by_schema.setdefault((there.file, schema), {})[there.name] = one
            elif not one.described and one.flows:
                self._flows.miss(one.address)
        for (path, schema), tables in by_schema.items():
            if self._is_refused(path, schema):
                continue
            seen = self._seen(path, schema)
            for name, one in tables.items():
                seen.set_edges(self._origin, name, self._flows.into(one, _identity(schema, name)))

    def _is_refused(self, path: str, schema: SchemaOfBook) -> bool:
        """Whether what was seen so far cannot be read, and would be lost; says so once."""
        wrong = self._broken.get(observed_path(path, schema.schema, self._book.settings))
        if wrong is not None and wrong not in self.outcome.errors:
            self.outcome.errors.append(wrong)
        return wrong is not None

    def _seen(self, path: str, schema: SchemaOfBook) -> Seen:
        """What is known so far of what stands in the file at *path*; the same one whenever it is asked for."""
        target = observed_path(path, schema.schema, self._book.settings)
        if target not in self._seen_by_path:
            self._seen_by_path[target] = seen_in(self._book, target)
            self.outcome.before[target] = self._read(target)
        return self._seen_by_path[target]

    def _write_seen(self) -> None:
        for target, seen in self._seen_by_path.items():
            if content := seen.content():
                self.outcome.observed[target] = content

    def _draft(self, harvest: Harvest) -> None:
        found = exposed(harvest, self._places.identity, self._book)
        self.outcome.drafts, self.outcome.told = found.files, found.told
        self.outcome.deleted += found.deleted
        for target in sorted(self._seen_by_path)[:1]:
            self._seen_by_path[target].add_drafts(found.remembered)

    def _read(self, path: str) -> bytes | None:
        try:
            return self._book.source.read(path)
        except FileNotFoundError:
            return None


def _identity(schema: SchemaOfBook, name: str) -> str:
    return f"{schema.system}.{schema.schema}.{name}"


def _keep(_conflict: Conflict) -> Choice:
    return "ours"

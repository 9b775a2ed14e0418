"""``lakebook import``: files of other tools, and sheets of people, become files of the catalogue."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import click

from lakebook.book import Book
from lakebook.changes.three_way import Choice, Conflict
from lakebook.commands._ask import on_terminal
from lakebook.commands._book import open_book
from lakebook.commands._import_check import tell_findings
from lakebook.commands._import_harvest import harvest_command
from lakebook.commands._import_report import ask_about, next_steps, show_diff, tell, tell_conflicts
from lakebook.commands._plugs import subcommands
from lakebook.importers import Importer, Place
from lakebook.importers._harvest import Harvester, is_harvester
from lakebook.importers._plan import Plan, Step
from lakebook.readers._cache import Cache
from lakebook.readers._hints import closest
from lakebook.settings import read_settings
from lakebook.sources.open_files import opened_by
from lakebook.sources.working_tree import WorkingTree
from lakebook.syntax import Unreadable
from lakebook.writers.together import write_together

ROOM = "lakebook.importers"
_FOLDER = re.compile(r"[^\W_][\w.-]*")


@click.group(cls=subcommands(ROOM, lambda name, plug: _command(name, plug)), invoke_without_command=True)
@click.pass_context
def import_(context: click.Context) -> None:
    """Write files of another tool into the catalogue; without FORMAT, list the formats.

    What is new is added and what is absent is filled in; what a person wrote is never changed unasked.
    """
    if context.invoked_subcommand is None:
        for name in import_.list_commands(context):
            command = import_.get_command(context, name)
            click.echo(f"{name:16} {command.get_short_help_str(120) if command else ''}")


def _command(name: str, plug: Importer | Harvester) -> click.Command:
    """The subcommand of one importer."""
    return harvest_command(name, plug) if is_harvester(plug) else _file_command(name, cast(Importer, plug))


def _file_command(name: str, importer: Importer) -> click.Command:
    own = [option.name or "" for option in importer.options]

    def run(files: tuple[Path, ...], **given: Any) -> None:
        root: Path = click.get_current_context().obj
        options = {key: given.pop(key) for key in own}
        work = _Import(root, importer, options, given)
        raise click.exceptions.Exit(work.run(files, given.get("all", False)))

    asks = importer.sheets is not None
    named = click.Path(exists=True, dir_okay=asks, path_type=Path)
    files = click.Argument(["files"], metavar="FILE...", nargs=-1, required=True, type=named)
    where = "; a sheet that says or remembers it needs none" if asks else ""
    options = [
        click.Option(
            ["--domain"], required=not asks, default="", metavar="NAME", help=f"Domain the datasets belong to{where}."
        ),
        click.Option(
            ["--system"], required=not asks, default="", metavar="NAME", help=f"System the datasets live in{where}."
        ),
        click.Option(
            ["--schema"], default="", metavar="NAME", help="Schema for all files; else each file suggests its own."
        ),
        click.Option(["--dry-run"], is_flag=True, help="Print what would change, and write nothing."),
    ]
    return click.Command(
        name,
        callback=run,
        params=[files, *options, *(_ASKING if asks else ()), *importer.options],
        help=importer.__doc__,
    )


_ASKING = (
    click.Option(
        ["--take"],
        type=click.Choice(["sheet", "book"]),
        default=None,
        help="Decide every conflict for the sheet or for the book; else each is asked on a terminal, or listed.",
    ),
    click.Option(["--all"], is_flag=True, help="FILE is a folder: import each sheet in it whose place is known."),
)


class _Import:
    """One run of the command."""

    def __init__(self, root: Path, importer: Importer, options: dict[str, Any], given: dict[str, Any]) -> None:
        self._root = root
        self._importer = importer
        self._options = options
        self._named = (given["domain"], given["system"], given["schema"])
        self._dry_run: bool = given["dry_run"]
        self._take: str = given.get("take") or ""
        self._cache = Cache(root / ".lakebook", kept=True)
        self._book: Book | None = None
        self._is_left_open = False
        """Whether a conflict of these files was left open: nothing of them is written, and nothing more is asked."""

    def run(self, files: tuple[Path, ...], is_folder: bool) -> int:
        """Import the files, those in a folder each for itself; gives back the exit code."""
        for option, name in zip(("--domain", "--system"), self._named, strict=False):
            if name and not _FOLDER.fullmatch(name):
                raise click.UsageError(f"{option} '{name}' cannot be a folder's name; use letters, digits, '-' and '_'")
        if is_folder:
            paths = list(self._sheets_in(files))
            if not paths:
                click.echo(f"no sheets in {', '.join(map(str, files))}")
            return max((self._together((path,)) for path in paths), default=0)
        folder = next((path for path in files if path.is_dir()), None)
        if folder is not None:
            raise click.UsageError(f"{folder} is a folder: add --all to import each sheet in it")
        return self._together(files)

    def _sheets_in(self, folders: tuple[Path, ...]) -> Iterator[Path]:
        endings = self._importer.sheets.endings if self._importer.sheets else ()
        for folder in folders:
            inside = sorted(folder.rglob("*")) if folder.is_dir() else [folder]
            for path in inside:
                hidden = any(part.startswith((".", "~$")) for part in path.relative_to(folder).parts)
                if path.is_file() and not hidden and path.name.lower().endswith(endings):
                    yield path

    def _together(self, files: tuple[Path, ...]) -> int:
        """Import files that are written together: where people are asked, all of them or none."""
        sheets = [self._sheet(path) for path in files]  # before the book: both at once would fill the memory
        self._book = self._book or open_book(self._root, cache=self._cache)
        plan = Plan(self._importer, self._options, self._decide)
        self._is_left_open = False
        try:
            steps = [sheet if isinstance(sheet, Step) else self._add(plan, *sheet) for sheet in sheets]
        except (click.Abort, KeyboardInterrupt):
            click.echo(f"{', '.join(map(str, files))}: nothing was written", err=True)
            raise
        for step in steps:
            tell(step, self._dry_run)
        failed = any(step.errors or step.conflicts() for step in steps)
        if self._importer.sheets and failed:
            conflicts = sum(len(step.conflicts()) for step in steps)
            tell_conflicts(steps, conflicts)
            if not self._dry_run:
                self._write({}, _beside(steps, done=False))
        else:
            self._finish(plan, steps)
        return 1 if failed else 0

    def _sheet(self, path: Path) -> tuple[Path, bytes, tuple[str, str, str]] | Step:
        """A file with its bytes, and domain, system and schema: as given, else as it or what stands beside it says."""
        content = path.read_bytes()
        sheets = self._importer.sheets
        if sheets is None:
            return path, content, self._named
        catalogue = read_settings(WorkingTree(self._root))[0].folders.catalogue
        if path.resolve().is_relative_to((self._root / catalogue).resolve()):
            hint = "edit it and commit it; 'lakebook convert' makes YAML of it"
            return Step.refused(str(path), "the workbook lies in the book, which reads it where it lies", hint)
        if who := opened_by(path):
            return Step.refused(str(path), f"the sheet is open in {who}", "save and close it, then try again")
        try:
            known = sheets.place(str(path), content)
        except Unreadable as error:
            return Step.unreadable(str(path), error)
        if known is None and not all(self._named[:2]):
            hint = f"lakebook import {self._importer.__name__} {path} --domain NAME --system NAME"
            return Step.refused(str(path), "nothing says to which domain and system it belongs", hint)
        domain, system, schema = (given or said for given, said in zip(self._named, known or ("", "", ""), strict=True))
        return path, content, (domain, system, schema)

    def _add(self, plan: Plan, path: Path, content: bytes, named: tuple[str, str, str]) -> Step:
        assert self._book is not None
        domain, system, schema = named
        catalogue = self._book.catalogue
        for what, value, there in (("domain", domain, catalogue.domains), ("system", system, catalogue.systems)):
            if value and value not in there:
                near = closest(value, there)
                click.echo(f"new {what} '{value}'{f': did you mean {near!r}?' if near else ''}", err=True)
        return plan.add(str(path), content, Place(self._book, domain, system, schema))

    def _decide(self, step: Step, path: str, conflict: Conflict) -> Choice:
        if self._take:
            return "theirs" if self._take == "sheet" else "ours"
        if self._dry_run or self._is_left_open or not on_terminal():
            return ""
        choice = ask_about(step.cell(path, conflict), conflict)
        self._is_left_open = not choice
        return choice

    def _finish(self, plan: Plan, steps: list[Step]) -> None:
        """Write, or show, what changes; say what is still missing."""
        changed = {path: content for path, content in plan.after.items() if content != plan.before.get(path)}
        if self._dry_run:
            if not self._importer.sheets:
                for path, content in changed.items():
                    show_diff(path, plan.before.get(path), content)
        else:
            self._write({self._root / path: content for path, content in changed.items()}, _beside(steps, done=True))
            for path in changed:
                click.echo(f"wrote {path}")
        if not changed and any(step.imported and (step.merged or step.imported.asks) for step in steps):
            click.echo("nothing to change")
        if changed:
            assert self._book is not None
            if self._importer.sheets:
                tell_findings(self._book, plan, steps, self._cache)
            next_steps(self._book, changed, self._dry_run)
            if not self._dry_run:
                self._book = None  # the next sheet is compared with what is there now

    def _write(self, changed: dict[Path, bytes], beside: dict[Path, bytes]) -> None:
        try:
            write_together(self._root, changed, beside)
        except OSError as error:
            where = error.filename or "the files"
            raise click.UsageError(f"cannot write {where}: {error.strerror}; nothing was changed") from error


def _beside(steps: list[Step], *, done: bool) -> dict[Path, bytes]:
    """Files to write beside the sources."""
    found: dict[str, bytes] = {}
    for step in steps:
        if step.imported is not None:
            found |= {**step.imported.saves, **(step.imported.remembers if done else {})}
    return {Path(path): content for path, content in found.items()}

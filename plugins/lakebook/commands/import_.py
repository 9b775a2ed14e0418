"""``lakebook import``: files of other tools become files of the catalogue."""

from __future__ import annotations

import difflib
import re
from pathlib import Path
from typing import Any

import click

from lakebook import discovery
from lakebook.commands._book import open_book
from lakebook.commands._unknown import Choosing
from lakebook.importers import Importer, Place
from lakebook.importers._plan import Plan, Step
from lakebook.readers._hints import closest
from lakebook.writers.atomic import write_atomically

ROOM = "lakebook.importers"
_FOLDER = re.compile(r"[^\W_][\w.-]*")


class _Formats(Choosing):
    """One subcommand for each importer, with the importer's own options."""

    kind = "format"

    def list_commands(self, context: click.Context) -> list[str]:
        return [name.replace("_", "-") for name in discovery.names(ROOM)]

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        plug = name.replace("-", "_")
        return _command(name, discovery.load(ROOM, plug)) if plug in discovery.names(ROOM) else None  # type: ignore[arg-type]


@click.group(cls=_Formats, invoke_without_command=True)
@click.pass_context
def import_(context: click.Context) -> None:
    """Write files of another tool into the catalogue; without FORMAT, list the formats.

    What is new is added and what is absent is filled in; what a person wrote is never changed.
    """
    if context.invoked_subcommand is None:
        for name in import_.list_commands(context):
            command = import_.get_command(context, name)
            click.echo(f"{name:16} {command.get_short_help_str(120) if command else ''}")


def _command(name: str, importer: Importer) -> click.Command:
    """The subcommand of one importer."""
    own = [option.name or "" for option in importer.options]

    def run(files: tuple[Path, ...], domain: str, system: str, schema: str, dry_run: bool, **options: Any) -> None:
        root: Path = click.get_current_context().obj
        place = _place(root, domain, system, schema)
        plan = Plan(importer, place, {key: options[key] for key in own})
        steps = [plan.add(str(path), path.read_bytes()) for path in files]
        for step in steps:
            _tell(step, dry_run)
        _finish(root, plan, place, dry_run)
        raise click.exceptions.Exit(1 if any(step.errors for step in steps) else 0)

    files = click.Argument(
        ["files"],
        metavar="FILE...",
        nargs=-1,
        required=True,
        type=click.Path(exists=True, dir_okay=False, path_type=Path),
    )
    options = [
        click.Option(["--domain"], required=True, metavar="NAME", help="Domain the datasets belong to."),
        click.Option(["--system"], required=True, metavar="NAME", help="System the datasets live in."),
        click.Option(
            ["--schema"], default="", metavar="NAME", help="Schema for all files; else each file suggests its own."
        ),
        click.Option(["--dry-run"], is_flag=True, help="Print what would change, and write nothing."),
    ]
    return click.Command(name, callback=run, params=[files, *options, *importer.options], help=importer.__doc__)


def _place(root: Path, domain: str, system: str, schema: str) -> Place:
    for option, value in (("--domain", domain), ("--system", system)):
        if not _FOLDER.fullmatch(value):
            raise click.UsageError(f"{option} '{value}' cannot be a folder's name; use letters, digits, '-' and '_'")
    book = open_book(root)
    for option, value, known in (
        ("domain", domain, book.catalogue.domains),
        ("system", system, book.catalogue.systems),
    ):
        if value not in known:
            near = closest(value, known)
            click.echo(f"new {option} '{value}'{f': did you mean {near!r}?' if near else ''}", err=True)
    return Place(book, domain, system, schema)


def _tell(step: Step, dry_run: bool) -> None:
    """What became of one file."""
    for error in step.errors:
        click.echo(f"{error.location}: error {error.message}", err=True)
        if error.hint:
            click.echo(f"hint: {error.hint}", err=True)
    if step.imported is None:
        return
    datasets = step.imported.datasets
    columns = [column for dataset in datasets for column in dataset.columns.values()]
    keyed = sum("pk" in column.key for column in columns)
    counted = f"{_count(len(datasets), 'dataset')}, {_count(len(columns), 'column')}"
    click.echo(f"{step.path}: {counted}, {keyed} of them in primary keys")
    if datasets and not step.errors:
        click.echo(f"  schema '{step.schema}': {step.schema_from}")
    for path, merged in step.merged.items():
        new = f"{_count(len(merged.datasets), 'dataset')} and {_count(merged.columns, 'column')} added"
        added = f"{new}, {_count(len(merged.filled), 'field')} filled in"
        click.echo(f"  {'would write' if dry_run else 'into'} {path}: {added}")
        for kept in merged.kept:
            click.echo(f"  kept yours: {kept}")
    for note in step.imported.notes:
        click.echo(f"  note: {note.location}: {note.message}{f' ({note.hint})' if note.hint else ''}")
    for name, said in step.imported.facts.items():
        click.echo(f"  not written, {name}: {said}")


def _count(number: int, word: str) -> str:
    return f"{number:,} {word}{'' if number == 1 else 's'}"


def _finish(root: Path, plan: Plan, place: Place, dry_run: bool) -> None:
    """Write, or show, what changes; say what is still missing."""
    changed = {path: content for path, content in plan.after.items() if content != plan.before.get(path)}
    for path, content in changed.items():
        if dry_run:
            _show(path, plan.before.get(path), content)
            continue
        try:
            write_atomically(root / path, content)
        except OSError as error:
            raise click.UsageError(f"cannot write {path}: {error.strerror}") from error
        click.echo(f"wrote {path}")
    if plan.after and not changed:
        click.echo("nothing to change")
    if changed:
        _ask_for_owners(place)


def _show(path: str, before: bytes | None, after: bytes) -> None:
    old = (before or b"").decode().splitlines(keepends=True)
    new = after.decode().splitlines(keepends=True)
    diff = list(difflib.unified_diff(old, new, path if before is not None else "/dev/null", path))
    plus = sum(line.startswith("+") for line in diff[2:])
    minus = sum(line.startswith("-") for line in diff[2:])
    click.echo("".join(line if line.endswith("\n") else f"{line}\n" for line in diff), nl=False)
    click.echo(f"{path}: {_count(plus, 'line')} more, {_count(minus, 'line')} less; nothing was written")


def _ask_for_owners(place: Place) -> None:
    """Say which of the files above the schema are not there."""
    catalogue, folder = place.book.catalogue, place.book.settings.folders.catalogue
    domain, system = catalogue.domains.get(place.domain), catalogue.systems.get(place.system)
    if domain is None or not domain.path:
        click.echo(f"next: add {folder}/{place.domain}/domain.yaml with 'title:' and 'custodian:'")
    if system is None or not system.path:
        click.echo(f"next: add {folder}/{place.domain}/{place.system}/system.yaml with 'title:' and 'classification:'")
    click.echo("next: lakebook check")

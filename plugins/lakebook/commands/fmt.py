"""``lakebook fmt``: the catalogue's YAML in the one style we write, for those who ask for it."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from pathlib import Path

import click

from lakebook.commands._book import is_book
from lakebook.commands._formatting import formatted
from lakebook.diagnostics import Finding, Location
from lakebook.readers.yaml_files import yaml_files
from lakebook.settings import Settings, read_settings
from lakebook.sources.working_tree import WorkingTree
from lakebook.writers.atomic import write_atomically
from lakebook.writers.together import place_inside


@click.command()
@click.argument("files", nargs=-1, metavar="[FILES]...", type=click.Path(exists=True, path_type=Path))
@click.option("--check", is_flag=True, help="List the files that would change, write nothing, end with 1 if any would.")
@click.option("--diff", is_flag=True, help="Print what would change, and write nothing.")
@click.pass_obj
def fmt(root: Path, files: tuple[Path, ...], check: bool, diff: bool) -> None:
    """Write YAML of the catalogue in one style: FILES, what lies in FOLDERS, or all of it.

    Comments stay with what they are about, and what the file says stays the same. A file in which that cannot be
    told, or that has errors, is left as it is, and the command ends with 1.
    """
    if not is_book(root):
        raise click.UsageError(f"no book here: neither lakebook.yaml nor a folder catalogue/ at or above {root}")
    source = WorkingTree(root)
    settings, _ = read_settings(source)
    paths = list(_paths(root, files, settings))
    changed, left = 0, 0
    for path in paths:
        content = source.read(path)
        made = _leading_out(root, path) or formatted(path, content, settings)
        if isinstance(made, Finding):
            left += 1
            _say(made)
        elif made != content:
            changed += 1
            _change(root, path, content, made, check, diff)
    _sum_up(len(paths), changed, left, check or diff)
    raise click.exceptions.Exit(1 if left or (check and changed) else 0)


def _paths(root: Path, files: tuple[Path, ...], settings: Settings) -> Iterator[str]:
    """The catalogue's YAML among *files* and in folders among them, each once; all of it where none are given."""
    below = sorted(path for path in WorkingTree(root).paths() if yaml_files.claims(path, settings))
    if not files:
        yield from below
        return
    wanted = []
    for file in files:
        try:
            path = file.resolve().relative_to(root.resolve()).as_posix()
        except ValueError:
            raise click.UsageError(f"{file} lies outside the book at {root}") from None
        if file.is_dir():
            wanted += [one for one in below if path == "." or one.startswith(f"{path}/")]
        elif yaml_files.claims(path, settings):
            wanted.append(path)
        else:
            folder = settings.folders.catalogue
            raise click.UsageError(f"{file} is no YAML of the catalogue; name files below {folder}/, or none for all")
    yield from dict.fromkeys(wanted)


def _leading_out(root: Path, path: str) -> Finding | None:
    """Why a file is left as it is that a symbolic link takes out of the book."""
    try:
        place_inside(root / path, root)
    except PermissionError as error:
        return Finding(
            Location(path), f"a link, and {error.strerror}", "put the file itself here, or format it where it lies"
        )
    return None


def _change(root: Path, path: str, before: bytes, after: bytes, check: bool, diff: bool) -> None:
    if diff:
        click.echo(_shown(path, before, after), nl=False)
    elif check:
        click.echo(f"would change {path}")
    else:
        try:
            write_atomically(root / path, after)
        except OSError as error:
            raise click.UsageError(f"cannot write {path}: {error.strerror}") from error
        click.echo(f"wrote {path}")


def _shown(path: str, before: bytes, after: bytes) -> str:
    old, new = (content.decode("utf-8-sig").splitlines(keepends=True) for content in (before, after))
    made = difflib.unified_diff(old, new, f"a/{path}", f"b/{path}")
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in made)


def _say(finding: Finding) -> None:
    click.echo(f"{finding.location}: left as it is: {finding.message}", err=True)
    if finding.hint:
        click.echo(f"hint: {finding.hint}", err=True)


def _sum_up(seen: int, changed: int, left: int, only_told: bool) -> None:
    said = f"{_files(changed)} {'would change' if only_told else 'changed'}, {seen - changed - left} as they should be"
    click.echo(f"{said}, {left} left" if left else said, err=True)


def _files(count: int) -> str:
    return f"{count} file{'' if count == 1 else 's'}"

"""``lakebook merge-driver``: Git merges the catalogue by meaning."""

from __future__ import annotations

import os
from pathlib import Path

import click

from lakebook.changes.merging.workbook import merge_workbook
from lakebook.changes.merging.yaml import MergedFile, merge_yaml
from lakebook.commands._book import is_book
from lakebook.commands._merge_driver import install_driver, uninstall_driver
from lakebook.settings import Settings, read_settings
from lakebook.sources.git_commit import GitError
from lakebook.sources.git_merge import DEFAULT_MARKER
from lakebook.sources.working_tree import WorkingTree, find_root

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.argument("base", type=_FILE, required=False)
@click.argument("ours", type=_FILE, required=False)
@click.argument("theirs", type=_FILE, required=False)
@click.argument("path", required=False)
@click.option("--marker-size", type=click.IntRange(1), default=DEFAULT_MARKER, help="Length of conflict markers.")
@click.option("--install", is_flag=True, help="Tell this repository to merge YAML and workbooks of the book with it.")
@click.option("--uninstall", is_flag=True, help="Take back what --install wrote.")
@click.pass_obj
def merge_driver(
    root: Path,
    base: Path | None,
    ours: Path | None,
    theirs: Path | None,
    path: str | None,
    marker_size: int,
    install: bool,
    uninstall: bool,
) -> None:
    """Merge a file of the catalogue by meaning; Git calls it, once it is installed.

    BASE, OURS and THEIRS are files with the three versions of PATH. The result is written to OURS; it ends with 1
    where there are conflicts, which are printed and, in YAML, marked.
    """
    if install or uninstall:
        if (install and uninstall) or base is not None:
            raise click.UsageError("--install and --uninstall stand alone")
        _set_up(root, install)
        return
    if base is None or ours is None or theirs is None or path is None:
        raise click.UsageError("Git calls this command; type 'lakebook merge-driver --install' so that it does")
    merged = _merged(path, base.read_bytes(), ours.read_bytes(), theirs.read_bytes(), marker_size)
    for line in merged.said:
        click.echo(line, err=True)
    if merged.content is not None:
        ours.write_bytes(merged.content)
    raise click.exceptions.Exit(0 if merged.is_clean else 1)


def _set_up(root: Path, install: bool) -> None:
    if not is_book(root):
        raise click.UsageError(f"no book here: neither lakebook.yaml nor a folder catalogue/ at or above {root}")
    settings, _ = read_settings(WorkingTree(root))
    try:
        lines = install_driver(root, settings.folders.catalogue) if install else uninstall_driver(root)
    except GitError as error:
        raise click.UsageError(f"{error}; {error.hint}" if error.hint else str(error)) from error
    except OSError as error:
        raise click.UsageError(f"cannot write {error.filename}: {error.strerror}") from error
    for line in lines:
        click.echo(line)


def _merged(path: str, base: bytes, ours: bytes, theirs: bytes, marker_size: int) -> MergedFile:
    """The file merged; *path* is as Git knows it, from the top of the repository, which is where Git runs drivers."""
    root = find_root(Path(os.path.abspath(path)).parent) or Path.cwd()  # noqa: PTH100 - no link is followed
    settings = read_settings(WorkingTree(root))[0] if is_book(root) else Settings()
    inside = Path(os.path.abspath(path)).relative_to(root).as_posix()  # noqa: PTH100
    if path.lower().endswith((".xlsx", ".xlsm")):
        return merge_workbook(inside, base, ours, theirs, settings)
    return merge_yaml(inside, base, ours, theirs, settings, marker_size)

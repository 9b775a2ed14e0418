"""``lakebook budget``: does the site fit where it is published?"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from lakebook.commands._book import progress
from lakebook.commands._budget_table import print_table
from lakebook.hosting.contents import Contents, Section, gzipped_sizes, measure
from lakebook.hosting.host import Limits
from lakebook.hosting.shares import Share, shares
from lakebook.settings import read_settings
from lakebook.sources.working_tree import WorkingTree

_LARGEST = 8


@click.command()
@click.argument("site", required=False, type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to print it.")
@click.option("--no-gzip", is_flag=True, help="Do not compress the files to see what travels.")
@click.pass_obj
def budget(root: Path, site: Path | None, form: str, no_gzip: bool) -> None:
    """Measure the built SITE (site/ when absent) against what its host takes.

    Exit code 0 when it fits, 1 when it is above a limit, 2 when the command is used wrongly.
    """
    limits = _limits(root)
    folder = site or root / "site"
    if not (folder / "index.html").is_file():
        raise click.UsageError(
            f"no site in {folder}; type 'mkdocs build' first, or 'lakebook budget FOLDER' where it is built elsewhere"
        )
    contents = measure(folder)
    gzipped = None if no_gzip else _gzipped(folder, contents)
    sections = contents.sections(gzipped)
    used = shares(limits, used_bytes=contents.bytes, used_entries=contents.entries)
    largest = contents.largest(_LARGEST)
    if form == "json":
        click.echo(json.dumps(_report(folder, limits, used, sections, largest), indent=2))
    else:
        print_table(click.format_filename(folder), limits, used, sections, largest)
    raise click.exceptions.Exit(1 if any(share.verdict == "over" for share in used) else 0)


def _limits(root: Path) -> Limits:
    """What the host of the book takes.

    Raises:
        click.UsageError: the settings say it in a way that cannot be read.
    """
    settings, findings = read_settings(WorkingTree(root))
    for found in findings:
        if found.field.partition(".")[0] in ("host", "repository", ""):
            raise click.UsageError(f"{found.location}: {found.message}{f'; {found.hint}' if found.hint else ''}")
    return settings.limits


def _gzipped(folder: Path, contents: Contents) -> dict[str, int]:
    with progress("Compressing, MB") as tell:
        return gzipped_sizes(folder, contents, lambda done, total: tell(done // 10**6, total // 10**6))


def _report(
    folder: Path, limits: Limits, used: tuple[Share, ...], sections: list[Section], largest: list[tuple[str, int]]
) -> dict[str, Any]:
    """The same as the table, for machines."""
    gzipped = [section.gzipped for section in sections if section.gzipped is not None]
    return {
        "site": str(folder),
        "host": limits.host or None,
        "deduced": limits.deduced,
        "files": sum(section.files for section in sections),
        "directories": sum(section.directories for section in sections),
        "gzipped": sum(gzipped) if gzipped else None,
        "budgets": {
            share.of: {
                "used": share.used,
                "limit": share.limit,
                "share": round(share.part, 4),
                "verdict": share.verdict,
            }
            for share in used
        },
        "sections": {
            section.name: {
                "files": section.files,
                "directories": section.directories,
                "bytes": section.bytes,
                "gzipped": section.gzipped,
            }
            for section in sections
        },
        "largest": dict(largest),
    }

"""``lakebook drift --fix``: what the book lacks is drafted, in the one way that all imports go."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click

from lakebook.commands._harvest_report import in_one_line, say
from lakebook.importers import Place
from lakebook.importers._harvest import Harvest
from lakebook.importers._harvest.drafted import lacking
from lakebook.importers._harvest.drift import Drift
from lakebook.importers._harvest.harvested import harvested
from lakebook.importers._harvest.places import SchemaOfBook
from lakebook.importers._merge import counts, in_words
from lakebook.writers.together import write_together


def draft(
    root: Path, harvest: Harvest, drift: Drift, place: Place, given: Mapping[str, SchemaOfBook], *, aside: bool
) -> bool:
    """Write what the book lacks; gives back whether anything was written. *aside* to tell it on standard error.

    Raises:
        click.UsageError: a file cannot be written; then none is.
    """
    if not drift.missing and not drift.lacking:
        click.echo("nothing to draft", err=aside)
        return False
    outcome = harvested(lacking(harvest, drift, place.book), place, given, drafts=True)
    for error in outcome.errors:
        say(f"error {in_one_line(error)}", aside=True)
    changed = outcome.changed()
    try:
        write_together(root, {root / path: content for path, content in changed.items()})
    except OSError as error:
        where = error.filename or "the files"
        raise click.UsageError(f"cannot write {where}: {error.strerror}; nothing was changed") from error
    for path, merged in outcome.merged.items():
        if words := in_words(counts(merged.edits)):
            say(f"drafted in {path}: {words}", aside=aside)
    return bool(changed)

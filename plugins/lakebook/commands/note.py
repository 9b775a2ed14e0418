"""``lakebook note``: one note of a merge request, kept up to date."""

from __future__ import annotations

import os
import re
from pathlib import Path

import click

from lakebook.commands._one_line import one_line
from lakebook.hosting.merge_request import MergeRequest
from lakebook.hosting.rest import TOKEN


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--marker", default="diff", show_default=True, help="Tells our notes apart, where there are several.")
def note(file: Path, marker: str) -> None:
    """Write FILE (Markdown) as a note of the merge request, or update the note that is there.

    Without LAKEBOOK_TOKEN it says so, and ends with 0: a pipeline of a fork has no token.
    """
    if not re.fullmatch(r"[a-z0-9-]{1,40}", marker):
        raise click.UsageError("--marker takes small letters, digits and '-'")
    if not os.environ.get(TOKEN):
        click.echo(f"{TOKEN} is not set: no note was written")
        return
    try:
        text = file.read_text(encoding="utf-8", errors="replace")
    except OSError as error:
        raise click.UsageError(f"cannot read {file}: {error.strerror}") from None
    with one_line():
        request = MergeRequest(os.environ)
        click.echo(f"the note of merge request {request.number} {request.keep_note(text, marker)}")

"""``lakebook explain``: the page of a check."""

from __future__ import annotations

import sys

import click
from rich.console import Console
from rich.markdown import Markdown

from lakebook.checks import FAMILIES
from lakebook.checks._page import read_page
from lakebook.checks._run import all_checks, find_check
from lakebook.commands._unknown import unknown


@click.command()
@click.argument("code", required=False)
def explain(code: str | None) -> None:
    """Print the page of the check CODE (code or name); without CODE, list all checks."""
    if code is None:
        for name, listed in all_checks().items():
            click.echo(f"{listed.code:8} {listed.severity:8} {name}  {read_page(listed).verdict}")
        return
    found = find_check(code)
    if found is None:
        raise unknown("check", code, all_checks() if "_" in code else (), "lakebook explain")
    page = read_page(found)
    family = FAMILIES[found.code.rstrip("0123456789")]
    head = f"# {found.code} {found.__name__}\n\n{page.verdict}\n\nFamily: {family}. Severity: {found.severity}.\n\n"
    if sys.stdout.isatty():
        Console().print(Markdown(head + page.body))
    else:
        click.echo(head + page.body)

"""``lakebook schema``: what editors need to complete, explain and check the YAML of a book."""

from __future__ import annotations

import json
from pathlib import Path

import click

from lakebook.commands._book import open_book
from lakebook.commands._schema_files import schema_files
from lakebook.commands._schema_words import Schema
from lakebook.writers.atomic import write_atomically


@click.command()
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="Folder to write to; schemas/ of the book when absent."
)
@click.option("--vscode", is_flag=True, help="Print what .vscode/settings.json needs, and write nothing.")
@click.pass_obj
def schema(root: Path, output: Path | None, vscode: bool) -> None:
    """Write a JSON Schema for each kind of YAML file, with the words and names of this book."""
    made = list(schema_files(open_book(root)))
    folder = output or root / "schemas"
    if vscode:
        shown = folder.resolve()
        place = f"./{shown.relative_to(root.resolve())}" if shown.is_relative_to(root.resolve()) else str(shown)
        click.echo(json.dumps({"yaml.schemas": _patterns(made, place)}, indent=2))
        return
    for name, _, content in made:
        try:
            write_atomically(
                folder / f"{name}.schema.json", (json.dumps(content, indent=1, ensure_ascii=False) + "\n").encode()
            )
        except OSError as error:
            raise click.UsageError(f"cannot write {folder / name}.schema.json: {error.strerror}") from error
    click.echo(f"wrote {len(made)} schemas to {click.format_filename(folder)}")
    click.echo("next: 'lakebook schema --vscode' prints what .vscode/settings.json needs")


def _patterns(made: list[tuple[str, str, Schema]], folder: str) -> dict[str, str | list[str]]:
    """Schema -> files; Markdown is left out, which YAML servers do not read."""
    found: dict[str, str | list[str]] = {}
    for name, pattern, _ in made:
        if not pattern.endswith(".md"):
            others = [f"!{other}" for kind, other, _ in made if kind == "system"] if name == "datasets" else []
            others += [f"!{pattern.removesuffix('.yaml')}.observed.yaml"] if others else []  # written by machines
            found[f"{folder}/{name}.schema.json"] = [pattern, *others] if others else pattern
    return found

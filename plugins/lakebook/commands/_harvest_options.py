"""What every command that asks a whole system takes: its files or its address, and where its tables go."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from lakebook.book import Book
from lakebook.importers import Place
from lakebook.importers._harvest import Harvest, Harvester
from lakebook.importers._harvest.given import names_of
from lakebook.importers._harvest.places import SchemaOfBook
from lakebook.readers._hints import closest
from lakebook.syntax import Unreadable

_FOLDER = re.compile(r"[^\W_][\w.-]*")


def arguments(plug: Harvester) -> list[click.Parameter]:
    """What is asked, and where its tables go."""
    if plug.takes == "address":
        asked = click.Argument(["given"], metavar="URL")
    else:
        kind = click.Path(exists=True, path_type=Path)
        asked = click.Argument(["given"], metavar="PATH...", nargs=-1, required=True, type=kind)
    known = "; not needed where earlier imports know"
    return [
        asked,
        click.Option(["--domain"], default="", metavar="NAME", help=f"Domain of a system that is new{known}."),
        click.Option(["--system"], default="", metavar="NAME", help=f"System the tables live in{known}."),
        click.Option(["--schema"], default="", metavar="NAME", help="Schema for all tables; else as the source says."),
        click.Option(
            ["--map"],
            multiple=True,
            metavar="SPACE=SYSTEM.SCHEMA",
            help="What the source calls SPACE, such as raw.shop, is this schema of the book; as often as needed.",
        ),
        *plug.options,
    ]


def place_of(book: Book, given: dict[str, Any]) -> tuple[Place, dict[str, SchemaOfBook]]:
    """Where new tables go; says so where a domain or system is new."""
    for option in ("domain", "system"):
        name = given[option]
        if name and not _FOLDER.fullmatch(name):
            raise click.UsageError(f"--{option} '{name}' cannot be a folder's name; use letters, digits, '-' and '_'")
    catalogue = book.catalogue
    for what, value, there in (
        ("domain", given["domain"], catalogue.domains), ("system", given["system"], catalogue.systems)
    ):  # fmt: skip
        if value and value not in there:
            near = closest(value, there)
            click.echo(f"new {what} '{value}'{f': did you mean {near!r}?' if near else ''}", err=True)
    return Place(book, given["domain"], given["system"], given["schema"]), dict(_maps(given["map"]))


def _maps(said: Iterable[str]) -> Iterable[tuple[str, SchemaOfBook]]:
    for one in said:
        space, equals, target = one.rpartition("=")
        system, dot, schema = target.partition(".")
        if not (equals and dot and schema and _FOLDER.fullmatch(system)):
            raise click.UsageError(f"--map '{one}': write SPACE=SYSTEM.SCHEMA, such as raw.shop=crm.shop")
        yield space, SchemaOfBook(system, schema)


def ask(root: Path, plug: Harvester, given: dict[str, Any], place: Place) -> Harvest:
    """What the source says; ends with a message where it cannot be read at all."""
    options = {option.name or "": given[option.name or ""] for option in plug.options}
    asked = given["given"]
    try:
        harvest = plug(asked if isinstance(asked, str) else list(asked), place, **options)
    except Unreadable as error:
        trouble = error.trouble
        where = "" if isinstance(asked, str) else f"{asked[0]}{f':{trouble.line}' if trouble.line else ''}: "
        click.echo(f"{where}error {trouble.message}", err=True)
        if trouble.hint:
            click.echo(f"hint: {trouble.hint}", err=True)
        raise click.exceptions.Exit(1) from None
    if not isinstance(asked, str) and not harvest.is_part:
        harvest.given = names_of(asked, root)
    return harvest
